// Package inpost reads InPost, whose parcels wait in lockers.
//
// The upstream is the carrier's ShipX service, which needs no key for tracking. Its
// traps: rows have no text, only the name of a status; expected_flow lists what may
// come and is no list of events; a parcel put into a locker is not delivered.
package inpost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks InPost. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api-shipx-pl.easypack24.net"
	slug = "inpost"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "inpost", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, "https://"+host+"/v1/tracking/"+url.PathEscape(q.Number), nil)
}
