// Package glsnl reads GLS in the Netherlands.
//
// The upstream is the JSON behind the carrier's own tracking page. It needs no key, but
// the recipient's postcode. A time of 0001-01-01 means none, and no time has an offset.
package glsnl

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks GLS Netherlands. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "apm.gls.nl"
	slug = "gls"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "gls-nl", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Recorded}
}

// Request asks for one number and postcode, in Dutch when that is wanted and in English
// otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	postcode := strings.ReplaceAll(q.Postcode, " ", "")
	if postcode == "" {
		return nil, adapter.Errorf(adapter.NeedsPostcode, "GLS Netherlands wants the recipient's postcode")
	}
	lang := "en-GB"
	if strings.HasPrefix(q.Lang, "nl") {
		lang = "nl-NL"
	}
	return adapter.Get(ctx, "https://"+host+"/api/tracktrace/v1/"+url.PathEscape(q.Number)+"/postalcode/"+url.PathEscape(postcode)+"/details/"+lang, nil)
}
