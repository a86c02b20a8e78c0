// Package glsgroup reads GLS by the group's Track & Trace API, version 1, which wants
// the operator's keys.
//
// Its traps: an unknown number is an error within a successful answer; the word for the
// first events is spelled INTIAL; offsets have no colon.
package glsgroup

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks the GLS group. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "api.gls-group.net"
	slug = "gls"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "gls-group", Carriers: []string{slug}, Hosts: []string{"api.gls-group.net"}, Evidence: adapter.Documented,
		Keys: adapter.ClientKeys("an application in the GLS developer portal"),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/track-and-trace-v1/tracking/simple/trackids/"+url.PathEscape(q.Number), nil)
	if err == nil {
		adapter.SetBearer(req, q)
	}
	return req, err
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://"+host+"/oauth2/v1/token", keys, true, nil)
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }
