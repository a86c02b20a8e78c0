// Package usps reads USPS by its Tracking API, version 3, which wants the operator's
// keys. The XML of the retired Web Tools is read too, from files.
//
// Its traps: eventTimestamp is on the clock of the place and has no offset, the exact
// moment and the offset stand beside it; names of services hold HTML; an event in the
// XML has its day and time in American words.
package usps

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks USPS. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "apis.usps.com"
	slug = "usps"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "usps", Carriers: []string{slug}, Hosts: []string{"apis.usps.com"}, Evidence: adapter.Recorded,
		Keys: adapter.ClientKeys("an application in the USPS developer portal"), Rate: 0.02,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/tracking/v3/tracking/"+url.PathEscape(q.Number), url.Values{"expand": {"DETAIL"}})
	if err == nil {
		adapter.SetBearer(req, q)
	}
	return req, err
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.PostJSON(ctx, "https://"+host+"/oauth2/v3/token", map[string]string{
		"grant_type": "client_credentials", "client_id": keys["client_id"], "client_secret": keys["client_secret"],
	})
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }

func page(number string) string {
	return "https://tools.usps.com/go/TrackConfirmAction?" + url.Values{"tLabels": {number}}.Encode()
}
