// Package nzpost reads NZ Post by its ParcelTrack API, version 4, which wants the
// operator's keys. The JSON behind its page has the same outline and is read too.
//
// Its traps: results come as an object or a list; times are in UTC or local; only a few
// of the codes are certain.
package nzpost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks NZ Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "api.nzpost.co.nz"
	slug = "nz-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "nz-post",
		Carriers: []string{slug},
		Hosts:    []string{"api.nzpost.co.nz", "oauth.nzpost.co.nz"},
		Evidence: adapter.Synthetic,
		Keys:     adapter.ClientKeys("an application in NZ Post's developer centre"),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/parceltrack/v4/parcels", url.Values{"tracking_reference": {q.Number}})
	if err == nil {
		adapter.SetBearer(req, q)
		req.Header.Set("Client_id", q.Access.Keys["client_id"])
	}
	return req, err
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://oauth.nzpost.co.nz/as/token.oauth2", keys, false, nil)
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }
