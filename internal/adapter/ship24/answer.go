package ship24

import (
	"net/url"
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// soon is when what the service was asked to find may be there.
const soon = 20 * time.Second

// answer is the service's JSON.
type answer struct {
	Errors lenient.List[struct {
		Code lenient.Text `json:"code"`
	}] `json:"errors"`
	Data *struct {
		Trackings *[]tracking `json:"trackings"`
	} `json:"data"`
}

// tracking is one number.
type tracking struct {
	Tracker lenient.Object[struct {
		Number lenient.Text `json:"trackingNumber"`
	}] `json:"tracker"`
	Shipment lenient.Object[struct {
		Milestone lenient.Text `json:"statusMilestone"`
		Code      lenient.Text `json:"statusCode"`
		From      lenient.Text `json:"originCountryCode"`
		To        lenient.Text `json:"destinationCountryCode"`
		Delivery  lenient.Object[struct {
			Day     lenient.Text `json:"estimatedDeliveryDate"`
			Service lenient.Text `json:"service"`
			Courier lenient.Object[struct {
				From lenient.Text `json:"from"`
				To   lenient.Text `json:"to"`
			}] `json:"courierEstimatedDeliveryDate"`
		}] `json:"delivery"`
		Numbers lenient.List[struct {
			Number lenient.Text `json:"tn"`
		}] `json:"trackingNumbers"`
	}] `json:"shipment"`
	Events *lenient.List[struct {
		Text      lenient.Text `json:"status"`
		Local     lenient.Text `json:"occurrenceDatetime"`
		Offset    lenient.Text `json:"utcOffset"`
		DayOnly   lenient.Bool `json:"hasNoTime"`
		Place     lenient.Text `json:"location"`
		Carrier   lenient.Text `json:"courierCode"`
		Code      lenient.Text `json:"statusCode"`
		Milestone lenient.Text `json:"statusMilestone"`
	}] `json:"events"`
}

// Decode reads the tracking that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case len(in.Errors) > 0:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code))
	case in.Data == nil || in.Data.Trackings == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no trackings")
	case len(*in.Data.Trackings) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no tracking")
	}
	var found adapter.Shipments
	for _, t := range *in.Data.Trackings {
		if t.Events != nil {
			found.Add(q, string(t.Tracker.V.Number), func(number string) (timeline.Timeline, error) { return t.timeline(q, number) })
		}
	}
	return found.Latest()
}

// refusal reads an error.
func refusal(code string) error {
	switch code {
	case "auth_invalid", "auth_missing":
		return adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case "tracking_number_invalid":
		return adapter.Errorf(adapter.InvalidNumber, "the service says that the number is not valid")
	case "tracker_not_found":
		return adapter.Errorf(adapter.NotFound, "the service does not have the number")
	case "quota_limit_reached", "rate_limit_reached":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the service reports an error that is not known")
}

func (t tracking) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	if len(*t.Events) == 0 {
		return timeline.Timeline{}, &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	}
	s := t.Shipment.V
	tl := timeline.Timeline{
		Number:      number,
		Service:     string(s.Delivery.V.Service),
		Status:      statusOf(string(s.Milestone), string(s.Code)),
		Origin:      country.Code(string(s.From)),
		Destination: country.Code(string(s.To)),
		ETA:         clock.Window(clock.ISO(lenient.First(s.Delivery.V.Courier.V.From, s.Delivery.V.Day)), clock.ISO(string(s.Delivery.V.Courier.V.To))),
	}
	code := ""
	for _, e := range *t.Events {
		if code == "" {
			code = string(e.Carrier)
		}
		at := clock.At(clock.ISO(string(e.Local)), string(e.Offset))
		if e.DayOnly {
			at = clock.Day(at)
		}
		status := statusOf(string(e.Milestone), string(e.Code))
		if status == timeline.InTransit || status == timeline.Incident {
			status = adapter.Perhaps(status) // coarse: of such rows the wording tells more
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   at,
			Status: status,
			Text:   string(e.Text),
			Place:  string(e.Place),
			Code:   string(e.Code),
		})
	}
	tl.Carrier = slugs.Carrier(q, code, id)
	tl.Source = "https://www.ship24.com/tracking?p=" + url.QueryEscape(number)
	for _, n := range s.Numbers {
		if tl.NextLeg == nil {
			tl.NextLeg = adapter.Next(number, slugs[code], string(n.Number))
		}
	}
	return tl, adapter.Legible(len(*t.Events), tl.Events)
}

// milestones gives the meaning of the service's words.
var milestones = map[string]timeline.Status{
	"pending": timeline.PendingPickup, "info_received": timeline.PendingPickup,
	"in_transit": timeline.InTransit, "out_for_delivery": timeline.OutForDelivery,
	"failed_attempt": timeline.AttemptFailed, "available_for_pickup": timeline.AvailableForPickup,
	"delivered": timeline.Delivered, "exception": timeline.Incident,
}

// statusOf reads a code where it says more than the milestone.
func statusOf(milestone, code string) timeline.Status {
	switch {
	case strings.HasPrefix(code, "customs_") && strings.Contains(code, "clear") && !strings.Contains(code, "clearance"):
		return timeline.CustomsCleared
	case strings.HasPrefix(code, "customs_"):
		return timeline.CustomsInProgress
	case code == "exception_return", strings.HasPrefix(code, "exception_return_"):
		return timeline.ReturnToSender
	}
	return milestones[milestone]
}
