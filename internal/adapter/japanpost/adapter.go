// Package japanpost reads the Japanese post by its tracking page in English, which
// needs no key.
//
// The answer is a page for people: a table about the item and one of its history, in
// which every second row holds a postcode. A time is that of the place and has no
// offset. A page without its end has been cut short.
package japanpost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks the Japanese post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "trackings.post.japanpost.jp"
	slug = "japan-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "japan-post",
		Carriers: []string{slug},
		Hosts:    []string{"trackings.post.japanpost.jp"},
		Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, page(q.Number), nil)
	if err == nil {
		req.Header.Set("Accept", "text/html")
	}
	return req, err
}

// page returns the carrier's own page for a number, which is what is read.
func page(number string) string {
	return "https://" + host + "/services/srv/search/direct?" + url.Values{"searchKind": {"S004"}, "locale": {"en"}, "reqCodeNo1": {number}}.Encode()
}
