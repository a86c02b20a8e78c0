// Package cdek reads CDEK by its API, version 2, which wants the operator's keys and
// tells of the operator's own orders. The events that CDEK sends by itself are read too.
package cdek

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks CDEK. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "api.cdek.ru"
	slug = "cdek"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "cdek", Carriers: []string{slug}, Hosts: []string{"api.cdek.ru"}, Evidence: adapter.Documented,
		Keys: adapter.ClientKeys("the integration settings of a CDEK account"),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/v2/orders", url.Values{"cdek_number": {q.Number}})
	if err == nil {
		adapter.SetBearer(req, q)
	}
	return req, err
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://"+host+"/v2/oauth/token", keys, false, nil)
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }
