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
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
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
	return adapter.Info{ID: "correos-es", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
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

// parcel is the upstream's JSON.
type parcel struct {
	Number   lenient.Text `json:"codEnvio"`
	Expected lenient.Text `json:"fec_calculada"`
	Error    *struct {
		Code lenient.Text `json:"codError"`
	} `json:"error"`
	Rows lenient.List[struct {
		Code    lenient.Text `json:"codEvento"`
		Day     lenient.Text `json:"fecEvento"` // "27/04/2026"
		Clock   lenient.Text `json:"horEvento"`
		Summary lenient.Text `json:"desTextoResumen"`
		Long    lenient.Text `json:"desTextoAmpliado"`
		Place   lenient.Text `json:"unidad"`
	}] `json:"eventos"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var list lenient.List[parcel] // an object counts as a list of one
	if err := adapter.JSON(a.Body, &list); err != nil {
		return timeline.Timeline{}, err
	}
	if len(list) == 0 || list[0].Error == nil || list[0].Error.Code == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say whether it succeeded")
	}
	p := list[0]
	if p.Error.Code != "0" {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	number, err := adapter.About(q, string(p.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, ETA: clock.Window(day(p.Expected), ""),
		Source: "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=" + url.QueryEscape(number),
	}
	for _, r := range p.Rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.Join(day(r.Day), string(r.Clock)), Status: eventStatus(string(r.Code)),
			Text: lenient.First(r.Summary, r.Long), Place: string(r.Place), Code: string(r.Code),
		})
	}
	return tl, adapter.Legible(len(p.Rows), tl.Events)
}

func day(s lenient.Text) timeline.Time { return clock.Layouts(string(s), "02/01/2006", "2006-01-02") }

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
