package amazonshipping

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON: a parcel, a parcel within a payload, or errors.
type answer struct {
	parcel
	Payload *parcel `json:"payload"`
	Errors  lenient.List[struct {
		Code lenient.Text `json:"code"`
	}] `json:"errors"`
}

// parcel is one parcel.
type parcel struct {
	Number   lenient.Text `json:"trackingId"`
	Next     lenient.Text `json:"alternateLegTrackingId"`
	Expected lenient.Text `json:"promisedDeliveryDate"`
	Summary  lenient.Object[struct {
		Status lenient.Text `json:"status"`
	}] `json:"summary"`
	Events *lenient.List[struct {
		Code     lenient.Text `json:"eventCode"`
		Time     lenient.Text `json:"eventTime"`
		Location lenient.Object[struct {
			City    lenient.Text `json:"city"`
			Country lenient.Text `json:"countryCode"`
		}] `json:"location"`
	}] `json:"eventHistory"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	p := &in.parcel
	if in.Payload != nil {
		p = in.Payload
	}
	switch {
	case len(in.Errors) > 0:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code))
	case p.Events == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no eventHistory")
	}
	number, err := adapter.About(q, string(p.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Status:  codes[string(p.Summary.V.Status)],
		ETA:     clock.Window(clock.ISO(string(p.Expected)), ""),
		NextLeg: adapter.Next(number, "", string(p.Next)),
		Source:  "https://track.amazon.com/tracking/" + url.PathEscape(number),
	}
	for _, e := range *p.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(e.Time)),
			Status:  codes[string(e.Code)],
			Text:    spoken(string(e.Code)),
			Place:   string(e.Location.V.City),
			Country: country.Code(string(e.Location.V.Country)),
			Code:    string(e.Code),
		})
	}
	return tl, adapter.Legible(len(*p.Events), tl.Events)
}

// refusal reads an error.
func refusal(code string) error {
	switch code {
	case "InvalidTrackingId", "InvalidInput":
		return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not valid")
	case "NotFound", "ResourceNotFound":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case "Unauthorized", "AccessDenied":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case "QuotaExceeded", "TooManyRequests":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case "InternalFailure", "ServiceUnavailable":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

// spoken parts the words of a code: "Out for delivery" of OutForDelivery.
func spoken(code string) string {
	var b []byte
	for i := 0; i < len(code); i++ {
		c := code[i]
		if c >= 'A' && c <= 'Z' && i > 0 {
			b = append(b, ' ', c|0x20)
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

// codes gives the meaning of the codes of events and of the summary.
var codes = map[string]timeline.Status{
	"ReadyForReceive": timeline.PendingPickup, "LabelCreated": timeline.PendingPickup,
	"PickupDone": timeline.PickedUp, "Departed": timeline.DepartedSorting,
	"ArrivedAtCarrierFacility": timeline.ArrivedSorting,
	"InTransit":                timeline.InTransit, "OutForDelivery": timeline.OutForDelivery,
	"Delivered":         timeline.Delivered,
	"DeliveryAttempted": timeline.AttemptFailed, "AvailableForPickup": timeline.AvailableForPickup,
	"PickupCancelled": timeline.Incident, "Lost": timeline.Incident, "Rejected": timeline.Incident,
	"Undeliverable": timeline.Incident, "CancelledByRecipient": timeline.Incident,
	"ReturnInitiated": timeline.ReturnToSender,
}
