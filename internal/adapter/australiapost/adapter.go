// Package australiapost reads Australia Post by its tracking API, which wants the
// operator's keys. The JSON behind its page is read too, from files.
//
// Its traps: an item may lie one level deeper than usual; the status may be missing or
// "Unknown"; in the page's answer two times of one event disagree, and the written one
// is right.
package australiapost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Australia Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "digitalapi.auspost.com.au"
	slug = "australia-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "australia-post",
		Carriers: []string{slug},
		Hosts:    []string{"digitalapi.auspost.com.au"},
		Evidence: adapter.Documented,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key of an Australia Post business account."},
			{Name: "password", Doc: "The password that belongs to it."},
			{Name: "account_number", Doc: "The ten digits of the account."},
		},
		Rate: 0.15,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/shipping/v1/track", url.Values{"tracking_ids": {q.Number}})
	if err == nil {
		req.SetBasicAuth(q.Access.Keys["api_key"], q.Access.Keys["password"])
		req.Header.Set("Account-Number", q.Access.Keys["account_number"])
	}
	return req, err
}
