package shipengine

import (
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the service's JSON.
type answer struct {
	Number   lenient.Text `json:"tracking_number"`
	Carrier  lenient.Text `json:"carrier_code"`
	Status   lenient.Text `json:"status_code"`
	Expected lenient.Text `json:"estimated_delivery_date"`
	Page     lenient.Text `json:"tracking_url"`
	Rows     *lenient.List[struct {
		Time    lenient.Text `json:"occurred_at"`
		Local   lenient.Text `json:"carrier_occurred_at"`
		Text    lenient.Text `json:"description"`
		City    lenient.Text `json:"city_locality"`
		State   lenient.Text `json:"state_province"`
		Country lenient.Text `json:"country_code"`
		Code    lenient.Text `json:"event_code"`
	}] `json:"events"`
	Errors lenient.List[struct {
		Code lenient.Text `json:"error_code"`
		Type lenient.Text `json:"error_type"`
	}] `json:"errors"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case len(in.Errors) > 0:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code), string(in.Errors[0].Type))
	case in.Rows == nil || in.Number == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no events")
	}
	number, err := adapter.About(q, string(in.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slugs.Carrier(q, string(in.Carrier), id),
		Status:  statuses[string(in.Status)],
		ETA:     clock.Window(clock.ISO(string(in.Expected)), ""),
	}
	if strings.HasPrefix(string(in.Page), "https://") {
		tl.Source = string(in.Page)
	}
	for _, r := range *in.Rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(lenient.First(r.Time, r.Local)),
			Status:  codes[string(r.Code)],
			Text:    string(r.Text),
			Place:   string(r.City) + ", " + string(r.State),
			Country: country.Code(string(r.Country)),
			Code:    string(r.Code),
		})
	}
	return tl, adapter.Legible(len(*in.Rows), tl.Events)
}

// refusal reads an error.
func refusal(code, kind string) error {
	switch {
	case code == "unauthorized" || kind == "security":
		return adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case code == "not_found":
		return adapter.Errorf(adapter.NotFound, "the service does not have the number")
	case code == "rate_limit_exceeded":
		return adapter.Errorf(adapter.RateLimited, "the service was asked too often")
	case code == "invalid_identifier" || code == "invalid_field_value":
		return adapter.Errorf(adapter.InvalidNumber, "the service says that the number is not valid")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the service reports an error that is not known")
}

// statuses gives the meaning of the parcel's code. UN is none.
var statuses = map[string]timeline.Status{
	"AC": timeline.PickedUp, "NY": timeline.PendingPickup, "IT": timeline.InTransit, "DE": timeline.Delivered,
	"EX": timeline.Incident, "AT": timeline.AttemptFailed, "SP": timeline.AvailableForPickup,
}

// codes gives the meaning of the carriers' own codes that are alike at several. Others are
// read by their wording.
var codes = map[string]timeline.Status{"DL": timeline.Delivered, "OD": timeline.OutForDelivery, "PU": timeline.PickedUp}
