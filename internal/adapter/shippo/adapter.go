// Package shippo reads Shippo's tracks, which know many carriers and want the operator's
// key. It must be told the carrier.
//
// Its trap: a number that is not known is an answer without a status.
package shippo

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Shippo. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.goshippo.com"
	id   = "shippo"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: id, Hosts: []string{"api.goshippo.com"}, Evidence: adapter.Synthetic, Aggregator: true,
		Keys: []adapter.Key{{Name: "api_token", Doc: "The live API token of a Shippo account."}},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	code := slugs.Code(q.Carrier)
	if code == "" {
		return nil, adapter.Errorf(adapter.UnknownCarrier, "the service's name of the carrier is not known")
	}
	req, err := adapter.Get(ctx, "https://"+host+"/tracks/"+url.PathEscape(code)+"/"+url.PathEscape(q.Number), nil)
	if err == nil {
		req.Header.Set("Authorization", "ShippoToken "+q.Access.Keys["api_token"])
		req.Header.Set("Shippo-Api-Version", "2018-02-08")
	}
	return req, err
}

// slugs maps the service's names of carriers to our slugs.
var slugs = adapter.Slugs{
	"usps": "usps", "ups": "ups", "fedex": "fedex", "dhl_express": "dhl-express", "canada_post": "canada-post",
	"royal_mail": "royal-mail", "australia_post": "australia-post",
	"purolator": "purolator", "hermes_uk": "evri", "dpd_uk": "dpd", "colissimo": "la-poste",
	"chronopost": "chronopost", "correos": "correos-es", "poste_italiane": "poste-italiane",
	"deutsche_post": "dhl-paket", "mondial_relay": "mondial-relay",
}
