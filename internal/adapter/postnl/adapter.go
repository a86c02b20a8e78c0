// Package postnl reads PostNL, the Dutch post.
//
// The upstream is the JSON behind the carrier's own tracking page. It needs no key, but
// the recipient's postcode. Its traps:
//
//   - The list for readers may lack the last scan. The complete one stands among the
//     figures for analysis and is used.
//   - The complete list has rows that tell nothing of the parcel, such as "delivery can
//     be changed". They leave it where it was.
//   - Nearly everything may be null.
package postnl

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks PostNL. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "jouw.postnl.nl"
	slug = "postnl"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "postnl", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Recorded}
}

// Request asks for one number and postcode. A postcode of four digits is Belgian, one
// with two letters behind them Dutch.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	postcode := strings.ToUpper(strings.ReplaceAll(q.Postcode, " ", ""))
	if postcode == "" {
		return nil, adapter.Errorf(adapter.NeedsPostcode, "PostNL wants the recipient's postcode")
	}
	land := "NL"
	if len(postcode) == 4 {
		land = "BE"
	}
	lang := "en"
	if strings.HasPrefix(q.Lang, "nl") {
		lang = "nl"
	}
	return adapter.Get(ctx, "https://"+host+"/track-and-trace/api/trackAndTrace/"+url.PathEscape(q.Number+"-"+land+"-"+postcode), url.Values{"language": {lang}})
}
