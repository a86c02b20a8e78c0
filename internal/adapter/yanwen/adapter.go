// Package yanwen reads Yanwen by its tracking API, which wants the operator's customer
// number.
package yanwen

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Yanwen. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.track.yw56.com.cn"
	slug = "yanwen"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "yanwen", Carriers: []string{slug}, Hosts: []string{"api.track.yw56.com.cn"}, Evidence: adapter.Synthetic,
		Keys: []adapter.Key{{Name: "customer_number", Doc: "The customer number of a Yanwen account."}},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/api/tracking", url.Values{"nums": {q.Number}})
	if err == nil {
		req.Header.Set("Authorization", q.Access.Keys["customer_number"])
	}
	return req, err
}
