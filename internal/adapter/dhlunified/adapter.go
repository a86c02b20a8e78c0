// Package dhlunified reads DHL's Shipment Tracking - Unified, which knows most of DHL's
// companies and wants the operator's key.
//
// Its traps: times come with an offset, as UTC or as local ones side by side; the code
// of a status is coarse and its finer word may be a number, a name or a sentence; a
// failure is an incident or a failed attempt; a number may belong to several companies.
package dhlunified

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks DHL. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api-eu.dhl.com"
	slug = "dhl-express"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "dhl-unified",
		Carriers: []string{"dhl-ecommerce", "dhl-ecommerce-nl", "dhl-ecommerce-pl", "dhl-ecommerce-uk", slug, "dhl-paket"},
		Hosts:    []string{"api-eu.dhl.com"},
		Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key of an app in DHL's developer portal, for Shipment Tracking - Unified."},
		},
		Rate: 0.2,
	}
}

// Request asks for one number, at the company of the carrier that is asked about.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	query := url.Values{"trackingNumber": {q.Number}, "language": {"en"}}
	for service, slug := range services {
		if slug == q.Carrier && !strings.HasSuffix(service, "-apac") {
			query.Set("service", service)
		}
	}
	if q.Postcode != "" {
		query.Set("recipientPostalCode", q.Postcode)
	}
	req, err := adapter.Get(ctx, "https://"+host+"/track/shipments", query)
	if err == nil {
		req.Header.Set("DHL-API-Key", q.Access.Keys["api_key"])
	}
	return req, err
}

// services are DHL's companies, by the names that the upstream has for them.
var services = map[string]string{
	"express": "dhl-express", "parcel-de": "dhl-paket", "parcel-nl": "dhl-ecommerce-nl",
	"parcel-pl": "dhl-ecommerce-pl",
	"parcel-uk": "dhl-ecommerce-uk", "ecommerce": "dhl-ecommerce", "ecommerce-apac": "dhl-ecommerce",
}
