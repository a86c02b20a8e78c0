// Package landmarkglobal reads Landmark Global by its Track API, version 2, which wants
// the operator's login.
//
// Its traps: one code stands for different steps, so the wording counts first; times are
// written in two ways and have no offset, so that legs can look out of order; there may
// be a line break before the XML; the number of the last mile is the parcel's other one.
package landmarkglobal

import (
	"context"
	"encoding/xml"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks Landmark Global. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.landmarkglobal.com"
	slug = "landmark"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "landmark-global",
		Carriers: []string{slug},
		Hosts:    []string{"api.landmarkglobal.com"},
		Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "user", Doc: "The user name of Landmark Global's API."},
			{Name: "password", Doc: "The password that belongs to it."},
		},
	}
}

// question is the request.
type question struct {
	XMLName  xml.Name `xml:"TrackRequest"`
	User     string   `xml:"Login>Username"`
	Password string   `xml:"Login>Password"`
	Test     bool     `xml:"Test"`
	Number   string   `xml:"TrackingNumber"`
	Kind     string   `xml:"RetrievalType"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostXML(ctx, "https://"+host+"/v2/Track.php", "", question{
		User: q.Access.Keys["user"], Password: q.Access.Keys["password"], Number: q.Number, Kind: "Historical",
	})
}
