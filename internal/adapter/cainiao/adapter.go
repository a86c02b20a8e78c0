// Package cainiao reads Cainiao Global, which carries most AliExpress parcels.
//
// The upstream is the JSON behind the carrier's own tracking page. It needs no
// key. Its traps, and how they are read here:
//
//   - A number that is not known is answered with HTTP 200, success true and an
//     empty list of events.
//   - The epoch in "time" is the clock text read as GMT+8 whatever the zone beside
//     it says, so it is wrong for every row outside China. The clock text and its
//     zone are used instead.
//   - The zone has several spellings and may be empty.
//   - "standerdDesc" may be the placeholder "Carrier update", which hides the real
//     text in "desc".
//   - Asking too often is answered with an HTML page or a redirect to one.
package cainiao

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Cainiao Global. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "global.cainiao.com"
	slug = "cainiao"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "cainiao",
		Carriers: []string{slug},
		Hosts:    []string{host},
		Evidence: adapter.Recorded,
	}
}

// Request asks for one number, in the language of q when the upstream has it and
// in English otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang := language(q.Lang)
	u := url.URL{Scheme: "https", Host: host, Path: "/global/detail.json", RawQuery: url.Values{
		"mailNos":  {q.Number},
		"lang":     {lang},
		"language": {lang},
	}.Encode()}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Language", lang)
	return req, nil
}

// language returns the upstream's name for a language.
func language(lang string) string {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch primary {
	case "fr":
		return "fr-FR"
	case "ru":
		return "ru-RU"
	case "zh":
		return "zh-CN"
	}
	return "en-US"
}

// page returns the carrier's own public page for a number.
func page(number string) string {
	return "https://" + host + "/newDetail.htm?mailNoList=" + url.QueryEscape(number)
}
