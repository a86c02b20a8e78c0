// Package singaporepost reads Singapore Post by the JSON behind its tracking page.
//
// Its traps: whether the item was found is a text; a country "-" is none; letters carry
// an offset and Speedpost items do not; each has a code of its own.
package singaporepost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Singapore Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "www.singpost.com"
	slug = "singapore-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "singapore-post",
		Carriers: []string{slug},
		Hosts:    []string{"www.singpost.com"},
		Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, "https://"+host+"/api/track", url.Values{"trackingNumbers": {q.Number}})
}
