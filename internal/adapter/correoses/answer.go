package correoses

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

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
		Number:  number,
		Carrier: slug,
		ETA:     clock.Window(day(p.Expected), ""),
		Source:  "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=" + url.QueryEscape(number),
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
