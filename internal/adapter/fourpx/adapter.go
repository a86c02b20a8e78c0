// Package fourpx reads 4PX, which carries parcels out of China.
//
// The upstream is the JSON behind the carrier's tracking page, which needs no key. Its
// traps:
//
//   - An unknown number is answered with success, the status 7 and no tracks.
//   - tkDateStr is local to tkTimezone. tkDate is that clock moved by eight hours and
//     labelled UTC, which is wrong for every scan outside China, and is not used.
package fourpx

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks 4PX. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "track.4px.com"
	slug = "4px"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "four-px", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostJSON(ctx, "https://"+host+"/track/v2/front/listTrackV3", map[string]any{
		"queryCodes": []string{q.Number}, "language": "en-us", "translateLanguage": "",
	})
}
