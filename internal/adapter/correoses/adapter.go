// Package correoses reads the Spanish post by the JSON behind its public tracking page,
// which needs no key.
//
// Its traps: day and time stand apart and have no offset; the answer may be an object
// or a list of one; an unknown number is an error within a successful answer.
package correoses

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// Adapter asks Correos. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "localizador.correos.es"
	slug = "correos-es"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "correos-es",
		Carriers: []string{slug},
		Hosts:    []string{host},
		Evidence: adapter.Synthetic,
	}
}

// Request asks for one number, in Spanish when that is wanted and in English otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang := "EN"
	if strings.HasPrefix(strings.ToLower(q.Lang), "es") {
		lang = "ES"
	}
	return adapter.Get(ctx, "https://"+host+"/canonico/eventos_envio_servicio/"+url.PathEscape(q.Number), url.Values{"codIdioma": {lang}, "indUltEvento": {"N"}})
}

// groups gives the meaning of how the code of a row begins, where that is certain. The
// others are read by their wording, which is short and settled.
var groups = []struct {
	prefix string
	status timeline.Status
}{

	{"P04", timeline.ArrivedSorting},
	{"H02", timeline.OutForDelivery},
	{"I01", timeline.Delivered},
}

func eventStatus(code string) timeline.Status {
	for _, g := range groups {
		if strings.HasPrefix(code, g.prefix) {
			return g.status
		}
	}
	return ""
}
