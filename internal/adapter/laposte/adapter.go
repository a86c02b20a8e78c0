// Package laposte reads La Poste (France) by its API Suivi, version 2, which wants the
// operator's key. It knows Colissimo parcels, letters and Chronopost.
//
// Its traps: one number is answered with an object and several with a list; DI2 is a
// delivery to the sender and DI3 a delay; MD2 is labelled as being prepared and means
// out for delivery.
package laposte

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks La Poste. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.laposte.fr"
	slug = "la-poste"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "laposte",
		Carriers: []string{"chronopost", slug},
		Hosts:    []string{"api.laposte.fr"},
		Evidence: adapter.Documented,
		Keys:     []adapter.Key{{Name: "okapi_key", Doc: "The Okapi key of an application in La Poste's developer portal."}},
	}
}

// langs are the languages that the upstream has.
var langs = map[string]string{"fr": "fr_FR", "de": "de_DE", "es": "es_ES", "it": "it_IT", "nl": "nl_NL"}

// Request asks for one number, in the language of q when the upstream has it and in
// English otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang, _, _ := strings.Cut(strings.ToLower(q.Lang), "-")
	locale, ok := langs[lang]
	if !ok {
		locale = "en_GB"
	}
	req, err := adapter.Get(ctx, "https://"+host+"/suivi/v2/idships/"+url.PathEscape(q.Number), url.Values{"lang": {locale}})
	if err == nil {
		req.Header.Set("X-Okapi-Key", q.Access.Keys["okapi_key"])
	}
	return req, err
}
