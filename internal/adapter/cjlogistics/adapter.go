// Package cjlogistics reads CJ Logistics (Korea) by the JSON behind its tracking page,
// which needs no key but a token from the page and its cookies.
//
// Its traps: an unknown number has two empty lists; a row's text may name the courier
// and a telephone number, which are taken out.
package cjlogistics

import (
	"context"
	"net/http"
	"net/url"
	"regexp"

	"waybill/internal/adapter"
)

// Adapter asks CJ Logistics. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Multistep = Adapter{}

const (
	host = "www.cjlogistics.com"
	slug = "cj-logistics"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "cj-logistics",
		Carriers: []string{slug},
		Hosts:    []string{"www.cjlogistics.com"},
		Evidence: adapter.Recorded,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, "https://"+host+"/ko/tool/parcel/tracking", nil)
}

var csrf = regexp.MustCompile(`name="_csrf"\s+value="([^"]+)"`)

// Ask opens the page for its token, and then asks for the parcel.
func (a Adapter) Ask(ctx context.Context, q adapter.Query, send adapter.Send) (adapter.Answer, error) {
	req, err := a.Request(ctx, q)
	if err != nil {
		return adapter.Answer{}, err
	}
	page, err := send(req)
	if err != nil {
		return adapter.Answer{}, err
	}
	token := csrf.FindSubmatch(page.Body)
	if token == nil {
		return page, nil // Decode and the status say what it is
	}
	req, err = adapter.PostForm(ctx, "https://"+host+"/ko/tool/parcel/tracking-detail", url.Values{"_csrf": {string(token[1])}, "paramInvcNo": {q.Number}})
	if err != nil {
		return adapter.Answer{}, err
	}
	for _, c := range (&http.Response{Header: page.Header}).Cookies() {
		req.AddCookie(c)
	}
	return send(req)
}
