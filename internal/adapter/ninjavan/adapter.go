// Package ninjavan reads Ninja Van, a courier of South-East Asia, by the JSON behind
// its tracking page, which needs no key.
//
// Its traps: rows have no text, only a type; the same type means the pick-up or the
// delivery round; a delivery with is_rts is one back to the sender.
package ninjavan

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Ninja Van. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "walrus.ninjavan.co"
	slug = "ninja-van"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "ninja-van", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
}

// countries are those whose letters stand behind the NV of a number.
var countries = map[string]string{"SG": "sg", "MY": "my", "ID": "id", "PH": "ph", "VN": "vn", "TH": "th"}

// Request asks for one number, at the country that its letters name and in Singapore
// otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	land := "sg"
	if rest, ok := strings.CutPrefix(strings.ToUpper(q.Number), "NV"); ok && len(rest) > 2 {
		if cc, known := countries[rest[:2]]; known {
			land = cc
		}
	}
	return adapter.Get(ctx, "https://"+host+"/"+land+"/dash/1.2/public/orders", url.Values{"tracking_id": {q.Number}})
}
