package indiapost

import (
	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON. It does not name the item.
type answer struct {
	Status lenient.Text `json:"tracking_status"`
	Events *lenient.List[struct {
		Time   lenient.Text `json:"tracked_at"`
		Text   lenient.Text `json:"event"`
		Type   lenient.Text `json:"event_type"`
		Office lenient.Text `json:"office"`
	}] `json:"tracking_events"`
}

// Decode reads the item that the answer is about.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Events == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no tracking_events")
	}
	number, err := adapter.About(q, "")
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: "https://www.indiapost.gov.in/"}
	for _, e := range *in.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.Time)),
			Status: types[string(e.Type)],
			Text:   string(e.Text),
			Place:  string(e.Office),
			Code:   string(e.Type),
		})
	}
	return tl, adapter.Legible(len(*in.Events), tl.Events)
}

// types gives the meaning of the types of events. Others are read by their wording.
var types = map[string]timeline.Status{
	"ItemBooked": timeline.PickedUp, "ItemBagged": timeline.InTransit, "BagClosed": timeline.InTransit,
	"ItemDispatched": timeline.DepartedSorting, "BagDispatched": timeline.DepartedSorting,
	"ItemReceived": timeline.ArrivedSorting, "BagReceived": timeline.ArrivedSorting,
	"ItemInvoiced": timeline.OutForDelivery, "OutForDelivery": timeline.OutForDelivery,
	"ItemOnHold": timeline.Incident, "ItemRedirected": timeline.InTransit,
	"ItemReturn": timeline.ReturnToSender, "ItemDelivered": timeline.Delivered,
}
