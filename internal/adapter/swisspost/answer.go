package swisspost

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is what Ask joined.
type answer struct {
	Shipment *struct {
		Number lenient.Text `json:"shipmentNumber"`
		UPU    lenient.Text `json:"internationalBarcode"`
		Status lenient.Text `json:"globalStatus"`
		Day    lenient.Text `json:"calculatedDeliveryDate"`
		Range  lenient.Object[struct {
			From lenient.Text `json:"start"`
			To   lenient.Text `json:"end"`
		}] `json:"deliveryRange"`
		To lenient.Text `json:"recipientCountry"`
	} `json:"shipment"`
	Events lenient.List[struct {
		Code lenient.Text `json:"eventCode"` // "PARCEL.*.1.1003"
		Time lenient.Text `json:"timestamp"`
		City lenient.Text `json:"city"`
	}] `json:"events"`
	Texts map[string]lenient.Text `json:"translations"`
}

// Decode reads the parcel that the joined answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	s := in.Shipment
	if s == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no shipment")
	}
	number, err := adapter.About(q, string(s.Number))
	if err != nil {
		if number, err = adapter.About(q, string(s.UPU)); err != nil {
			return timeline.Timeline{}, err
		}
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Status: statuses[string(s.Status)], Destination: country.Code(string(s.To)),
		ETA:    clock.Window(clock.ISO(string(s.Range.V.From)), clock.ISO(string(s.Range.V.To))),
		Source: "https://service.post.ch/ekp-web/ui/entry/search/" + url.PathEscape(number),
	}
	if tl.ETA == nil {
		tl.ETA = clock.Window(clock.ISO(string(s.Day)), "")
	}
	for _, e := range in.Events {
		code := string(e.Code)
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.Time)),
			Status: events[code[strings.LastIndexByte(code, '.')+1:]],
			Text:   in.text(code),
			Place:  string(e.City),
			Code:   code,
		})
	}
	return tl, adapter.Legible(len(in.Events), tl.Events)
}

// text finds the words of an event: those of its code, else of the code with a star for
// its second part, else the code itself.
func (in answer) text(code string) string {
	parts := strings.Split(code, ".")
	if len(parts) > 1 {
		parts[1] = "*"
	}
	starred := strings.Join(parts, ".")
	return lenient.First(in.Texts[code+".INLAND"], in.Texts[code], in.Texts[starred+".INLAND"], in.Texts[starred])
}

// statuses gives the meaning of the parcel's status.
var statuses = map[string]timeline.Status{
	"ANNOUNCED": timeline.PendingPickup, "DATA_TRANSMITTED": timeline.PendingPickup,
	"IN_TRANSIT": timeline.InTransit, "SORTED": timeline.InTransit, "MAILED": timeline.InTransit,
	"IN_DELIVERY": timeline.OutForDelivery, "AWAITING_PICKUP": timeline.AvailableForPickup,
	"PICK_UP":   timeline.AvailableForPickup,
	"DELIVERED": timeline.Delivered, "FAILED_DELIVERY": timeline.AttemptFailed, "MISSED": timeline.AttemptFailed,
	"RETURNED": timeline.ReturnToSender, "RETURN": timeline.ReturnToSender, "IN_CUSTOMS": timeline.CustomsInProgress,
}

// events gives the meaning of the last number of a code. Others are read by their words.
var events = map[string]timeline.Status{
	"600": timeline.PendingPickup, "100": timeline.PickedUp, "200": timeline.PickedUp, "912": timeline.PickedUp,
	"803": timeline.ArrivedSorting, "800": timeline.ArrivedSorting, "820": timeline.InTransit,
	"812": timeline.ArrivedLocal,
	"915": timeline.OutForDelivery, "1003": timeline.OutForDelivery, "4000": timeline.Delivered,
	"40": timeline.Delivered, "4100": timeline.Delivered,
	"916": timeline.AttemptFailed, "3110": timeline.AttemptFailed, "4500": timeline.AvailableForPickup,
}
