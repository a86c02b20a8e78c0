// Package dpd reads DPD. The upstream that is asked is the JSON behind the public page
// of DPD Germany, which knows parcels of the whole group and needs no key.
//
// Answers of two further upstreams are read too, for those who have them: the
// ParcelLifeCycle service for shippers (SOAP) and the carrier's app. Their traps:
//
//   - An unknown number is answered with HTTP 200 and null.
//   - No time has an offset, but in the app's answer, where it stands in a field of its
//     own and may be the name of a zone.
//   - The SOAP service writes American times, and a parcel brought to a shop has the
//     label "out for delivery".
package dpd

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks DPD. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "tracking.dpd.de"
	slug = "dpd"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "dpd", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Recorded}
}

// langs are the languages that the upstream has.
var langs = map[string]string{"de": "de_DE", "nl": "nl_NL", "fr": "fr_FR", "ro": "ro_RO", "pl": "pl_PL"}

// Request asks for one number, in the language of q when the upstream has it and in
// English otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang, _, _ := strings.Cut(strings.ToLower(q.Lang), "-")
	locale, ok := langs[lang]
	if !ok {
		locale = "en_DE"
	}
	return adapter.Get(ctx, "https://"+host+"/rest/plc/"+locale+"/"+url.PathEscape(q.Number), nil)
}

// page returns the carrier's own page for a number.
func page(number string) string {
	return "https://tracking.dpd.de/status/en_DE/parcel/" + url.PathEscape(number)
}
