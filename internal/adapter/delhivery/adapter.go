// Package delhivery reads Delhivery (India) by its packages API, which wants the
// operator's key.
//
// Its traps: an unknown number is an error within a successful answer; times have no
// offset; a delivery of the status RTO is one back to the sender.
package delhivery

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Delhivery. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "track.delhivery.com"
	slug = "delhivery"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "delhivery", Carriers: []string{slug}, Hosts: []string{"track.delhivery.com"}, Evidence: adapter.Recorded,
		Keys: []adapter.Key{{Name: "api_token", Doc: "The API token of a Delhivery client account."}}, Rate: 2.5,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/api/v1/packages/json/", url.Values{"waybill": {q.Number}})
	if err == nil {
		req.Header.Set("Authorization", "Token "+q.Access.Keys["api_token"])
	}
	return req, err
}
