// Package aftership reads AfterShip's Tracking API, which knows most carriers and wants
// the operator's key.
//
// A number must be added before it can be asked for, which costs quota, and what is
// known of it comes later. Its traps: the tracking lies at three places, by version and
// question; times have an offset or none; expired is no status.
package aftership

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

// Adapter asks AfterShip. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Multistep = Adapter{}

const (
	host = "api.aftership.com"
	id   = "aftership"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:         id,
		Hosts:      []string{"api.aftership.com"},
		Evidence:   adapter.Documented,
		Aggregator: true,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key of an AfterShip account; every number that is asked for the first time costs one of its quota."},
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
		query.Set("slug", code)
	}
	req, err := adapter.Get(ctx, base, query)
	if err == nil {
		req.Header.Set("As-Api-Key", q.Access.Keys["api_key"])
	}
	return req, err
}

const base = "https://" + host + "/tracking/2025-07/trackings"

// soon is when what the service was asked to find may be there.
const soon = 20 * time.Second

// Ask asks for the number, and adds it first when that has not been done yet.
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
	if adapter.JSON(found.Body, &in) != nil || in.Meta.V.Code != "200" || in.Data == nil || in.Data.List == nil || len(*in.Data.List) > 0 {
		return found, nil
	}
	item := map[string]string{"tracking_number": q.Number}
	if code := slugs.Code(q.Carrier); code != "" {
		item["slug"] = code
	}
	if req, err = adapter.PostJSON(ctx, base, item); err != nil {
		return adapter.Answer{}, err
	}
	req.Header.Set("As-Api-Key", q.Access.Keys["api_key"])
	return send(req)
}

// answer is the service's JSON.
type answer struct {
	Meta lenient.Object[struct {
		Code lenient.Text `json:"code"`
	}] `json:"meta"`
	Data *struct {
		One  *tracking   `json:"tracking"`
		List *[]tracking `json:"trackings"`
		tracking
	} `json:"data"`
}

// tracking is one number.
type tracking struct {
	Number   lenient.Text `json:"tracking_number"`
	Carrier  lenient.Text `json:"slug"`
	Tag      lenient.Text `json:"tag"`
	Sub      lenient.Text `json:"subtag"`
	Service  lenient.Text `json:"shipment_type"`
	From     lenient.Text `json:"origin_country_iso3"`
	NewFrom  lenient.Text `json:"origin_country_region"`
	To       lenient.Text `json:"destination_country_iso3"`
	NewTo    lenient.Text `json:"destination_country_region"`
	Expected lenient.Text `json:"expected_delivery"`
	Courier  lenient.Object[struct {
		Day  lenient.Text `json:"estimated_delivery_date"`
		From lenient.Text `json:"estimated_delivery_date_min"`
		To   lenient.Text `json:"estimated_delivery_date_max"`
	}] `json:"courier_estimated_delivery_date"`
	Points *lenient.List[struct {
		Time    lenient.Text `json:"checkpoint_time"`
		Text    lenient.Text `json:"message"`
		Place   lenient.Text `json:"location"`
		City    lenient.Text `json:"city"`
		Country lenient.Text `json:"country_iso3"`
		Region  lenient.Text `json:"country_region"`
		Tag     lenient.Text `json:"tag"`
		Sub     lenient.Text `json:"subtag"`
		Raw     lenient.Text `json:"raw_tag"`
	}] `json:"checkpoints"`
}

func (t tracking) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	if len(*t.Points) == 0 {
		return timeline.Timeline{}, &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	}
	c := t.Courier.V
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slugs.Carrier(q, string(t.Carrier), id),
		Service:     string(t.Service),
		Status:      statusOf(string(t.Tag), string(t.Sub)),
		Origin:      country.Code(lenient.First(t.NewFrom, t.From)),
		Destination: country.Code(lenient.First(t.NewTo, t.To)),
		ETA:         clock.Window(clock.ISO(lenient.First(c.From, c.Day, t.Expected)), clock.ISO(string(c.To))),
		Source:      "https://www.aftership.com/track/" + url.PathEscape(string(t.Carrier)) + "/" + url.PathEscape(number),
	}
	for _, p := range *t.Points {
		status := statusOf(string(p.Tag), string(p.Sub))
		if status == timeline.InTransit || status == timeline.Incident {
			status = adapter.Perhaps(status) // coarse: of such rows the wording tells more
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(p.Time)),
			Status:  status,
			Text:    string(p.Text),
			Place:   lenient.First(p.City, p.Place),
			Country: country.Code(lenient.First(p.Region, p.Country)),
			Code:    lenient.First(p.Raw, p.Sub),
		})
	}
	return tl, adapter.Legible(len(*t.Points), tl.Events)
}

// subs gives the meaning of the finer tags that are certain.
var subs = map[string]timeline.Status{
	"InTransit_002": timeline.PickedUp, "InTransit_003": timeline.ArrivedSorting,
	"Exception_010": timeline.ReturnToSender, "Exception_011": timeline.Returned,
}

// tags gives the meaning of the coarse ones. Expired is none.
var tags = map[string]timeline.Status{
	"Pending": timeline.PendingPickup, "InfoReceived": timeline.PendingPickup, "InTransit": timeline.InTransit,
	"OutForDelivery": timeline.OutForDelivery,
	"AttemptFail":    timeline.AttemptFailed, "Delivered": timeline.Delivered,
	"AvailableForPickup": timeline.AvailableForPickup, "Exception": timeline.Incident,
}

func statusOf(tag, sub string) timeline.Status {
	if s, ok := subs[sub]; ok {
		return s
	}
	return tags[tag]
}

// slugs maps the service's names of carriers to ours, where the two differ or are
// certain. Where a name is not known the service finds the carrier itself.
var slugs = adapter.Slugs{
	"fedex": "fedex", "ups": "ups", "usps": "usps", "dhl": "dhl-express", "royal-mail": "royal-mail",
	"canada-post": "canada-post", "australia-post": "australia-post",
	"la-poste-colissimo": "la-poste", "postnl": "postnl", "dpd": "dpd", "gls": "gls", "bpost": "bpost",
	"swiss-post": "swiss-post", "japan-post": "japan-post",
	"singapore-post": "singapore-post", "china-post": "china-post", "cainiao": "cainiao", "yanwen": "yanwen",
	"yunexpress": "yunexpress", "4px": "4px", "sf-express": "sf-express",
}
