package dpd

import (
	"regexp"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads an answer of any of the three upstreams.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if strings.HasPrefix(strings.TrimSpace(string(a.Body[:min(len(a.Body), 100)])), "<") {
		return decodeSOAP(q, a.Body)
	}
	return decodeJSON(q, a.Body)
}

// answer is the JSON of the public page, or of the app.
type answer struct {
	Response *struct {
		Data *cycle `json:"parcelLifeCycleData"` // null for an unknown number
	} `json:"parcellifecycleResponse"`
	app
}

// cycle is a parcel of the public page.
type cycle struct {
	Info lenient.Object[struct {
		Number lenient.Text `json:"parcelLabelNumber"`
	}] `json:"shipmentInfo"`
	Stages lenient.List[stage] `json:"statusInfo"` // five, whether reached or not
	Scans  lenient.Object[struct {
		Scan lenient.List[scan] `json:"scan"`
	}] `json:"scanInfo"`
}

// stage is a station of the page's bar.
type stage struct {
	Status  lenient.Text `json:"status"`
	Reached lenient.Bool `json:"statusHasBeenReached"`
	Current lenient.Bool `json:"isCurrentStatus"`
	Label   lenient.Text `json:"label"`
	Date    lenient.Text `json:"date"` // "20.11.2026, 08:15"
	Place   lenient.Text `json:"location"`
	Text    texts        `json:"description"`
}

// scan is one row.
type scan struct {
	Date lenient.Text `json:"date"`
	Data lenient.Object[struct {
		Type lenient.Object[struct {
			Code lenient.Text `json:"code"`
			Name lenient.Text `json:"name"`
		}] `json:"scanType"`
		Place   lenient.Text `json:"location"` // "Puurs (BE)"
		Country lenient.Text `json:"country"`
	}] `json:"scanData"`
	Text texts `json:"scanDescription"`
}

// texts is a text in several lines.
type texts struct {
	lenient.Object[struct {
		Content lenient.List[lenient.Text] `json:"content"`
	}]
}

func (t texts) String() string {
	var lines []string
	for _, line := range t.V.Content {
		lines = append(lines, string(line))
	}
	return strings.Join(lines, " ")
}

func decodeJSON(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var a answer
	if err := adapter.JSON(body, &a); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case a.Response != nil && a.Response.Data == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	case a.Response != nil:
		return a.Response.Data.timeline(q)
	case a.History != nil:
		return a.app.timeline(q)
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is of no shape that is known")
}

func (c *cycle) timeline(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(q, string(c.Info.V.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: page(number)}
	for _, s := range c.Scans.V.Scan {
		place, land := townOf(string(s.Data.V.Place))
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(s.Date)), Status: scanTypes[string(s.Data.V.Type.V.Code)],
			Text: lenient.First(s.Text.String(), adapter.Spoken(string(s.Data.V.Type.V.Name))), Place: place,
			Country: lenient.First(country.Code(string(s.Data.V.Country)), land), Code: string(s.Data.V.Type.V.Code),
		})
	}
	rows := len(c.Scans.V.Scan)
	if rows == 0 { // some countries give only the stations
		rows = c.stations(&tl)
	}
	if err := adapter.Legible(rows, tl.Events); err != nil {
		return timeline.Timeline{}, err
	}
	for _, s := range c.Stages {
		if status := stages[string(s.Status)]; bool(s.Current) && precise(status) {
			tl.Status = status
		}
	}
	return tl, nil
}

// stations takes the stations that were reached for rows.
func (c *cycle) stations(tl *timeline.Timeline) (rows int) {
	for _, s := range c.Stages {
		if !s.Reached || s.Date == "" {
			continue
		}
		rows++
		place, land := townOf(string(s.Place))
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.Layouts(string(s.Date), "02.01.2006, 15:04", "02.01.2006"),
			Status:  stages[string(s.Status)],
			Text:    lenient.First(s.Text.String(), string(s.Label)),
			Place:   place,
			Country: land,
			Code:    string(s.Status),
		})
	}
	return rows
}

// precise reports whether a station says more than the newest row: "on the road" and
// the announcement do not.
func precise(s timeline.Status) bool {
	return s != "" && s != timeline.InTransit && s != timeline.PendingPickup
}

// stages gives the meaning of stations, of the page and of the SOAP service.
var stages = map[string]timeline.Status{
	"ACCEPTED":              timeline.PendingPickup,
	"SHIPMENT":              timeline.PendingPickup,
	"PickedUp":              timeline.PickedUp,
	"ON_THE_ROAD":           timeline.InTransit,
	"BetweenDepots":         timeline.InTransit,
	"AT_DELIVERY_DEPOT":     timeline.ArrivedLocal,
	"Depot":                 timeline.ArrivedLocal,
	"OUT_FOR_DELIVERY":      timeline.OutForDelivery,
	"Courier":               timeline.OutForDelivery,
	"ReturningFromDelivery": timeline.AttemptFailed,
	"DeliveryFailure":       timeline.AttemptFailed,
	"ParcelShop":            timeline.AvailableForPickup,
	"PICKUP":                timeline.AvailableForPickup,
	"DELIVERED":             timeline.Delivered,
	"Delivered":             timeline.Delivered,
}

// scanTypes gives the meaning of the codes of scans.
var scanTypes = map[string]timeline.Status{
	"1": timeline.ArrivedSorting, "2": timeline.ArrivedSorting,
	"3": timeline.OutForDelivery,
	"4": timeline.ArrivedLocal, "10": timeline.ArrivedLocal,
	"5": timeline.PickedUp, "15": timeline.PickedUp,
	"6":  timeline.ReturnToSender,
	"8":  timeline.Incident, // held
	"13": timeline.Delivered,
	"14": timeline.AttemptFailed,
	"18": timeline.PendingPickup,
	"23": timeline.AvailableForPickup,
}

var town = regexp.MustCompile(`^(.*)\(([A-Z]{2})\)\s*$`)

// townOf parts "Puurs (BE)".
func townOf(place string) (name, land string) {
	if m := town.FindStringSubmatch(place); m != nil {
		return strings.TrimSpace(m[1]), country.Code(m[2])
	}
	return place, ""
}
