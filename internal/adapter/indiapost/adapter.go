// Package indiapost reads India Post by the JSON behind its app and page.
//
// There is no address of it that is known to last, and the page wants a captcha. What it
// answers is read here; where it is to be asked, the operator says with base_url.
package indiapost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks India Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "www.indiapost.gov.in"
	slug = "india-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "india-post",
		Carriers: []string{slug},
		Hosts:    []string{"www.indiapost.gov.in"},
		Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, "https://"+host+"/tracking/"+url.PathEscape(q.Number), nil)
}
