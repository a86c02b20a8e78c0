// Package chinapost reads China Post and EMS by the public tracking page of the postal
// union's EMS, which knows international items and needs no key. The JSON of the
// carrier's own app, whose questions are signed, is read too, from files.
//
// Its traps: the page is a table for people; in the app's answer texts may hold the
// courier's name and telephone number, which are taken out.
package chinapost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks China Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "items.ems.post"
	slug = "china-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "china-post",
		Carriers: []string{"china-ems", slug},
		Hosts:    []string{"items.ems.post"},
		Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/api/publicTracking/track", url.Values{"language": {"EN"}, "itemId": {q.Number}})
	if err == nil {
		req.Header.Set("Accept", "text/html")
	}
	return req, err
}
