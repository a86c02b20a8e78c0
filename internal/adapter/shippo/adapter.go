// Package shippo reads Shippo's tracks, which know many carriers and want the operator's
// key. It must be told the carrier.
//
// Its trap: a number that is not known is an answer without a status.
package shippo

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

// Adapter asks Shippo. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.goshippo.com"
	id   = "shippo"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: id, Hosts: []string{"api.goshippo.com"}, Evidence: adapter.Synthetic, Aggregator: true,
		Keys: []adapter.Key{{Name: "api_token", Doc: "The live API token of a Shippo account."}},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	code := codeOf(q.Carrier)
	if code == "" {
		return nil, adapter.Errorf(adapter.UnknownCarrier, "the service's name of the carrier is not known")
	}
	req, err := adapter.Get(ctx, "https://"+host+"/tracks/"+url.PathEscape(code)+"/"+url.PathEscape(q.Number), nil)
	if err == nil {
		req.Header.Set("Authorization", "ShippoToken "+q.Access.Keys["api_token"])
		req.Header.Set("Shippo-Api-Version", "2018-02-08")
	}
	return req, err
}

// track is the service's JSON.
type track struct {
	Number  lenient.Text            `json:"tracking_number"`
	Carrier lenient.Text            `json:"carrier"`
	From    lenient.Object[address] `json:"address_from"`
	To      lenient.Object[address] `json:"address_to"`
	ETA     lenient.Text            `json:"eta"`
	Service lenient.Object[struct {
		Name lenient.Text `json:"name"`
	}] `json:"servicelevel"`
	Now    lenient.Object[step] `json:"tracking_status"`
	Rows   *lenient.List[step]  `json:"tracking_history"`
	Detail lenient.Text         `json:"detail"` // of a refusal
}

type address struct {
	City    lenient.Text `json:"city"`
	State   lenient.Text `json:"state"`
	Country lenient.Text `json:"country"`
}

// step is one row, or the present status.
type step struct {
	Status lenient.Text `json:"status"`
	Text   lenient.Text `json:"status_details"`
	Time   lenient.Text `json:"status_date"`
	Sub    lenient.Object[struct {
		Code lenient.Text `json:"code"`
	}] `json:"substatus"`
	Place lenient.Object[address] `json:"location"`
}

// Decode reads the track that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var t track
	if err := adapter.JSON(a.Body, &t); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case t.Rows == nil && t.Detail != "":
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case t.Rows == nil || t.Number == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no tracking_history")
	}
	number, err := adapter.About(q, string(t.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number: number, Carrier: carrierOf(q, string(t.Carrier)), Service: string(t.Service.V.Name), Status: t.Now.V.meaning(),
		Origin: country.Code(string(t.From.V.Country)), Destination: country.Code(string(t.To.V.Country)), ETA: clock.Window(clock.ISO(string(t.ETA)), ""),
	}
	for _, r := range *t.Rows {
		status := r.meaning()
		if status == timeline.InTransit || status == timeline.Incident {
			status = adapter.Perhaps(status) // coarse: of such rows the wording tells more
		}
		p := r.Place.V
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(r.Time)), Status: status, Text: string(r.Text), Place: string(p.City) + ", " + string(p.State),
			Country: country.Code(string(p.Country)), Code: lenient.First(r.Sub.V.Code, r.Status),
		})
	}
	return tl, adapter.Legible(len(*t.Rows), tl.Events)
}

// subs gives the meaning of the finer words.
var subs = map[string]timeline.Status{
	"information_received": timeline.PendingPickup, "package_accepted": timeline.PickedUp, "package_arrived": timeline.ArrivedSorting, "package_departed": timeline.DepartedSorting,
	"package_processing": timeline.InTransit, "out_for_delivery": timeline.OutForDelivery, "delivery_scheduled": timeline.InTransit, "delivery_attempted": timeline.AttemptFailed,
	"notice_left": timeline.AttemptFailed, "pickup_available": timeline.AvailableForPickup, "package_held": timeline.Incident, "package_lost": timeline.Incident,
	"package_damaged": timeline.Incident, "package_undeliverable": timeline.Incident, "return_to_sender": timeline.ReturnToSender, "package_unclaimed": timeline.ReturnToSender,
	"contact_carrier": timeline.Incident, "address_issue": timeline.Incident, "location_inaccessible": timeline.AttemptFailed, "rescheduled_delivery": timeline.InTransit,
	"reschedule_delivery": timeline.InTransit, "package_forwarded": timeline.InTransit, "package_disposed": timeline.Incident, "delayed": timeline.InTransit, "delivered": timeline.Delivered,
}

// words gives the meaning of the coarse ones. UNKNOWN is none.
var words = map[string]timeline.Status{
	"PRE_TRANSIT": timeline.PendingPickup, "TRANSIT": timeline.InTransit, "DELIVERED": timeline.Delivered, "RETURNED": timeline.Returned, "FAILURE": timeline.Incident,
}

func (s step) meaning() timeline.Status {
	if m, ok := subs[string(s.Sub.V.Code)]; ok && s.Status != "RETURNED" {
		return m
	}
	return words[string(s.Status)]
}

// slugs maps the service's names of carriers to our slugs.
var slugs = map[string]string{
	"usps": "usps", "ups": "ups", "fedex": "fedex", "dhl_express": "dhl-express", "canada_post": "canada-post", "royal_mail": "royal-mail", "australia_post": "australia-post",
	"purolator": "purolator", "hermes_uk": "evri", "dpd_uk": "dpd", "colissimo": "la-poste", "chronopost": "chronopost", "correos": "correos-es", "poste_italiane": "poste-italiane",
	"deutsche_post": "dhl-paket", "mondial_relay": "mondial-relay",
}

// codeOf returns the service's name of one of our carriers, or "".
func codeOf(carrier string) string {
	for code, slug := range slugs {
		if slug == carrier && carrier != "" {
			return code
		}
	}
	return ""
}

// carrierOf returns our slug of the carrier: the one asked about, the one that the
// service names, or the service's own id when it names none that we know.
func carrierOf(q adapter.Query, code string) string {
	if q.Carrier != "" {
		return q.Carrier
	}
	if slug, ok := slugs[code]; ok {
		return slug
	}
	return id
}
