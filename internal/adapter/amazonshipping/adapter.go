// Package amazonshipping reads Amazon Shipping by the Selling Partner API, version 2,
// which wants the operator's keys and a refresh token.
//
// It tells only of parcels that the operator had Amazon ship. Events have a code and no
// text.
package amazonshipping

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

// Adapter asks Amazon Shipping. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "sellingpartnerapi-eu.amazon.com"
	slug = "amazon"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "amazon-shipping", Carriers: []string{slug}, Hosts: []string{"sellingpartnerapi-eu.amazon.com", "api.amazon.com"}, Evidence: adapter.Documented,
		Keys: append(adapter.ClientKeys("an app in Amazon's developer console"),
			adapter.Key{Name: "refresh_token", Doc: "The refresh token with which the seller has authorised that app."}),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/shipping/v2/tracking", url.Values{"trackingId": {q.Number}, "carrierId": {"AMZN_UK"}})
	if err == nil {
		req.Header.Set("X-Amz-Access-Token", string(q.Access.Token.Value))
	}
	return req, err
}

// TokenRequest buys a token with the refresh token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.PostForm(ctx, "https://api.amazon.com/auth/o2/token", url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {keys["refresh_token"]}, "client_id": {keys["client_id"]}, "client_secret": {keys["client_secret"]},
	})
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }

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
		Number: number, Carrier: slug, Status: codes[string(p.Summary.V.Status)], ETA: clock.Window(clock.ISO(string(p.Expected)), ""),
		NextLeg: adapter.Next(number, "", string(p.Next)), Source: "https://track.amazon.com/tracking/" + url.PathEscape(number),
	}
	for _, e := range *p.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(e.Time)), Status: codes[string(e.Code)], Text: spoken(string(e.Code)), Place: string(e.Location.V.City),
			Country: country.Code(string(e.Location.V.Country)), Code: string(e.Code),
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
	"PickupDone": timeline.PickedUp, "Departed": timeline.DepartedSorting, "ArrivedAtCarrierFacility": timeline.ArrivedSorting,
	"InTransit": timeline.InTransit, "OutForDelivery": timeline.OutForDelivery, "Delivered": timeline.Delivered,
	"DeliveryAttempted": timeline.AttemptFailed, "AvailableForPickup": timeline.AvailableForPickup,
	"PickupCancelled": timeline.Incident, "Lost": timeline.Incident, "Rejected": timeline.Incident, "Undeliverable": timeline.Incident, "CancelledByRecipient": timeline.Incident,
	"ReturnInitiated": timeline.ReturnToSender,
}
