// Package bpost reads the Belgian post by the JSON behind its tracking page, which needs
// no key. The XML of its service for shippers is read too.
//
// Its traps: day and time stand apart and have no offset on the page; the XML says
// L00 for a parcel on its round.
package bpost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks bpost. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "track.bpost.cloud"
	slug = "bpost"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "bpost", Carriers: []string{slug}, Hosts: []string{"track.bpost.cloud"}, Evidence: adapter.Synthetic,
	}
}

// Request asks for one number, with the postcode when it is given: some details want it.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	query := url.Values{"itemIdentifier": {q.Number}}
	if q.Postcode != "" {
		query.Set("postalCode", q.Postcode)
	}
	return adapter.Get(ctx, "https://"+host+"/track/items", query)
}

func page(number string) string {
	return "https://track.bpost.cloud/btr/web/#/search?lang=en&itemCode=" + url.QueryEscape(number)
}
