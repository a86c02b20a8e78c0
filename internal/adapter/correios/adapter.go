// Package correios reads Correios (Brazil) by its SRO Rastro API, which wants the
// operator's keys. The JSON of its page is read too, from files: it wants a captcha.
//
// Its traps: a time is a text or an object; an unknown number is a message within a
// successful answer; a delivery of the type 23 is one back to the sender.
package correios

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"waybill/internal/adapter"
)

// Adapter asks Correios. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "api.correios.com.br"
	slug = "correios-br"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "correios", Carriers: []string{slug}, Hosts: []string{"api.correios.com.br"}, Evidence: adapter.Synthetic,
		Keys: []adapter.Key{
			{Name: "user", Doc: "The user of Meu Correios."},
			{Name: "api_code", Doc: "The access code for the API that Correios has given to that user."},
			{Name: "posting_card", Doc: "The number of the posting card (cartão de postagem) of the contract."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/srorastro/v1/objetos/"+url.PathEscape(q.Number), url.Values{"resultado": {"T"}})
	if err == nil {
		adapter.SetBearer(req, q)
	}
	return req, err
}

// TokenRequest buys a token for a posting card.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	req, err := adapter.PostJSON(ctx, "https://"+host+"/token/v1/autentica/cartaopostagem", map[string]string{"numero": keys["posting_card"]})
	if err == nil {
		req.SetBasicAuth(keys["user"], keys["api_code"])
	}
	return req, err
}

// DecodeToken reads the token, which holds for a day; half of it is trusted, since its
// end is told on a clock that we do not have.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) {
	if a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden || a.Status == http.StatusBadRequest {
		return adapter.Token{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys with HTTP %d", a.Status)
	}
	var in struct {
		Token string `json:"token"`
	}
	if err := adapter.JSON(a.Body, &in); err != nil || in.Token == "" {
		return adapter.Token{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no token")
	}
	return adapter.Token{Value: adapter.Secret(in.Token), Lifetime: 12 * time.Hour}, nil
}
