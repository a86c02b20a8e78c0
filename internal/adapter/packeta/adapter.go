// Package packeta reads Packeta, known as Zásilkovna too.
//
// The upstream is the JSON behind the carrier's tracking page, which needs no key. Its
// traps: rows have a text and a local time and nothing else, and the numbers of the
// parcel's status are not those of the carrier's API for shippers.
package packeta

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Packeta. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "tracking.packeta.com"
	slug = "packeta"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "packeta", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
}

// langs are the languages that the upstream has.
var langs = map[string]bool{"en": true, "cs": true, "sk": true, "hu": true, "ro": true}

// Request asks for one number, which the upstream wants without the Z on the label.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang, _, _ := strings.Cut(strings.ToLower(q.Lang), "-")
	if !langs[lang] {
		lang = "en"
	}
	number := strings.TrimPrefix(strings.ToUpper(q.Number), "Z")
	return adapter.PostJSON(ctx, "https://"+host+"/api/getPacketById/"+url.PathEscape(number)+"/"+lang, map[string]string{"id": q.Number})
}
