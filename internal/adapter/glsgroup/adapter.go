// Package glsgroup reads GLS by the group's Track & Trace API, version 1, which wants
// the operator's keys.
//
// Its traps: an unknown number is an error within a successful answer; the word for the
// first events is spelled INTIAL; offsets have no colon.
package glsgroup

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Adapter asks the GLS group. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "api.gls-group.net"
	slug = "gls"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "gls-group", Carriers: []string{slug}, Hosts: []string{"api.gls-group.net"}, Evidence: adapter.Documented,
		Keys: adapter.ClientKeys("an application in the GLS developer portal"),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/track-and-trace-v1/tracking/simple/trackids/"+url.PathEscape(q.Number), nil)
	if err == nil {
		adapter.SetBearer(req, q)
	}
	return req, err
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://"+host+"/oauth2/v1/token", keys, true, nil)
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }

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
			Time: clock.ISO(string(e.Time)), Status: codes[string(e.Code)], Text: string(e.Text), Place: string(e.City),
			Country: country.Code(string(e.Country)), Code: string(e.Code),
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
