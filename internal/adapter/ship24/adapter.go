// Package ship24 reads Ship24, which knows most carriers and wants the operator's key.
// One question creates the tracker and gives its results.
//
// Its traps: a moment is marked as UTC whether or not the offset is known; some rows
// have a day alone; the number of the last mile is one of several beside that asked for.
package ship24

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks Ship24. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.ship24.com"
	id   = "ship24"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:         id,
		Hosts:      []string{"api.ship24.com"},
		Evidence:   adapter.Documented,
		Aggregator: true,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key of a Ship24 account; every number that is asked for the first time costs one of its quota."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	item := map[string]any{"trackingNumber": q.Number}
	if code := slugs.Code(q.Carrier); code != "" {
		item["courierCode"] = []string{code}
	}
	if q.Postcode != "" {
		item["destinationPostCode"] = q.Postcode
	}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/public/v1/trackers/track", item)
	if err == nil {
		req.Header.Set("Authorization", "Bearer "+q.Access.Keys["api_key"])
	}
	return req, err
}

// slugs maps the service's codes of carriers to our slugs. Only those that are certain
// are listed: where the code is not known the service finds the carrier itself.
var slugs = adapter.Slugs{"us-post": "usps", "ups": "ups", "fedex": "fedex", "dhl": "dhl-express"}
