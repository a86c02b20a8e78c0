// Package canadapost reads Canada Post by its tracking service, which wants the
// operator's keys. The JSON behind its page is read too, from files.
//
// Its traps: the zone of a time is an abbreviation, which stands for one offset in
// Canada; identifiers of events lose their leading zeros in some answers; an event may
// be no more than a signature that was recorded.
package canadapost

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Canada Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "soa-gw.canadapost.ca"
	slug = "canada-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "canada-post",
		Carriers: []string{slug},
		Hosts:    []string{"soa-gw.canadapost.ca"},
		Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "user", Doc: "The user name (before the colon) of an API key from Canada Post's developer program."},
			{Name: "password", Doc: "The password (behind the colon) of that key."},
		},
		Rate: 1,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/vis/track/pin/"+url.PathEscape(q.Number)+"/detail", nil)
	if err != nil {
		return nil, err
	}
	lang := "en-CA"
	if strings.HasPrefix(strings.ToLower(q.Lang), "fr") {
		lang = "fr-CA"
	}
	req.Header.Set("Accept", "application/vnd.cpc.track-v2+xml")
	req.Header.Set("Accept-Language", lang)
	req.SetBasicAuth(q.Access.Keys["user"], q.Access.Keys["password"])
	return req, nil
}
