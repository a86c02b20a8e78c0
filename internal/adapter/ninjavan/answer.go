package ninjavan

import (
	"net/http"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON.
type answer struct {
	Number   lenient.Text       `json:"tracking_id"`
	Granular lenient.Text       `json:"granular_status"`
	From     lenient.Text       `json:"delivery_start_date"`
	To       lenient.Text       `json:"delivery_end_date"`
	Error    any                `json:"error"`
	Rows     *lenient.List[row] `json:"events"`
}

// row is one row, oldest first.
type row struct {
	Type lenient.Text `json:"type"`
	Time lenient.Text `json:"time"`
	Data lenient.Object[struct {
		Hub  lenient.Text `json:"hub_name"`
		Back lenient.Bool `json:"is_rts"`
	}] `json:"data"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Rows == nil && in.Error != nil && a.Status == http.StatusNotFound:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	case in.Rows == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no events")
	}
	number, err := adapter.About(q, string(in.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Status: granular[string(in.Granular)],
		ETA:    clock.Window(clock.ISO(string(in.From)), clock.ISO(string(in.To))),
		Source: "https://www.ninjavan.co/en-sg/tracking?id=" + url.QueryEscape(number),
	}
	atHub := false
	for _, r := range *in.Rows {
		status := types[string(r.Type)]
		switch {
		case r.Type == "HUB_INBOUND_SCAN":
			atHub = true
		case r.Type == "DRIVER_INBOUND_SCAN" && !atHub:
			status = timeline.PickedUp
		case status == timeline.Delivered && bool(r.Data.V.Back):
			status = timeline.Returned
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(r.Time)),
			Status: status,
			Text:   adapter.Spoken(string(r.Type)),
			Place:  string(r.Data.V.Hub),
			Code:   string(r.Type),
		})
	}
	if err := adapter.Legible(len(*in.Rows), tl.Events); err != nil {
		return timeline.Timeline{}, err
	}
	if newest, _ := tl.Newest(); newest.Status == timeline.Returned {
		tl.Status = timeline.Returned // "completed" is said of returns too
	}
	return tl, nil
}

// types gives the meaning of the types of rows.
var types = map[string]timeline.Status{
	"DRIVER_PICKUP_SCAN":  timeline.PickedUp,
	"HUB_INBOUND_SCAN":    timeline.ArrivedSorting,
	"PARCEL_ROUTING_SCAN": timeline.ArrivedSorting,
	"ADDED_TO_SHIPMENT":   timeline.DepartedSorting,
	"DRIVER_INBOUND_SCAN": timeline.OutForDelivery,
	"DELIVERY_FAILURE":    timeline.AttemptFailed,
	"DELIVERY_SUCCESS":    timeline.Delivered,
	"FROM_DP_TO_CUSTOMER": timeline.Delivered,
	"RTS":                 timeline.ReturnToSender,
}

// granular gives the meaning of the parcel's own status.
var granular = map[string]timeline.Status{
	"Pending Pickup":                timeline.PendingPickup,
	"Van En-route to Pickup":        timeline.PendingPickup,
	"En-route to Sorting Hub":       timeline.PickedUp,
	"Arrived at Sorting Hub":        timeline.ArrivedSorting,
	"On Vehicle for Delivery":       timeline.OutForDelivery,
	"Pending Reschedule":            timeline.AttemptFailed,
	"Arrived at Distribution Point": timeline.AvailableForPickup,
	"Completed":                     timeline.Delivered,
	"Returned to Sender":            timeline.Returned,
	"Cancelled":                     timeline.Incident,
	"On Hold":                       timeline.Incident,
	"Transferred to 3PL":            timeline.HandedToLocal,
	"Cross Border Transit":          timeline.InTransit,
}
