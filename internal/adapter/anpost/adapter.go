// Package anpost reads An Post (Ireland) by the service behind its site, which wants a
// key that belongs to the site: the operator configures one of their own, and none is
// built in.
//
// Its traps: an unknown number is an empty list; times have no offset; the same row may
// stand there twice.
package anpost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Adapter asks An Post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "apim-anpost-apwebapis.anpost.com"
	slug = "an-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "an-post", Carriers: []string{slug}, Hosts: []string{"apim-anpost-apwebapis.anpost.com"}, Evidence: adapter.Synthetic,
		Keys: []adapter.Key{{Name: "subscription_key", Doc: "A subscription key of An Post's API gateway; none is built in, since that of the site belongs to the site."}},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/ttservice-public-apweb/GetEvents", map[string]any{"getEvents": map[string]string{"barcodeItem": q.Number}})
	if err == nil {
		req.Header.Set("Ocp-Apim-Subscription-Key", q.Access.Keys["subscription_key"])
	}
	return req, err
}

// answer is the upstream's JSON, or the refusal of its gateway.
type answer struct {
	Response *struct {
		Rows *lenient.List[struct {
			Text  lenient.Text `json:"activity"`
			Time  lenient.Text `json:"date"`
			Place lenient.Text `json:"location"`
			Code  lenient.Text `json:"traceCode"`
		}] `json:"GetEventsResult"`
	} `json:"getEventsResponse"`
	Status lenient.Text `json:"statusCode"`
}

// Decode reads the item that the answer is about, which it does not name.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Status == "401":
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the key")
	case in.Status == "403" || in.Status == "429":
		return timeline.Timeline{}, adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case in.Response == nil || in.Response.Rows == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no GetEventsResult")
	}
	number, err := adapter.About(q, "")
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: "https://www.anpost.com/Post-Parcels/Track/History?item=" + url.QueryEscape(number)}
	type row struct{ time, code, text string }
	seen := map[row]bool{}
	for _, r := range *in.Response.Rows {
		same := row{string(r.Time), string(r.Code), string(r.Text)}
		if seen[same] {
			continue // the upstream tells some rows twice
		}
		seen[same] = true
		tl.Events = adapter.Append(tl.Events, timeline.Event{Time: clock.ISO(string(r.Time)), Status: codes[string(r.Code)], Text: string(r.Text), Place: string(r.Place), Code: string(r.Code)})
	}
	return tl, adapter.Legible(len(*in.Response.Rows), tl.Events)
}

// codes gives the meaning of the codes of rows. Others are read by their wording.
var codes = map[string]timeline.Status{
	"35": timeline.PendingPickup, "15": timeline.PickedUp, "48": timeline.ArrivedSorting,
	"1": timeline.InTransit, "52": timeline.InTransit, "73": timeline.InTransit,
	"49": timeline.DepartedSorting, "67": timeline.ArrivedLocal, "4": timeline.OutForDelivery,
	"13": timeline.AttemptFailed, "70": timeline.AvailableForPickup, "14": timeline.Delivered,
}
