// Package postnord reads PostNord by its Track & Trace API, version 5, which wants the
// operator's key. The JSON behind its site is read too.
//
// Its traps: the item's own status counts more than its newest event; a parcel on the
// round still has the status "en route" and only the wording says so; "other" is no
// status.
package postnord

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks PostNord. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api2.postnord.com"
	slug = "postnord"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "postnord", Carriers: []string{slug}, Hosts: []string{"api2.postnord.com"}, Evidence: adapter.Synthetic,
		Keys: []adapter.Key{{Name: "api_key", Doc: "The API key of an application in PostNord's developer portal."}},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, "https://"+host+"/rest/shipment/v5/trackandtrace/findByIdentifier.json", url.Values{
		"id": {q.Number}, "locale": {"en"}, "apikey": {q.Access.Keys["api_key"]},
	})
}
