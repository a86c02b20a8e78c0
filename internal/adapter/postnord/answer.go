package postnord

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the JSON of the API, or of the site.
type answer struct {
	Response *struct {
		Fault *struct {
			Faults lenient.List[struct {
				Code lenient.Text `json:"faultCode"`
			}] `json:"faults"`
		} `json:"compositeFault"`
		Shipments *[]shipment `json:"shipments"`
	} `json:"TrackingInformationResponse"`
	shipment
	Message lenient.Text `json:"message"`
}

// shipment is one shipment, in the words of either.
type shipment struct {
	Number  lenient.Text `json:"shipmentId"`
	Status  lenient.Text `json:"status"`
	ETA     lenient.Text `json:"estimatedTimeOfArrival"`
	Service lenient.Object[struct {
		Name lenient.Text `json:"name"`
	}] `json:"service"`
	Name      lenient.Text        `json:"serviceName"`
	Consignor party               `json:"consignor"`
	Consignee party               `json:"consignee"`
	Receiver  party               `json:"receiver"`
	Items     *lenient.List[item] `json:"items"`
}

type party struct {
	lenient.Object[struct {
		Address lenient.Object[struct {
			Country lenient.Text `json:"countryCode"`
		}] `json:"address"`
	}]
}

func (p party) land() string { return country.Code(string(p.V.Address.V.Country)) }

// item is one parcel. Its status is a word, or an object on the site.
type item struct {
	Number lenient.Text `json:"itemId"`
	Status word         `json:"status"`
	ETA    lenient.Text `json:"estimatedTimeOfArrival"`
	Events lenient.List[struct {
		Time     lenient.Text `json:"eventTime"`
		Code     lenient.Text `json:"eventCode"`
		Status   lenient.Text `json:"status"`
		Text     lenient.Text `json:"eventDescription"`
		Location lenient.Object[struct {
			Display lenient.Text `json:"displayName"`
			Name    lenient.Text `json:"name"`
			City    lenient.Text `json:"city"`
			Country lenient.Text `json:"countryCode"`
		}] `json:"location"`
	}] `json:"events"`
}

type word string

// UnmarshalJSON never fails.
func (w *word) UnmarshalJSON(b []byte) error {
	var text lenient.Text
	var object lenient.Object[struct {
		Code lenient.Text `json:"code"`
	}]
	_ = text.UnmarshalJSON(b)
	_ = object.UnmarshalJSON(b)
	*w = word(lenient.First(text, object.V.Code))
	return nil
}

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Response == nil && in.Items != nil:
		return in.shipment.timeline(q)
	case in.Response == nil || in.Response.Shipments == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no shipments")
	case len(*in.Response.Shipments) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no shipment")
	}
	return (*in.Response.Shipments)[0].timeline(q)
}

func (s shipment) timeline(q adapter.Query) (timeline.Timeline, error) {
	if s.Items == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the shipment has no items")
	}
	var chosen *item
	for i := range *s.Items {
		it := &(*s.Items)[i]
		for _, name := range []lenient.Text{it.Number, s.Number} {
			if _, err := adapter.About(q, string(name)); err == nil && name != "" && chosen == nil {
				chosen = it
			}
		}
	}
	if chosen == nil {
		if len(*s.Items) == 0 {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the shipment has no item yet")
		}
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
	}
	number := q.Number
	if number == "" {
		number = lenient.First(s.Number, chosen.Number)
	}
	status := statuses[lenient.First(string(chosen.Status), string(s.Status))]
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     lenient.First(s.Service.V.Name, s.Name),
		Status:      status,
		Origin:      s.Consignor.land(),
		Destination: lenient.First(s.Consignee.land(), s.Receiver.land()),
		ETA:         clock.Window(clock.ISO(lenient.First(chosen.ETA, s.ETA)), ""),
		Source:      "https://tracking.postnord.com/en/tracking?id=" + url.QueryEscape(number),
	}
	for _, e := range chosen.Events {
		meaning := statuses[string(e.Status)]
		if meaning == timeline.InTransit {
			meaning = adapter.Perhaps(meaning)
		}
		l := e.Location.V
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(e.Time)),
			Status:  meaning,
			Text:    string(e.Text),
			Place:   lenient.First(l.Display, l.Name, l.City),
			Country: country.Code(string(l.Country)),
			Code:    lenient.First(e.Code, e.Status),
		})
	}
	adapter.Carry(&tl, func(e timeline.Event) bool { return e.Code == "OTHER" }) // notifications
	return tl, adapter.Legible(len(chosen.Events), tl.Events)
}

// statuses gives the meaning of the carrier's words. OTHER is none.
var statuses = map[string]timeline.Status{
	"CREATED": timeline.PendingPickup, "INFORMED": timeline.PendingPickup,
	"EN_ROUTE": timeline.InTransit, "DELAYED": timeline.InTransit, "EXPECTED_DELAY": timeline.InTransit,
	"AVAILABLE_FOR_DELIVERY":         timeline.AvailableForPickup,
	"AVAILABLE_FOR_DELIVERY_PAR_LOC": timeline.AvailableForPickup,
	"DELIVERED":                      timeline.Delivered, "RETURNED": timeline.Returned,
	"DELIVERY_IMPOSSIBLE": timeline.Incident, "STOPPED": timeline.Incident, "DELIVERY_REFUSED": timeline.Incident,
}
