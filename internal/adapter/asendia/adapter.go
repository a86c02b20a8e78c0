// Package asendia reads Asendia by Asendia Sync, which wants the operator's key.
package asendia

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Asendia. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "www.asendia-sync.com"
	slug = "asendia"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "asendia",
		Carriers: []string{slug},
		Hosts:    []string{"www.asendia-sync.com"},
		Evidence: adapter.Documented,
		Keys: []adapter.Key{
			{Name: "customer_id", Doc: "The customer's id in Asendia Sync."},
			{Name: "api_key", Doc: "The API key of that customer."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/api/customers/"+url.PathEscape(q.Access.Keys["customer_id"])+"/tracking/"+url.PathEscape(q.Number), nil)
	if err == nil {
		req.Header.Set("X-Asendia-One-Api-Key", q.Access.Keys["api_key"])
	}
	return req, err
}
