// Package posteitaliane reads the Italian post by the JSON behind its tracking page,
// which needs no key.
//
// Its traps: an unknown number has no movements; rows have no code but the number of a
// box on the page, which is coarse; the expected day stands in a sentence.
package posteitaliane

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks Poste Italiane. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "www.poste.it"
	slug = "poste-italiane"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "poste-italiane",
		Carriers: []string{slug},
		Hosts:    []string{host},
		Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostJSON(ctx, "https://"+host+"/online/dovequando/DQ-REST/ricercasemplice", map[string]any{
		"tipoRichiedente": "WEB", "codiceSpedizione": q.Number, "periodoRicerca": 1,
	})
}
