// Package npshopping reads NP Shopping, the service of Nova Poshta for parcels from
// abroad, by the JSON behind its tracking page.
//
// An unknown number is answered with a page for people within the JSON and none of the
// fields. The numbers of the other carriers stand among the references.
package npshopping

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks NP Shopping. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.npshopping.com"
	slug = "np-shopping"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "np-shopping",
		Carriers: []string{slug},
		Hosts:    []string{"api.npshopping.com"},
		Evidence: adapter.Recorded,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, "https://"+host+"/tracking", url.Values{"number": {q.Number}})
}
