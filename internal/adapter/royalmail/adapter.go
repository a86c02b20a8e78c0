// Package royalmail reads Royal Mail and Parcelforce by the Tracking API, version 2,
// which wants the operator's keys.
//
// Its traps: the events of one item come in an object and summaries in a list; offsets
// are written with and without a colon; an unknown number is an error with a code of
// its own whatever the HTTP status.
package royalmail

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Royal Mail. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.royalmail.net"
	slug = "royal-mail"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "royal-mail",
		Carriers: []string{"parcelforce", slug},
		Hosts:    []string{"api.royalmail.net"},
		Evidence: adapter.Documented,
		Keys:     adapter.ClientKeys("an application in Royal Mail's developer portal"),
	}
}

// Request asks for the events of one item.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/mailpieces/v2/"+url.PathEscape(q.Number)+"/events", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("X-IBM-Client-Id", q.Access.Keys["client_id"])
	req.Header.Set("X-IBM-Client-Secret", q.Access.Keys["client_secret"])
	req.Header.Set("X-Accept-RMG-Terms", "yes")
	return req, nil
}
