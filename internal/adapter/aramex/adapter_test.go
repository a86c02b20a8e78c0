package aramex

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "1Z12345E6205277936"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }

// TestJSON reads what the JSON service answers, of which no sample was found.
func TestJSON(t *testing.T) {
	const body = `{"HasErrors":false,"Notifications":[],"NonExistingWaybills":[],"TrackingResults":[{"Key":"123","Value":[
		{"UpdateCode":"SH005","UpdateDescription":"Delivered","UpdateDateTime":"/Date(1451893680000+0300)/","UpdateLocation":"Amman"}]}]}`
	tl, err := adapter.Read(Adapter{}, adapter.Query{}, adapter.Answer{Body: []byte(body)}, nil)
	if err != nil || tl.Status != "delivered" || tl.Events[0].Time != "2016-01-04T10:48:00+03:00" {
		t.Errorf("got %+v, error %v", tl, err)
	}
}
