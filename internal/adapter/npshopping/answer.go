package npshopping

import (
	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON.
type answer struct {
	Number  lenient.Text `json:"waybill_number"`
	State   lenient.Text `json:"state"`
	From    place        `json:"pickup_address"`
	To      place        `json:"delivery_address"`
	Service lenient.Object[struct {
		Name lenient.Text `json:"name"`
	}] `json:"service"`
	References lenient.List[struct {
		Number lenient.Text `json:"num"`
		Type   lenient.Text `json:"type"`
	}] `json:"references"`
	Rows lenient.List[struct {
		Code    lenient.Text `json:"code"`
		Text    lenient.Text `json:"description"`
		Time    lenient.Text `json:"date"` // seconds
		Country lenient.Text `json:"country"`
	}] `json:"tracking_history"`
	Page lenient.Text `json:"result"` // the page for people
}

type place struct {
	lenient.Object[struct {
		Country lenient.Text `json:"country"`
	}]
}

func (p place) code() string { return country.Code(string(p.V.Country)) }

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Number == "" && in.Page != "":
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	case in.Number == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no waybill_number")
	}
	number := q.Number
	about := false
	names := []lenient.Text{in.Number}
	for _, r := range in.References {
		names = append(names, r.Number)
	}
	for _, name := range names {
		if _, err := adapter.About(q, string(name)); err == nil && name != "" {
			about = true
		}
	}
	if !about {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
	}
	if number == "" {
		number = string(in.Number)
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     string(in.Service.V.Name),
		Origin:      in.From.code(),
		Destination: in.To.code(),
	}
	for _, r := range in.References {
		if r.Type == "Last mile" && tl.NextLeg == nil {
			next := ""
			if tl.Destination == "UA" {
				next = "nova-poshta"
			}
			tl.NextLeg = adapter.Next(number, next, string(r.Number))
		}
	}
	for _, r := range in.Rows {
		sec, _ := r.Time.Int()
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.Unix(sec),
			Text:    string(r.Text),
			Country: country.Code(string(r.Country)),
			Code:    string(r.Code),
		})
	}
	if in.State.Is("Closed") {
		tl.Status = timeline.Delivered
	}
	return tl, adapter.Legible(len(in.Rows), tl.Events)
}
