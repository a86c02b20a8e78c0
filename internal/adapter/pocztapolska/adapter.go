// Package pocztapolska reads Poczta Polska by the service behind its tracking page,
// which wants a key that belongs to the page: the operator configures one of their own,
// and none is built in.
//
// Its traps: an unknown number is a status of -1; events that were cancelled stay in
// the list; times have no offset.
package pocztapolska

import (
	"context"
	"net/http"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Poczta Polska. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "uss.poczta-polska.pl"
	slug = "poczta-polska"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "poczta-polska",
		Carriers: []string{slug},
		Hosts:    []string{"uss.poczta-polska.pl"},
		Evidence: adapter.Synthetic,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "A key of Poczta Polska's tracking service; none is built in, since that of the page belongs to the page."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang := "EN"
	if strings.HasPrefix(strings.ToLower(q.Lang), "pl") {
		lang = "PL"
	}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/uss/v1.1/tracking/checkmailex", map[string]any{"number": q.Number, "language": lang, "addPostOfficeInfo": true})
	if err == nil {
		req.Header.Set("Api_key", q.Access.Keys["api_key"])
	}
	return req, err
}
