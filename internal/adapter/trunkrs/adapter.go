// Package trunkrs reads Trunkrs (Netherlands) by the JSON behind its tracking page,
// which needs the recipient's postcode and no key.
//
// The answer holds a present state and a log of internal lines, which are not meant for
// readers. The state is the one row.
package trunkrs

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Trunkrs. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.trunkrs.app"
	slug = "trunkrs"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "trunkrs", Carriers: []string{slug}, Hosts: []string{"api.trunkrs.app"}, Evidence: adapter.Recorded,
	}
}

// Request asks for one number and postcode.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	postcode := strings.ReplaceAll(q.Postcode, " ", "")
	if postcode == "" {
		return nil, adapter.Errorf(adapter.NeedsPostcode, "Trunkrs wants the recipient's postcode")
	}
	return adapter.Get(ctx, "https://"+host+"/v1/parcel/"+url.PathEscape(q.Number)+"/"+url.PathEscape(postcode), nil)
}
