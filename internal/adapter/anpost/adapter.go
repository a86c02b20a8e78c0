// Package anpost reads An Post (Ireland) by the service behind its site, which wants a
// key that belongs to the site: the operator configures one of their own, and none is
// built in.
//
// Its traps: an unknown number is an empty list; times have no offset; the same row may
// stand there twice.
package anpost

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks An Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "apim-anpost-apwebapis.anpost.com"
	slug = "an-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "an-post",
		Carriers: []string{slug},
		Hosts:    []string{"apim-anpost-apwebapis.anpost.com"},
		Evidence: adapter.Synthetic,
		Keys: []adapter.Key{
			{Name: "subscription_key", Doc: "A subscription key of An Post's API gateway; none is built in, since that of the site belongs to the site."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/ttservice-public-apweb/GetEvents", map[string]any{"getEvents": map[string]string{"barcodeItem": q.Number}})
	if err == nil {
		req.Header.Set("Ocp-Apim-Subscription-Key", q.Access.Keys["subscription_key"])
	}
	return req, err
}
