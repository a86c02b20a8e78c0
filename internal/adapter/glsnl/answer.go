package glsnl

import (
	"net/http"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	return decode(q, a)
}

// parcel is the upstream's JSON.
type parcel struct {
	Number      string       `json:"parcelNo"`
	Product     lenient.Text `json:"product"`
	State       lenient.Text `json:"state"`
	CountryCode lenient.Text `json:"countryCode"` // of the recipient
	IsReturn    lenient.Bool `json:"isRetour"`
	Delivery    lenient.Object[struct {
		ETA lenient.Text `json:"etaTimestamp"`
		Min lenient.Text `json:"etaTimestampMin"`
		Max lenient.Text `json:"etaTimestampMax"`
	}] `json:"deliveryStatus"`
	Done lenient.Object[struct {
		Delivered lenient.Bool                   `json:"isDelivered"`
		Shop      lenient.Object[map[string]any] `json:"parcelShop"`
	}] `json:"deliveryScanInfo"`
	Scans *lenient.List[scan] `json:"scans"`
}

// scan is one row, oldest first.
type scan struct {
	Time    lenient.Text `json:"dateTime"`
	Event   lenient.Text `json:"eventNo"`
	Reason  lenient.Text `json:"reasonNo"`
	Text    lenient.Text `json:"eventReasonDescr"`
	Depot   lenient.Text `json:"depotName"`
	Country lenient.Text `json:"countryCode"`
}

func decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if a.Status == http.StatusNotFound || a.Status == http.StatusNoContent {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel and postcode")
	}
	var p parcel
	if err := adapter.JSON(a.Body, &p); err != nil {
		return timeline.Timeline{}, err
	}
	if p.Number == "" || p.Scans == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no parcelNo or no scans")
	}
	number, err := adapter.About(q, p.Number)
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     string(p.Product),
		Destination: country.Code(string(p.CountryCode)),
		ETA:         p.eta(),
	}
	for _, s := range *p.Scans {
		place := string(s.Depot)
		if place == "-" {
			place = ""
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(s.Time)), Status: s.status(), Text: string(s.Text), Place: place,
			Country: country.Code(string(s.Country)), Code: string(s.Event) + "/" + string(s.Reason),
		})
	}
	if err := adapter.Legible(len(*p.Scans), tl.Events); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case bool(p.Done.V.Delivered) && bool(p.IsReturn):
		tl.Status = timeline.Returned
	case bool(p.Done.V.Delivered) && len(p.Done.V.Shop.V) > 0:
		tl.Status = timeline.AvailableForPickup // the shop signed, not the recipient
	case bool(p.Done.V.Delivered):
		tl.Status = timeline.Delivered
	}
	return tl, nil
}

func (p parcel) eta() *timeline.ETA {
	d := p.Delivery.V
	if eta := clock.Window(clock.ISO(string(d.Min)), clock.ISO(string(d.Max))); eta != nil {
		return eta
	}
	return clock.Window(clock.ISO(string(d.ETA)), "")
}

// events gives the meaning of the numbers of events.
var events = map[string]timeline.Status{
	"1":  timeline.DepartedSorting,
	"2":  timeline.ArrivedSorting,
	"3":  timeline.Delivered,
	"4":  timeline.AttemptFailed,
	"11": timeline.OutForDelivery,
}

// status reads a row. Event 0 is the announcement or the handover, by its reason.
func (s scan) status() timeline.Status {
	switch {
	case s.Event == "0" && s.Reason == "100":
		return timeline.PendingPickup
	case s.Event == "0" && s.Reason == "0":
		return timeline.PickedUp
	}
	return events[string(s.Event)]
}
