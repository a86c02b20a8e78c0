package glsweb

import (
	"html"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	p, err := parse(q, a.Body)
	if err != nil {
		return timeline.Timeline{}, err
	}
	return p.timeline(q)
}

// answer is the upstream's JSON: a list of parcels, or since 2024 one alone.
type answer struct {
	Parcels *[]parcel    `json:"tuStatus"`
	Error   lenient.Text `json:"lastError"`
	parcel
}

// parcel is one parcel.
type parcel struct {
	Number   lenient.Text `json:"tuNo"`
	Progress lenient.Object[struct {
		Info lenient.Text `json:"statusInfo"`
	}] `json:"progressBar"`
	Infos lenient.List[struct {
		Type  lenient.Text `json:"type"`
		Value lenient.Text `json:"value"`
	}] `json:"infos"`
	Expected lenient.Text        `json:"estimatedDeliveryDateTime"`
	History  *lenient.List[step] `json:"history"`
}

// step is one row.
type step struct {
	Date    lenient.Text `json:"date"`
	Time    lenient.Text `json:"time"`
	Text    lenient.Text `json:"evtDscr"`
	Address lenient.Object[struct {
		City    lenient.Text `json:"city"`
		Country lenient.Text `json:"countryCode"`
	}] `json:"address"`
}

func parse(q adapter.Query, body []byte) (*parcel, error) {
	var a answer
	if err := adapter.JSON(body, &a); err != nil {
		return nil, err
	}
	switch {
	case a.Parcels == nil && a.History != nil:
		return &a.parcel, nil
	case a.Parcels == nil && a.Error != "":
		return nil, adapter.Errorf(adapter.NotFound, "the carrier says that it has no such parcel")
	case a.Parcels == nil:
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no tuStatus")
	}
	for i := range *a.Parcels {
		p := &(*a.Parcels)[i]
		if _, err := adapter.About(q, string(p.Number)); err == nil && p.History != nil {
			return p, nil
		}
	}
	if len(*a.Parcels) > 0 {
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
	}
	return nil, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
}

func (p *parcel) timeline(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(q, string(p.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Status:  progress[string(p.Progress.V.Info)],
		ETA:     clock.Window(clock.ISO(string(p.Expected)), ""),
		Source:  "https://gls-group.com/EU/en/parcel-tracking/?match=" + url.QueryEscape(number),
	}
	for _, info := range p.Infos {
		if info.Type == "PRODUCT" {
			tl.Service = string(info.Value)
		}
	}
	for _, s := range *p.History {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.Join(clock.ISO(string(s.Date)), string(s.Time)), Text: html.UnescapeString(string(s.Text)),
			Place: string(s.Address.V.City), Country: country.Code(string(s.Address.V.Country)),
		})
	}
	return tl, adapter.Legible(len(*p.History), tl.Events)
}

// progress gives the meaning of the bar above the list.
var progress = map[string]timeline.Status{
	"PREADVICE":    timeline.PendingPickup,
	"INPICKUP":     timeline.PickedUp,
	"INTRANSIT":    timeline.InTransit,
	"INWAREHOUSE":  timeline.ArrivedLocal,
	"INDELIVERY":   timeline.OutForDelivery,
	"DELIVEREDPS":  timeline.AvailableForPickup,
	"DELIVERED":    timeline.Delivered,
	"NOTDELIVERED": timeline.AttemptFailed,
}
