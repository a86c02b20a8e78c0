// Package dhlexpressmydhl reads DHL Express by the MyDHL API, which wants the
// operator's keys.
//
// Its traps: day and time stand apart, on the clock of the service area, and have an
// offset only where GMTOffset stands; one of the codes means two things.
package dhlexpressmydhl

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks DHL Express. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "express.api.dhl.com"
	slug = "dhl-express"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "dhl-express-mydhl",
		Carriers: []string{slug},
		Hosts:    []string{"express.api.dhl.com"},
		Evidence: adapter.Documented,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key (user name) of MyDHL API in DHL's developer portal."},
			{Name: "api_secret", Doc: "The API secret (password) that belongs to it."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/mydhlapi/shipments/"+url.PathEscape(q.Number)+"/tracking", url.Values{
		"trackingView": {"all-checkpoints"}, "levelOfDetail": {"all"},
	})
	if err == nil {
		req.SetBasicAuth(q.Access.Keys["api_key"], q.Access.Keys["api_secret"])
	}
	return req, err
}
