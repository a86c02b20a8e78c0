// Package glsweb reads GLS by the JSON behind the group's public tracking page, which
// needs no key.
//
// Its traps: the list may be in either order, times have no offset, texts may hold HTML
// entities, and an unknown number is answered with an empty list or an error object.
package glsweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks GLS. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "gls-group.eu"
	slug = "gls"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "gls-web", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
}

// sites are the languages that the upstream has, each on the site of one country.
var sites = map[string]string{"de": "DE/de", "fr": "FR/fr", "es": "ES/es", "it": "IT/it", "nl": "NL/nl", "pl": "PL/pl"}

// Request asks for one number, in the language of q when the upstream has it and in
// English otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang, _, _ := strings.Cut(strings.ToLower(q.Lang), "-")
	site, ok := sites[lang]
	if !ok {
		site = "EU/en"
	}
	query := url.Values{"match": {q.Number}}
	if q.Postcode != "" {
		query.Set("postalCode", q.Postcode)
	}
	return adapter.Get(ctx, "https://"+host+"/app/service/open/rest/"+site+"/rstt001", query)
}
