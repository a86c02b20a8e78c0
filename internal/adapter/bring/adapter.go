// Package bring reads Bring and Posten (Norway) by the Tracking API, version 2. It
// answers without keys, if seldom; the operator's keys raise that. The JSON behind the
// carrier's site is read too.
//
// Its traps: an unknown number is an error within a successful answer; descriptions hold
// HTML; a parcel handed back to its sender has a status of its own.
package bring

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Bring. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.bring.com"
	slug = "bring"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "bring", Carriers: []string{slug}, Hosts: []string{"api.bring.com"}, Evidence: adapter.Synthetic,
		Keys: []adapter.Key{
			{Name: "api_uid", Doc: "The e-mail address of a Mybring user.", Optional: true},
			{Name: "api_key", Doc: "The API key of that user, which raises the limits.", Optional: true},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/tracking/api/v2/tracking.json", url.Values{"q": {q.Number}, "lang": {"en"}})
	if err == nil && q.Access.Keys["api_key"] != "" {
		req.Header.Set("X-Mybring-Api-Uid", q.Access.Keys["api_uid"])
		req.Header.Set("X-Mybring-Api-Key", q.Access.Keys["api_key"])
	}
	return req, err
}
