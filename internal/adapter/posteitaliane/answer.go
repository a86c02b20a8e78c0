package posteitaliane

import (
	"regexp"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON.
type answer struct {
	Outcome  lenient.Text `json:"esitoRicerca"`
	Number   lenient.Text `json:"idTracciatura"`
	Product  lenient.Text `json:"tipoProdotto"`
	State    lenient.Text `json:"stato"`
	Back     lenient.Bool `json:"flagRitorno"`
	Expected lenient.Text `json:"dataPrevistaConsegna"` // a sentence
	Rows     lenient.List[struct {
		Text  lenient.Text `json:"statoLavorazione"`
		Time  lenient.Text `json:"dataOra"` // milliseconds
		Place lenient.Text `json:"luogo"`
		Back  lenient.Bool `json:"flagRitorno"`
	}] `json:"listaMovimenti"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Outcome == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say what came of the search")
	}
	number, err := adapter.About(q, string(in.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Service: string(in.Product),
		ETA:     clock.Window(expected(string(in.Expected)), ""),
		Source:  "https://www.poste.it/cerca/index.html#/risultati-spedizioni/" + number,
	}
	for _, r := range in.Rows {
		ms, _ := r.Time.Int()
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:  clock.Millis(ms),
			Text:  string(r.Text),
			Place: string(r.Place),
		})
	}
	switch {
	case in.State == "5" && bool(in.Back):
		tl.Status = timeline.Returned
	case in.State == "5":
		tl.Status = timeline.Delivered
	case bool(in.Back):
		tl.Status = timeline.ReturnToSender
	}
	return tl, adapter.Legible(len(in.Rows), tl.Events)
}

var day = regexp.MustCompile(`(?i)(\d{1,2})\s+([a-z]+)\s+(\d{4})`)

var months = map[string]string{
	"gennaio": "01", "febbraio": "02", "marzo": "03", "aprile": "04", "maggio": "05", "giugno": "06",
	"luglio": "07", "agosto": "08", "settembre": "09", "ottobre": "10", "novembre": "11", "dicembre": "12",
}

// expected finds the day in "Consegna prevista entro Venerdì 2 Gennaio 2026".
func expected(sentence string) timeline.Time {
	m := day.FindStringSubmatch(sentence)
	if m == nil || months[strings.ToLower(m[2])] == "" {
		return ""
	}
	return clock.Layout("2-01-2006", m[1]+"-"+months[strings.ToLower(m[2])]+"-"+m[3])
}
