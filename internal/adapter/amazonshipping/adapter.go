// Package amazonshipping reads Amazon Shipping by the Selling Partner API, version 2,
// which wants the operator's keys and a refresh token.
//
// It tells only of parcels that the operator had Amazon ship. Events have a code and no
// text.
package amazonshipping

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Amazon Shipping. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "sellingpartnerapi-eu.amazon.com"
	slug = "amazon"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "amazon-shipping",
		Carriers: []string{slug},
		Hosts:    []string{"sellingpartnerapi-eu.amazon.com", "api.amazon.com"},
		Evidence: adapter.Documented,
		Keys: append(adapter.ClientKeys("an app in Amazon's developer console"),
			adapter.Key{Name: "refresh_token", Doc: "The refresh token with which the seller has authorised that app."}),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/shipping/v2/tracking", url.Values{"trackingId": {q.Number}, "carrierId": {"AMZN_UK"}})
	if err == nil {
		req.Header.Set("X-Amz-Access-Token", string(q.Access.Token.Value))
	}
	return req, err
}

// TokenRequest buys a token with the refresh token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.PostForm(ctx, "https://api.amazon.com/auth/o2/token", url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {keys["refresh_token"]}, "client_id": {keys["client_id"]}, "client_secret": {keys["client_secret"]},
	})
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }
