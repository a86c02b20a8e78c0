// Package fedex reads FedEx by its Track API, version 1, which wants the operator's
// keys. The JSON behind FedEx's own page is read too, from files.
//
// Its traps: numbers are used again, so one number has several parcels, of which the
// one with the newest scan is meant; a number that is not known is an error object
// within a successful answer; windows may be empty objects.
package fedex

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks FedEx. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "apis.fedex.com"
	slug = "fedex"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "fedex", Carriers: []string{slug}, Hosts: []string{"apis.fedex.com"}, Evidence: adapter.Recorded,
		Keys: adapter.ClientKeys("a project in the FedEx developer portal"),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	info := map[string]any{"trackingNumberInfo": map[string]string{"trackingNumber": q.Number}}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/track/v1/trackingnumbers", map[string]any{"includeDetailedScans": true, "trackingInfo": []any{info}})
	if err != nil {
		return nil, err
	}
	adapter.SetBearer(req, q)
	req.Header.Set("X-locale", "en_US")
	return req, nil
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://"+host+"/oauth/token", keys, false, nil)
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }

func page(number string) string {
	return "https://www.fedex.com/fedextrack/?" + url.Values{"trknbr": {strings.ToUpper(number)}}.Encode()
}
