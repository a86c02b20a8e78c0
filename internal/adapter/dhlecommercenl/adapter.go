// Package dhlecommercenl reads DHL eCommerce in the Netherlands, formerly DHL Parcel.
//
// The upstream is the JSON behind the carrier's own tracking page, which needs no key.
// Its traps:
//
//   - An unknown number is answered with an empty list.
//   - Rows have no text, only the name of a status; its words become the text.
//   - A parcel redirected to a shop has rows of the same moment; they are told apart
//     by nothing but their order.
package dhlecommercenl

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks DHL eCommerce NL. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api-gw.dhlparcel.nl"
	slug = "dhl-ecommerce-nl"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "dhl-ecommerce-nl",
		Carriers: []string{slug},
		Hosts:    []string{host},
		Evidence: adapter.Recorded,
	}
}

// Request asks for one number, with the postcode when it is known: some details want it.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	key := q.Number
	if q.Postcode != "" {
		key += "+" + q.Postcode
	}
	return adapter.Get(ctx, "https://"+host+"/track-trace", url.Values{"key": {key}, "role": {"consumer-receiver"}})
}
