package fedex

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
	"waybill/internal/timeline"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "794843185271"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }

// TestReusedNumber takes, of two parcels with one number, the one with the newest scan.
func TestReusedNumber(t *testing.T) {
	const body = `{"output":{"completeTrackResults":[{"trackingNumber":"123456789012","trackResults":[
		{"latestStatusDetail":{"code":"DL"},"scanEvents":[{"date":"2021-03-04T10:00:00-05:00","eventType":"DL","eventDescription":"Delivered"}]},
		{"latestStatusDetail":{"code":"IT"},"scanEvents":[{"date":"2026-03-04T10:00:00-05:00","eventType":"DP","eventDescription":"Left"}]}]}]}}`
	tl, err := adapter.Read(Adapter{}, adapter.Query{}, adapter.Answer{Body: []byte(body)}, nil)
	if err != nil || tl.Status != timeline.DepartedSorting {
		t.Errorf("got %s, error %v", tl.Status, err)
	}
}
