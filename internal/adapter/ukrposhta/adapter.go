// Package ukrposhta reads Ukrposhta by its status tracking service, which wants the
// operator's token.
//
// Its traps: one number is answered with a list of events and several with an object;
// the code of an event is a text or a number; a delivery after a refusal is one back to
// the sender; times have no offset.
package ukrposhta

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Ukrposhta. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "www.ukrposhta.ua"
	slug = "ukrposhta"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "ukrposhta",
		Carriers: []string{slug},
		Hosts:    []string{"www.ukrposhta.ua"},
		Evidence: adapter.Documented,
		Keys: []adapter.Key{
			{Name: "token", Doc: "The bearer token for StatusTracking that Ukrposhta gives with a contract."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang := "EN"
	if strings.HasPrefix(strings.ToLower(q.Lang), "uk") {
		lang = "UA"
	}
	req, err := adapter.Get(ctx, "https://"+host+"/status-tracking/0.0.1/statuses", url.Values{"barcode": {q.Number}, "lang": {lang}})
	if err == nil {
		req.Header.Set("Authorization", "Bearer "+q.Access.Keys["token"])
	}
	return req, err
}
