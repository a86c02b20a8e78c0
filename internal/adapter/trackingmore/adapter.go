// Package trackingmore reads TrackingMore's API, version 4, which knows most carriers and
// wants the operator's key.
//
// A number must be created before it can be asked for, which costs quota and wants the
// carrier. Its traps: events lie in two lists, those of the origin and those of the
// destination; "pickup" is a delivery round or a pick-up point; times have an offset or
// none.
package trackingmore

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Adapter asks TrackingMore. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Multistep = Adapter{}

const (
	host = "api.trackingmore.com"
	id   = "trackingmore"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:         id,
		Hosts:      []string{"api.trackingmore.com"},
		Evidence:   adapter.Recorded,
		Aggregator: true,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key of a TrackingMore account; every number that is asked for the first time costs one of its quota."},
		},
		Rate: 10,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	query := url.Values{"tracking_numbers": {q.Number}}
	if code := slugs.Code(q.Carrier); code != "" {
		query.Set("courier_code", code)
	}
	req, err := adapter.Get(ctx, base+"get", query)
	if err == nil {
		req.Header.Set("Tracking-Api-Key", q.Access.Keys["api_key"])
	}
	return req, err
}

const base = "https://" + host + "/v4/trackings/"

// soon is when what the service was asked to find may be there.
const soon = 20 * time.Second

// Ask asks for the number, and creates it first when that has not been done yet and its
// carrier is one whose code is known.
func (a Adapter) Ask(ctx context.Context, q adapter.Query, send adapter.Send) (adapter.Answer, error) {
	req, err := a.Request(ctx, q)
	if err != nil {
		return adapter.Answer{}, err
	}
	found, err := send(req)
	if err != nil {
		return adapter.Answer{}, err
	}
	var in answer
	if adapter.JSON(found.Body, &in) != nil || in.Meta.V.Code != "200" || in.Data == nil || len(*in.Data) > 0 {
		return found, nil
	}
	code := slugs.Code(q.Carrier)
	if code == "" {
		return adapter.Answer{}, adapter.Errorf(adapter.UnknownCarrier, "the service's code of the carrier is not known")
	}
	if req, err = adapter.PostJSON(ctx, base+"create", map[string]string{"tracking_number": q.Number, "courier_code": code}); err != nil {
		return adapter.Answer{}, err
	}
	req.Header.Set("Tracking-Api-Key", q.Access.Keys["api_key"])
	if _, err = send(req); err != nil {
		return adapter.Answer{}, err
	}
	return adapter.Answer{}, &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
}

// answer is the service's JSON.
type answer struct {
	Meta lenient.Object[struct {
		Code lenient.Text `json:"code"`
	}] `json:"meta"`
	Data *lenient.List[tracking] `json:"data"`
}

// tracking is one number.
type tracking struct {
	Number   lenient.Text         `json:"tracking_number"`
	Carrier  lenient.Text         `json:"courier_code"`
	Status   lenient.Text         `json:"delivery_status"`
	Sub      lenient.Text         `json:"substatus"`
	From     lenient.Text         `json:"origin_country"`
	To       lenient.Text         `json:"destination_country"`
	Expected lenient.Text         `json:"scheduled_delivery_date"`
	Origin   lenient.Object[side] `json:"origin_info"`
	Dest     lenient.Object[side] `json:"destination_info"`
}

// side is what one carrier told.
type side struct {
	Carrier lenient.Text `json:"courier_code"`
	Number  lenient.Text `json:"reference_number"`
	Rows    lenient.List[struct {
		Time    lenient.Text `json:"checkpoint_date"`
		Status  lenient.Text `json:"checkpoint_delivery_status"`
		Sub     lenient.Text `json:"checkpoint_delivery_substatus"`
		Text    lenient.Text `json:"tracking_detail"`
		Place   lenient.Text `json:"location"`
		Country lenient.Text `json:"country_iso2"`
	}] `json:"trackinfo"`
}

func (t tracking) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slugs.Carrier(q, string(t.Carrier), id),
		Status:      statusOf(string(t.Status), string(t.Sub)),
		Origin:      country.Code(string(t.From)),
		Destination: country.Code(string(t.To)),
		ETA:         clock.Window(clock.ISO(string(t.Expected)), ""),
		NextLeg:     adapter.Next(number, slugs[string(t.Dest.V.Carrier)], string(t.Dest.V.Number)),
		Source:      "https://www.trackingmore.com/track/en/" + url.PathEscape(number),
	}
	rows := 0
	for _, s := range []side{t.Origin.V, t.Dest.V} {
		rows += len(s.Rows)
		for _, r := range s.Rows {
			status := statusOf(string(r.Status), string(r.Sub))
			if status == timeline.InTransit || status == timeline.Incident {
				status = adapter.Perhaps(status) // coarse: of such rows the wording tells more
			}
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:    clock.ISO(string(r.Time)),
				Status:  status,
				Text:    string(r.Text),
				Place:   string(r.Place),
				Country: country.Code(string(r.Country)),
				Code:    string(r.Sub),
			})
		}
	}
	err := adapter.Legible(rows, tl.Events)
	if adapter.KindOf(err) == adapter.NotFound {
		return tl, &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	}
	return tl, err
}

// subs gives the meaning of the finer words that are certain.
var subs = map[string]timeline.Status{
	"pickup001": timeline.AvailableForPickup, "pickup003": timeline.OutForDelivery,
	"exception004": timeline.ReturnToSender, "exception005": timeline.Returned,
}

// words gives the meaning of the coarse ones. Expired is none.
var words = map[string]timeline.Status{
	"pending": timeline.PendingPickup, "notfound": timeline.PendingPickup,
	"inforeceived": timeline.PendingPickup, "transit": timeline.InTransit,
	"undelivered": timeline.AttemptFailed, "delivered": timeline.Delivered, "exception": timeline.Incident,
}

// statusOf reads the finer word, else the coarse one. A pick-up that is neither of the
// two is left to the wording.
func statusOf(word, sub string) timeline.Status {
	if s, ok := subs[sub]; ok {
		return s
	}
	return words[word]
}

// slugs maps the service's codes of carriers to our slugs. Only those that are certain
// are listed.
var slugs = adapter.Slugs{
	"dhl": "dhl-express", "ups": "ups", "fedex": "fedex", "usps": "usps", "royal-mail": "royal-mail",
	"canada-post": "canada-post", "australia-post": "australia-post", "cainiao": "cainiao",
	"china-post": "china-post", "yanwen": "yanwen", "dpd": "dpd", "gls": "gls", "bpost": "bpost",
}
