package trunkrs

import (
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// parcel is the upstream's JSON.
type parcel struct {
	Number  lenient.Text `json:"trunkrsNr"`
	Product lenient.Text `json:"product"`
	State   lenient.Object[struct {
		Name lenient.Text `json:"stateName"`
		At   lenient.Text `json:"setAt"`
	}] `json:"currentState"`
	To lenient.Object[struct {
		Country lenient.Text `json:"country"`
	}] `json:"recipientLocation"`
	Slot lenient.Object[struct {
		From lenient.Text `json:"from"`
		To   lenient.Text `json:"to"`
	}] `json:"timeSlot"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if a.Status == http.StatusNotFound {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel and postcode")
	}
	var p parcel
	if err := adapter.JSON(a.Body, &p); err != nil {
		return timeline.Timeline{}, err
	}
	if p.Number == "" || p.State.V.Name == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no number or no state")
	}
	number, err := adapter.About(q, string(p.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     adapter.Spoken(string(p.Product)),
		Destination: country.Code(string(p.To.V.Country)),
		Status:      stateOf(string(p.State.V.Name)),
		ETA:         clock.Window(clock.ISO(string(p.Slot.V.From)), clock.ISO(string(p.Slot.V.To))),
		Source:      "https://parcel.trunkrs.nl/" + url.PathEscape(number),
	}
	tl.Events = adapter.Append(tl.Events, timeline.Event{
		Time:   clock.ISO(string(p.State.V.At)),
		Status: tl.Status,
		Text:   adapter.Spoken(string(p.State.V.Name)),
		Code:   string(p.State.V.Name),
	})
	return tl, adapter.Legible(1, tl.Events)
}

// states gives the meaning of the names of states.
var states = map[string]timeline.Status{
	"DATA_RECEIVED": timeline.PendingPickup, "DATA_PROCESSED": timeline.PendingPickup,
	"SHIPMENT_CREATED": timeline.PendingPickup,
	"SHIPMENT_SORTED":  timeline.ArrivedSorting, "SHIPMENT_SORTED_AT_SUB_DEPOT": timeline.ArrivedSorting,
	"SHIPMENT_ACCEPTED_BY_DRIVER": timeline.OutForDelivery,
	"SHIPMENT_DELIVERED":          timeline.Delivered, "SHIPMENT_DELIVERED_TO_NEIGHBOR": timeline.Delivered,
	"SHIPMENT_NOT_DELIVERED": timeline.AttemptFailed, "RECIPIENT_NOT_HOME": timeline.AttemptFailed,
}

func stateOf(name string) timeline.Status {
	switch s, ok := states[name]; {
	case ok:
		return s
	case strings.HasPrefix(name, "EXCEPTION_"):
		return timeline.Incident
	case strings.HasPrefix(name, "RETURN_"):
		return timeline.ReturnToSender
	}
	return ""
}
