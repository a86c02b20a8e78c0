package easypost

import (
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

// answer is the service's JSON: a tracker, several, or an error.
type answer struct {
	Error *struct {
		Code    lenient.Text `json:"code"`
		Message lenient.Text `json:"message"`
	} `json:"error"`
	Trackers *[]tracker `json:"trackers"`
	tracker
}

// tracker is one number.
type tracker struct {
	Number   lenient.Text `json:"tracking_code"`
	Carrier  lenient.Text `json:"carrier"`
	Status   lenient.Text `json:"status"`
	Sub      lenient.Text `json:"status_detail"`
	Expected lenient.Text `json:"est_delivery_date"`
	Return   lenient.Bool `json:"is_return"`
	Page     lenient.Text `json:"public_url"`
	Detail   lenient.Object[struct {
		Service lenient.Text `json:"service"`
		Next    lenient.Text `json:"alternate_identifier"`
	}] `json:"carrier_detail"`
	Rows *lenient.List[struct {
		Time   lenient.Text `json:"datetime"`
		Text   lenient.Text `json:"message"`
		Long   lenient.Text `json:"description"`
		Status lenient.Text `json:"status"`
		Sub    lenient.Text `json:"status_detail"`
		Code   lenient.Text `json:"carrier_code"`
		Place  lenient.Object[struct {
			City    lenient.Text `json:"city"`
			State   lenient.Text `json:"state"`
			Country lenient.Text `json:"country"`
		}] `json:"tracking_location"`
	}] `json:"tracking_details"`
}

// Decode reads the tracker that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Error != nil {
		return timeline.Timeline{}, refusal(string(in.Error.Code), strings.ToLower(string(in.Error.Message)))
	}
	list := []tracker{in.tracker}
	if in.Trackers != nil {
		list = *in.Trackers
	}
	for _, t := range list {
		if number, err := adapter.About(q, string(t.Number)); err == nil && t.Rows != nil {
			return t.timeline(q, number)
		}
	}
	if in.Trackers != nil && len(list) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no tracker")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number, or about none")
}

// refusal reads an error.
func refusal(code, message string) error {
	switch {
	case strings.HasPrefix(code, "APIKEY."), code == "UNAUTHORIZED":
		return adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case code == "TRACKER.CREATE.ERROR" && strings.Contains(message, "test mode"):
		return adapter.Errorf(adapter.NeedsKey, "the key is one for tests")
	case code == "TRACKER.CREATE.ERROR":
		return adapter.Errorf(adapter.InvalidNumber, "the service takes the number for none")
	case code == "RATE_LIMITED":
		return adapter.Errorf(adapter.RateLimited, "the service was asked too often")
	case code == "NOT_FOUND":
		return adapter.Errorf(adapter.NotFound, "the service does not have the number")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the service reports an error that is not known")
}

func (t tracker) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	if len(*t.Rows) == 0 {
		return timeline.Timeline{}, &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	}
	carrier := slugs.Carrier(q, string(t.Carrier), id)
	tl := timeline.Timeline{
		Number:  number,
		Carrier: carrier,
		Service: string(t.Detail.V.Service),
		Status:  statusOf(string(t.Status), string(t.Sub)),
		ETA:     clock.Window(clock.ISO(string(t.Expected)), ""),
		NextLeg: adapter.Next(number, "", string(t.Detail.V.Next)),
	}
	if strings.HasPrefix(string(t.Page), "https://track.easypost.com/") {
		tl.Source = string(t.Page)
	}
	for _, r := range *t.Rows {
		status := statusOf(string(r.Status), string(r.Sub))
		if status == timeline.InTransit || status == timeline.Incident {
			status = adapter.Perhaps(status) // coarse: of such rows the wording tells more
		}
		p := r.Place.V
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(r.Time)),
			Status:  status,
			Text:    lenient.First(r.Text, r.Long),
			Place:   string(p.City) + ", " + string(p.State),
			Country: country.Code(string(p.Country)),
			Code:    lenient.First(r.Code, r.Sub),
		})
	}
	if bool(t.Return) && tl.Status == timeline.Delivered {
		tl.Status = timeline.Returned
	}
	return tl, adapter.Legible(len(*t.Rows), tl.Events)
}

// details gives the meaning of the finer words. Status_update is none.
var details = map[string]timeline.Status{
	"arrived_at_facility": timeline.ArrivedSorting, "departed_facility": timeline.DepartedSorting,
	"out_for_delivery":       timeline.OutForDelivery,
	"arrived_at_destination": timeline.ArrivedLocal, "label_created": timeline.PendingPickup,
	"delayed": timeline.InTransit,
	"damaged": timeline.Incident, "lost": timeline.Incident, "held": timeline.Incident,
	"address_correction": timeline.Incident,
}

// words gives the meaning of the coarse ones.
var words = map[string]timeline.Status{
	"pre_transit": timeline.PendingPickup, "in_transit": timeline.InTransit,
	"out_for_delivery": timeline.OutForDelivery, "delivered": timeline.Delivered,
	"available_for_pickup": timeline.AvailableForPickup, "return_to_sender": timeline.ReturnToSender,
	"failure": timeline.Incident, "cancelled": timeline.Incident, "error": timeline.Incident,
}

func statusOf(word, detail string) timeline.Status {
	if s, ok := details[detail]; ok && word != "delivered" && word != "return_to_sender" {
		return s
	}
	return words[word]
}
