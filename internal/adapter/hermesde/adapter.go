// Package hermesde reads Hermes in Germany by the JSON behind its tracking page, which
// needs no key. Answers of the interface for business customers are read too.
//
// Its traps: rows without a time are steps that may come; a parcel handed back to the
// one who ordered the return is not delivered; in the business answer the order of rows
// differs and an unknown number is an error within a successful answer.
package hermesde

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Hermes Germany. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.my-deliveries.de"
	slug = "hermes-de"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "hermes-de",
		Carriers: []string{slug},
		Hosts:    []string{"api.my-deliveries.de"},
		Evidence: adapter.Documented,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, "https://"+host+"/tnt/parcelservice/parceldetails/"+url.PathEscape(q.Number), nil)
}
