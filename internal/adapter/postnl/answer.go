package postnl

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	c, err := parse(q, a.Body)
	if err != nil {
		return timeline.Timeline{}, err
	}
	return c.timeline(q)
}

// answer is the upstream's JSON: parcels by their barcodes.
type answer struct {
	Colli map[string]colli `json:"colli"`
}

// colli is one parcel.
type colli struct {
	Barcode     string       `json:"barcode"`
	Partner     lenient.Text `json:"partnerBarcode"` // the number under which another carrier goes on
	PartnerName lenient.Text `json:"networkPartnerName"`
	Phase       lenient.Object[struct {
		Index lenient.Text `json:"index"`
	}] `json:"statusPhase"`
	Recipient   lenient.Object[party]  `json:"recipient"`
	Sender      lenient.Object[party]  `json:"sender"`
	IsDelivered lenient.Bool           `json:"isDelivered"`
	IsReturn    lenient.Bool           `json:"isReturnShipment"`
	AtRetail    lenient.Bool           `json:"isAtRetailLocation"`
	ETA         lenient.Object[window] `json:"eta"`
	Route       lenient.Object[struct {
		Window lenient.Object[window] `json:"expectedDeliveryTimeWindow"`
	}] `json:"routeInformation"`
	Observations lenient.List[observation] `json:"observations"`
	Analytics    lenient.Object[struct {
		All lenient.List[observation] `json:"allObservations"`
	}] `json:"analyticsInfo"`
}

type party struct {
	Address lenient.Object[struct {
		Country lenient.Text `json:"country"`
	}] `json:"address"`
}

// window is a span of time, under either of the names that the answer has for its ends.
type window struct {
	Start lenient.Text `json:"start"`
	End   lenient.Text `json:"end"`
	From  lenient.Text `json:"startDateTime"`
	To    lenient.Text `json:"endDateTime"`
}

// observation is one scan.
type observation struct {
	Date        lenient.Text `json:"observationDate"`
	Code        lenient.Text `json:"observationCode"`
	Description lenient.Text `json:"description"`
}

// parse returns the parcel asked for, the first by barcode when no number was.
func parse(q adapter.Query, body []byte) (*colli, error) {
	var a answer
	if err := adapter.JSON(body, &a); err != nil {
		return nil, err
	}
	if a.Colli == nil {
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no colli")
	}
	for _, key := range slices.Sorted(maps.Keys(a.Colli)) {
		c := a.Colli[key]
		if c.Barcode == "" {
			c.Barcode = key
		}
		for _, name := range []string{c.Barcode, string(c.Partner)} {
			if _, err := adapter.About(q, name); err == nil && name != "" {
				return &c, nil
			}
		}
	}
	if len(a.Colli) > 0 {
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
	}
	return nil, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
}

func (c *colli) timeline(q adapter.Query) (timeline.Timeline, error) {
	number := q.Number
	if number == "" {
		number = c.Barcode
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Origin:      country.Code(string(c.Sender.V.Address.V.Country)),
		Destination: country.Code(string(c.Recipient.V.Address.V.Country)),
		ETA:         c.eta(),
		NextLeg:     adapter.Next(number, partners[strings.ToLower(string(c.PartnerName))], string(c.Partner)),
		Source:      "https://jouw.postnl.nl/track-and-trace/" + url.PathEscape(number),
	}
	rows := c.Analytics.V.All
	if len(rows) < len(c.Observations) {
		rows = c.Observations
	}
	for _, o := range rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(o.Date)), Status: o.status(), Text: string(o.Description), Code: string(o.Code),
		})
	}
	if err := adapter.Legible(len(rows), tl.Events); err != nil {
		return timeline.Timeline{}, err
	}
	adapter.Carry(&tl, func(e timeline.Event) bool { return silent[e.Code] })
	tl.Status = c.status(tl)
	return tl, nil
}

// eta returns when delivery is expected: what the driver's round says, else the plan.
func (c *colli) eta() *timeline.ETA {
	for _, w := range []window{c.Route.V.Window.V, c.ETA.V} {
		eta := clock.Window(clock.ISO(lenient.First(w.From, w.Start)), clock.ISO(lenient.First(w.To, w.End)))
		if eta != nil {
			return eta
		}
	}
	return nil
}

// partners maps the names of carriers abroad to our slugs.
var partners = map[string]string{"bpost": "bpost", "dhl": "dhl-paket", "dpd": "dpd", "gls": "gls", "royal mail": "royal-mail", "usps": "usps", "ups": "ups"}
