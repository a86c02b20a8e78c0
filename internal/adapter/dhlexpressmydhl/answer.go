package dhlexpressmydhl

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/dhlexpress"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON: shipments, or an error.
type answer struct {
	Shipments *[]shipment  `json:"shipments"`
	Status    lenient.Text `json:"status"`
	Title     lenient.Text `json:"title"`
}

// shipment is one waybill.
type shipment struct {
	Number   lenient.Text `json:"shipmentTrackingNumber"`
	Status   lenient.Text `json:"status"`
	Product  lenient.Text `json:"description"`
	Day      lenient.Text `json:"estimatedDeliveryDate"`
	Expected lenient.Text `json:"estimatedTimeOfDelivery"`
	Events   lenient.List[struct {
		Date   lenient.Text `json:"date"`
		Time   lenient.Text `json:"time"`
		Offset lenient.Text `json:"GMTOffset"`
		Code   lenient.Text `json:"typeCode"`
		Text   lenient.Text `json:"description"`
		Areas  lenient.List[struct {
			Name lenient.Text `json:"description"`
		}] `json:"serviceArea"`
	}] `json:"events"`
}

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Shipments == nil && in.Title != "":
		return timeline.Timeline{}, refusal(string(in.Status))
	case in.Shipments == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no shipments")
	case len(*in.Shipments) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no shipment")
	}
	var found adapter.Shipments
	for _, s := range *in.Shipments {
		found.Add(q, string(s.Number), s.timeline)
	}
	return found.Latest()
}

// refusal reads an error.
func refusal(status string) error {
	switch status {
	case "404":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the shipment")
	case "401", "403":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	case "429":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case "400", "422":
		return adapter.Errorf(adapter.BadRequest, "the carrier refuses the question")
	case "500", "503":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

func (s shipment) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Service: string(s.Product),
		ETA:     clock.Window(clock.ISO(lenient.First(s.Day, s.Expected)), ""),
		Source:  "https://www.dhl.com/en/express/tracking.html?AWB=" + url.QueryEscape(number),
	}
	if s.Status.Is("delivered") {
		tl.Status = timeline.Delivered
	}
	for _, e := range s.Events {
		town, land := "", ""
		if len(e.Areas) > 0 {
			town, land = dhlexpress.Area(string(e.Areas[0].Name))
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.At(clock.Join(clock.ISO(string(e.Date)), string(e.Time)), string(e.Offset)),
			Status:  dhlexpress.Status(string(e.Code)),
			Text:    string(e.Text),
			Place:   town,
			Country: land,
			Code:    string(e.Code),
		})
	}
	return tl, adapter.Legible(len(s.Events), tl.Events)
}
