// Package shipengine reads ShipEngine's tracking, which knows many carriers and wants the
// operator's key. It must be told the carrier.
package shipengine

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks ShipEngine. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.shipengine.com"
	id   = "shipengine"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: id, Hosts: []string{"api.shipengine.com"}, Evidence: adapter.Synthetic, Aggregator: true,
		Keys: []adapter.Key{{Name: "api_key", Doc: "The production API key of a ShipEngine account."}},
		Rate: 3,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	code := slugs.Code(q.Carrier)
	if code == "" {
		return nil, adapter.Errorf(adapter.UnknownCarrier, "the service's code of the carrier is not known")
	}
	req, err := adapter.Get(ctx, "https://"+host+"/v1/tracking", url.Values{"carrier_code": {code}, "tracking_number": {q.Number}})
	if err == nil {
		req.Header.Set("Api-Key", q.Access.Keys["api_key"])
	}
	return req, err
}

// slugs maps the service's codes of carriers to our slugs.
var slugs = adapter.Slugs{
	"ups": "ups", "usps": "usps", "stamps_com": "usps", "fedex": "fedex", "dhl_express": "dhl-express",
	"canada_post": "canada-post", "royal_mail": "royal-mail",
	"australia_post": "australia-post", "purolator_ca": "purolator", "ontrac": "ontrac",
}
