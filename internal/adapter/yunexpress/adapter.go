// Package yunexpress reads YunExpress by its API, which wants the operator's keys. The
// JSON behind its page, YunTrack, is read too, from files: it guards itself against
// programs.
//
// Its traps: an unknown number is a status of 0 with empty lists; times have no offset
// but for the last one, at times; the number of the last mile stands beside its own.
package yunexpress

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks YunExpress. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "oms.api.yunexpress.com"
	slug = "yunexpress"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "yunexpress",
		Carriers: []string{slug},
		Hosts:    []string{"oms.api.yunexpress.com"},
		Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "customer_code", Doc: "The customer code of a YunExpress account."},
			{Name: "api_secret", Doc: "The API secret of that account."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/api/Tracking/GetTrackInfo", url.Values{"OrderNumber": {q.Number}})
	if err == nil {
		secret := q.Access.Keys["customer_code"] + "&" + q.Access.Keys["api_secret"]
		req.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(secret)))
	}
	return req, err
}
