package dhlunified

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON: shipments, or a problem document.
type answer struct {
	Shipments *[]shipment  `json:"shipments"`
	Status    lenient.Text `json:"status"`
	Title     lenient.Text `json:"title"`
}

// shipment is one parcel.
type shipment struct {
	ID      lenient.Text          `json:"id"`
	Service lenient.Text          `json:"service"`
	From    place                 `json:"origin"`
	To      place                 `json:"destination"`
	Now     lenient.Object[event] `json:"status"`
	ETA     lenient.Text          `json:"estimatedTimeOfDelivery"`
	Frame   lenient.Object[struct {
		From lenient.Text `json:"estimatedFrom"`
		To   lenient.Text `json:"estimatedThrough"`
	}] `json:"estimatedDeliveryTimeFrame"`
	Details lenient.Object[struct {
		Product lenient.Object[struct {
			Name lenient.Text `json:"productName"`
		}] `json:"product"`
	}] `json:"details"`
	Events lenient.List[event] `json:"events"`
}

type place struct {
	lenient.Object[struct {
		Address lenient.Object[struct {
			Country lenient.Text `json:"countryCode"`
			Town    lenient.Text `json:"addressLocality"`
		}] `json:"address"`
	}]
}

func (p place) land() string { return country.Code(string(p.V.Address.V.Country)) }

// event is one row, or the present status.
type event struct {
	Time     lenient.Text `json:"timestamp"`
	Code     lenient.Text `json:"statusCode"`
	Fine     lenient.Text `json:"status"`
	Text     lenient.Text `json:"description"`
	Location place        `json:"location"`
}

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Shipments == nil && in.Title != "":
		return timeline.Timeline{}, refusal(string(in.Status))
	case in.Shipments == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no shipments")
	case len(*in.Shipments) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no shipment")
	}
	var found adapter.Shipments
	for _, s := range *in.Shipments {
		found.Add(q, string(s.ID), func(number string) (timeline.Timeline, error) { return s.timeline(q, number) })
	}
	return found.Latest()
}

// refusal reads a problem document.
func refusal(status string) error {
	switch status {
	case "404":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the shipment")
	case "401", "403":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the key")
	case "429":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case "400":
		return adapter.Errorf(adapter.BadRequest, "the carrier refuses the question")
	case "500", "503":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports a problem that is not known")
}

func (s shipment) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	carrier := services[string(s.Service)]
	if carrier == "" {
		carrier = slug
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     adapter.CarrierOf(q, carrier),
		Service:     string(s.Details.V.Product.V.Name),
		Origin:      s.From.land(),
		Destination: s.To.land(),
		ETA:         clock.Window(clock.ISO(string(s.Frame.V.From)), clock.ISO(string(s.Frame.V.To))),
		Source:      "https://www.dhl.com/en/home/tracking.html?tracking-id=" + url.QueryEscape(number),
	}
	if tl.ETA == nil {
		tl.ETA = clock.Window(clock.ISO(string(s.ETA)), "")
	}
	rows := s.Events
	if len(rows) == 0 && s.Now.V.Time != "" {
		rows = lenient.List[event]{s.Now.V}
	}
	for _, e := range rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(e.Time)),
			Status:  e.meaning(),
			Text:    lenient.First(e.Text, e.Fine),
			Place:   string(e.Location.V.Address.V.Town),
			Country: e.Location.land(),
			Code:    e.code(),
		})
	}
	return tl, adapter.Legible(len(rows), tl.Events)
}

// code returns the finer word when it is a code, and the coarse one when it is a text.
func (e event) code() string {
	if fine := string(e.Fine); fine != "" && !strings.Contains(fine, " ") {
		return fine
	}
	return string(e.Code)
}

// fine gives the meaning of finer words.
var fine = map[string]timeline.Status{
	"OUT_FOR_DELIVERY": timeline.OutForDelivery, "OUT FOR DELIVERY": timeline.OutForDelivery,
	"577": timeline.OutForDelivery,
	"447": timeline.CustomsInProgress, "449": timeline.CustomsCleared, "506": timeline.CustomsInProgress,
	"103": timeline.Incident,
	"576": timeline.ArrivedLocal, "PARCEL_ARRIVED_AT_LOCAL_DEPOT": timeline.ArrivedLocal,
	"PARCEL_SORTED_AT_HUB":    timeline.ArrivedSorting,
	"DELIVERED_AT_NEIGHBOURS": timeline.Delivered, "PARCEL_HANDED_OVER_TO_COURIER": timeline.OutForDelivery,
	"PRENOTIFICATION_RECEIVED": timeline.PendingPickup, "NOT_HOME": timeline.AttemptFailed,
	"DELIVERED_AT_PARCELSHOP": timeline.AvailableForPickup, "AVAILABLE_AT_PARCELSHOP": timeline.AvailableForPickup,
}

// meaning reads a status: its finer word, else the coarse code. Of "transit" and
// "failure" the wording tells more.
func (e event) meaning() timeline.Status {
	if s, ok := fine[strings.ToUpper(string(e.Fine))]; ok {
		return s
	}
	switch e.Code {
	case "pre-transit":
		return timeline.PendingPickup
	case "delivered":
		return timeline.Delivered
	case "transit":
		return adapter.Perhaps(timeline.InTransit)
	case "failure":
		return adapter.Perhaps(timeline.Incident)
	}
	return ""
}
