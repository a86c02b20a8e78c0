// Package ups reads UPS by its Track API, version 1, which wants the operator's keys.
// The events that UPS sends by itself (Track Alert) are read too.
//
// Its traps: an unknown number is a warning within a successful answer; day and time
// are on the clock of the scan and have an offset only in further fields; the three
// codes of a status contradict each other at times, and the two letters know best.
package ups

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks UPS. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "onlinetools.ups.com"
	slug = "ups"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "ups", Carriers: []string{slug}, Hosts: []string{"onlinetools.ups.com"}, Evidence: adapter.Documented,
		Keys: adapter.ClientKeys("an application in the UPS developer portal"),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/api/track/v1/details/"+url.PathEscape(q.Number), url.Values{
		"locale": {"en_US"}, "returnSignature": {"false"}, "returnMilestones": {"false"},
	})
	if err != nil {
		return nil, err
	}
	adapter.SetBearer(req, q)
	req.Header.Set("transId", "waybill")
	req.Header.Set("transactionSrc", "waybill")
	return req, nil
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://"+host+"/security/v1/oauth/token", keys, true, nil)
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }

func page(number string) string {
	return "https://www.ups.com/track?" + url.Values{"tracknum": {strings.ToUpper(number)}}.Encode()
}
