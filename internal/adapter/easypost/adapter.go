// Package easypost reads EasyPost's trackers, which know most carriers of North America
// and want the operator's key. Creating a tracker that exists gives the one that is
// there.
//
// Its trap: times are marked as UTC and are, for several carriers, those of the place.
// They are given as they stand.
package easypost

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks EasyPost. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.easypost.com"
	id   = "easypost"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:         id,
		Hosts:      []string{"api.easypost.com"},
		Evidence:   adapter.Recorded,
		Aggregator: true,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The production API key of an EasyPost account; a tracker costs a few cents."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	item := map[string]string{"tracking_code": q.Number}
	if code := slugs.Code(q.Carrier); code != "" {
		item["carrier"] = code
	}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/v2/trackers", map[string]any{"tracker": item})
	if err == nil {
		req.SetBasicAuth(q.Access.Keys["api_key"], "")
	}
	return req, err
}

// slugs maps the service's names of carriers to our slugs. Only those that are certain
// are listed: where a name is not known the service finds the carrier itself.
var slugs = adapter.Slugs{
	"USPS": "usps", "UPS": "ups", "FedEx": "fedex", "CanadaPost": "canada-post", "DHLExpress": "dhl-express",
	"Purolator": "purolator", "RoyalMail": "royal-mail", "AustraliaPost": "australia-post",
}
