package glsgroup

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON.
type answer struct {
	Parcels *[]parcel `json:"parcels"`
	Fault   *struct {
		Detail struct {
			Code lenient.Text `json:"errorcode"`
		} `json:"detail"`
	} `json:"fault"`
	Status lenient.Text `json:"status"` // of a problem document
	Title  lenient.Text `json:"title"`
}

// parcel is one parcel.
type parcel struct {
	Asked  lenient.Text `json:"requested"`
	Number lenient.Text `json:"unitno"`
	Status lenient.Text `json:"status"`
	Error  lenient.Text `json:"errorCode"`
	Events lenient.List[struct {
		Code    lenient.Text `json:"code"`
		Text    lenient.Text `json:"description"`
		Time    lenient.Text `json:"eventDateTime"`
		City    lenient.Text `json:"city"`
		Country lenient.Text `json:"country"`
	}] `json:"events"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Fault != nil:
		return timeline.Timeline{}, fault(string(in.Fault.Detail.Code))
	case in.Parcels == nil && in.Status == "400" && in.Title != "":
		return timeline.Timeline{}, adapter.Errorf(adapter.BadRequest, "the carrier refuses the question")
	case in.Parcels == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no parcels")
	case len(*in.Parcels) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	for _, p := range *in.Parcels {
		for _, name := range []lenient.Text{p.Number, p.Asked} {
			if _, err := adapter.About(q, string(name)); err == nil && name != "" {
				return p.timeline(q)
			}
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// fault reads an error of the gateway.
func fault(code string) error {
	switch code {
	case "steps.jwt.TokenExpired", "steps.jwt.InvalidToken", "oauth.v2.InvalidApiKey":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case "policies.ratelimit.QuotaViolation", "policies.ratelimit.SpikeArrestViolation":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the gateway reports a fault that is not known")
}

func (p parcel) timeline(q adapter.Query) (timeline.Timeline, error) {
	if p.Error != "" {
		if p.Error == "E_404_01" {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
		}
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
	}
	number := q.Number
	if number == "" {
		number = lenient.First(p.Number, p.Asked)
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Status: statuses[string(p.Status)],
		Source: "https://gls-group.com/EU/en/parcel-tracking/?match=" + url.QueryEscape(number),
	}
	for _, e := range p.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(e.Time)),
			Status:  codes[string(e.Code)],
			Text:    string(e.Text),
			Place:   string(e.City),
			Country: country.Code(string(e.Country)),
			Code:    string(e.Code),
		})
	}
	return tl, adapter.Legible(len(p.Events), tl.Events)
}

// statuses gives the meaning of the parcel's status.
var statuses = map[string]timeline.Status{
	"INDELIVERY":   timeline.OutForDelivery,
	"DELIVERED":    timeline.Delivered,
	"FINAL":        timeline.Delivered,
	"DELIVEREDPS":  timeline.AvailableForPickup,
	"NOTPICKEDUP":  timeline.AttemptFailed,
	"NOTDELIVERED": timeline.AttemptFailed,
	"CANCELED":     timeline.Incident,
	"PREADVICE":    timeline.PendingPickup,
	"INPICKUP":     timeline.PendingPickup,
	"INTRANSIT":    timeline.InTransit,
	"INWAREHOUSE":  timeline.InTransit,
}

// codes gives the meaning of the codes of events. Others are read by their wording.
var codes = map[string]timeline.Status{
	"INTIAL.PREADVICE":  timeline.PendingPickup,
	"INTIAL.E48_DATA":   timeline.PendingPickup,
	"INTIAL.NORMAL":     timeline.PickedUp,
	"DELIVD.NORMAL":     timeline.Delivered,
	"DELIVD.PARCELSHOP": timeline.AvailableForPickup,
}
