package cdek

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON: an order, or an event that it sent.
type answer struct {
	Order    *order `json:"entity"`
	Requests lenient.List[struct {
		Errors lenient.List[fault] `json:"errors"`
	}] `json:"requests"`
	Errors lenient.List[fault] `json:"errors"`
	Type   lenient.Text        `json:"type"`
	Sent   lenient.Object[struct {
		Number lenient.Text `json:"cdek_number"`
		Code   lenient.Text `json:"status_code"`
		Time   lenient.Text `json:"status_date_time"`
		City   lenient.Text `json:"city"`
	}] `json:"attributes"`
}

type fault struct {
	Code lenient.Text `json:"code"`
}

// order is one parcel.
type order struct {
	Number  lenient.Text `json:"cdek_number"`
	Return  lenient.Bool `json:"is_return"`
	Planned lenient.Text `json:"planned_delivery_date"`
	From    place        `json:"from_location"`
	To      place        `json:"to_location"`
	Rows    lenient.List[struct {
		Code lenient.Text `json:"code"`
		Name lenient.Text `json:"name"`
		Time lenient.Text `json:"date_time"`
		City lenient.Text `json:"city"`
	}] `json:"statuses"`
}

type place struct {
	lenient.Object[struct {
		Country lenient.Text `json:"country_code"`
	}]
}

// Decode reads the order that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Order == nil && in.Type == "ORDER_STATUS" {
		return in.event(q)
	}
	for _, r := range in.Requests {
		in.Errors = append(in.Errors, r.Errors...)
	}
	switch {
	case len(in.Errors) > 0:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code))
	case in.Order == nil || in.Order.Number == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no entity")
	}
	o := in.Order
	number, err := adapter.About(q, string(o.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Origin:      country.Code(string(o.From.V.Country)),
		Destination: country.Code(string(o.To.V.Country)),
		ETA:         clock.Window(clock.ISO(string(o.Planned)), ""),
		Source:      page(number),
	}
	for _, r := range o.Rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(r.Time)),
			Status: statusOf(string(r.Code)),
			Text:   string(r.Name),
			Place:  string(r.City),
			Code:   string(r.Code),
		})
	}
	if newest, _ := tl.Newest(); bool(o.Return) && newest.Status == timeline.Delivered {
		tl.Status = timeline.Returned
	}
	return tl, adapter.Legible(len(o.Rows), tl.Events)
}

// event reads an event that CDEK sent. It has a number for a code and no text.
func (in answer) event(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(q, string(in.Sent.V.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: page(number)}
	s := in.Sent.V
	tl.Events = adapter.Append(tl.Events, timeline.Event{
		Time:   clock.ISO(string(s.Time)),
		Status: numbers[string(s.Code)],
		Text:   "Status " + string(s.Code),
		Place:  string(s.City),
		Code:   string(s.Code),
	})
	return tl, adapter.Legible(1, tl.Events)
}

// refusal reads an error.
func refusal(code string) error {
	switch code {
	case "v2_entity_not_found", "v2_order_not_found":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the order")
	case "v2_token_expired", "v2_token_invalid":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case "v2_internal_error":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

func page(number string) string {
	return "https://www.cdek.ru/en/tracking/?" + url.Values{"order_id": {number}}.Encode()
}

// numbers gives the meaning of the numbers that events carry in place of names.
var numbers = map[string]timeline.Status{"1": timeline.PendingPickup, "3": timeline.PickedUp, "4": timeline.Delivered}

// codes gives the meaning of the names of statuses.
var codes = map[string]timeline.Status{
	"ACCEPTED": timeline.PendingPickup, "CREATED": timeline.PendingPickup,
	"RECEIVED_AT_SHIPMENT_WAREHOUSE":        timeline.PickedUp,
	"READY_TO_SHIP_AT_SENDING_OFFICE":       timeline.DepartedSorting,
	"PASSED_TO_CARRIER_AT_SENDING_OFFICE":   timeline.DepartedSorting,
	"TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY": timeline.DepartedSorting,
	"SENT_TO_TRANSIT_CITY":                  timeline.InTransit, "SENT_TO_RECIPIENT_CITY": timeline.InTransit,
	"ACCEPTED_IN_TRANSIT_CITY": timeline.ArrivedSorting, "MET_AT_TRANSIT_OFFICE": timeline.ArrivedSorting,
	"ACCEPTED_IN_RECIPIENT_CITY":     timeline.ArrivedLocal,
	"ACCEPTED_AT_DELIVERY_WAREHOUSE": timeline.ArrivedLocal, "MET_AT_RECIPIENT_OFFICE": timeline.ArrivedLocal,
	"ACCEPTED_AT_PICK_UP_POINT": timeline.AvailableForPickup, "POSTOMAT_POSTED": timeline.AvailableForPickup,
	"POSTOMAT_SEIZED":  timeline.AvailableForPickup,
	"TAKEN_BY_COURIER": timeline.OutForDelivery, "ISSUED_FOR_DELIVERY": timeline.OutForDelivery,
	"DELIVERED": timeline.Delivered, "POSTOMAT_RECEIVED": timeline.Delivered,
	"NOT_DELIVERED": timeline.Incident, "IN_CUSTOMS_INTERNATIONAL": timeline.CustomsInProgress,
	"IN_CUSTOMS_LOCAL": timeline.CustomsInProgress,
	"CUSTOMS_COMPLETE": timeline.CustomsCleared, "PASSED_TO_TRANSIT_CARRIER": timeline.HandedToLocal,
	"REMOVED": timeline.Incident, "INVALID": timeline.Incident,
}

// statusOf reads a name, else how it begins.
func statusOf(name string) timeline.Status {
	if s, ok := codes[name]; ok {
		return s
	}
	switch {
	case strings.HasPrefix(name, "SEND_TO_"), strings.HasPrefix(name, "SENT_TO_"):
		return timeline.InTransit
	case strings.HasPrefix(name, "RETURNED_TO_"):
		return timeline.ReturnToSender
	}
	return ""
}
