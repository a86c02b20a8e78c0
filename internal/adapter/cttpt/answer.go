package cttpt

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// object is the upstream's JSON about one object.
type object struct {
	Number  lenient.Text `json:"ObjectCode"`
	Found   *bool        `json:"Found"`
	Product lenient.Text `json:"ShipmentProduct"`
	Events  lenient.Object[struct {
		List lenient.List[struct {
			Time  lenient.Text `json:"DateTime"`
			State lenient.Text `json:"State"`
			ID    lenient.Text `json:"StateId"`
			Text  lenient.Text `json:"Event"`
			Code  lenient.Text `json:"EventCode"`
			Place lenient.Text `json:"Local"`
		}]
	}]
}

// Decode reads the object that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var o object
	if err := adapter.JSON(a.Body, &o); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case o.Found == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say whether the object was found")
	case !*o.Found:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such object")
	}
	number, err := adapter.About(q, string(o.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Service: string(o.Product),
		Source:  "https://www.ctt.pt/feapl_2/app/open/objectSearch/objectSearch.jspx?" + url.Values{"objects": {number}}.Encode(),
	}
	for _, e := range o.Events.V.List {
		status := codes[string(e.Code)]
		if e.ID == "12" && status == "" {
			status = timeline.Delivered
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.Time)),
			Status: status,
			Text:   lenient.First(e.Text, e.State),
			Place:  string(e.Place),
			Code:   string(e.Code),
		})
	}
	return tl, adapter.Legible(len(o.Events.V.List), tl.Events)
}

// codes gives the meaning of the events of the UPU (EMSEVT).
var codes = map[string]timeline.Status{
	"EMA": timeline.PickedUp, "EMB": timeline.ArrivedSorting, "EMC": timeline.DepartedOrigin,
	"EMD": timeline.ArrivedDest, "EME": timeline.CustomsInProgress,
	"EMF": timeline.CustomsCleared, "EMG": timeline.ArrivedLocal, "EMH": timeline.AttemptFailed,
	"EMI": timeline.Delivered, "EMJ": timeline.InTransit, "EMK": timeline.InTransit,
}
