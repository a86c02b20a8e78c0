package dhlparcelde

import (
	"encoding/xml"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// element is every element of the answer.
type element struct {
	XMLName xml.Name
	Name    string `xml:"name,attr"`
	Code    string `xml:"code,attr"`

	Number    string `xml:"piece-code,attr"`
	Product   string `xml:"product-name,attr"`
	Delivered string `xml:"delivery-event-flag,attr"`
	Back      string `xml:"ruecksendung,attr"`
	From      string `xml:"origin-country,attr"`
	To        string `xml:"dest-country,attr"`
	Partner   string `xml:"upu,attr"`

	Time    string `xml:"event-timestamp,attr"` // "17.03.2016 11:44"
	Text    string `xml:"event-text,attr"`
	Status  string `xml:"event-status,attr"`
	Place   string `xml:"event-location,attr"`
	Country string `xml:"event-country,attr"`
	Ice     string `xml:"ice,attr"`
	Ric     string `xml:"ric,attr"`
	Event   string `xml:"standard-event-code,attr"`

	Below []element `xml:"data"`
}

// Decode reads the piece that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var list element
	if err := markup.XML(a.Body, &list); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case list.XMLName.Local != "data":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is no data")
	case list.Code == "100":
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the piece")
	case list.Code == "5" || list.Code == "6":
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	case list.Code != "0":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the code %q", list.Code)
	}
	var found adapter.Shipments
	for _, piece := range list.Below {
		if piece.Name == "piece-shipment" {
			found.Add(q, piece.Number, piece.timeline)
		}
	}
	return found.Latest()
}

func (p element) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     p.Product,
		Origin:      country.Code(p.From),
		Destination: country.Code(p.To),
		NextLeg:     adapter.Next(number, "", p.Partner),
		Source:      "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=" + url.QueryEscape(number),
	}
	rows := 0
	for _, events := range p.Below {
		for _, e := range events.Below {
			if e.Name != "piece-event" {
				continue
			}
			rows++
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:    clock.Layouts(e.Time, "02.01.2006 15:04", "02.01.2006"),
				Status:  e.meaning(),
				Text:    lenient.First(e.Text, e.Status),
				Place:   e.Place,
				Country: country.Code(e.Country),
				Code:    lenient.First(e.Event, e.Ice),
			})
		}
	}
	switch {
	case p.Delivered == "1" && p.Back == "true":
		tl.Status = timeline.Returned
	case p.Delivered == "1":
		tl.Status = timeline.Delivered
	}
	return tl, adapter.Legible(rows, tl.Events)
}

// ice gives the meaning of the finer codes, standard of the coarser ones.
var (
	ice = map[string]timeline.Status{
		"SHRCU": timeline.PickedUp, "PCKDU": timeline.PickedUp,
		"LDTMV": timeline.DepartedSorting, "ULFMV": timeline.ArrivedSorting, "ARRVD": timeline.ArrivedSorting,
		"DLVRD": timeline.Delivered,
		"NTDEL": timeline.AttemptFailed, "HLDCC": timeline.AttemptFailed,
		"RETRN": timeline.ReturnToSender,
		"CSTIN": timeline.CustomsInProgress, "CUSTM": timeline.CustomsInProgress,
	}
	standard = map[string]timeline.Status{
		"VA": timeline.PendingPickup, "ES": timeline.PickedUp, "AA": timeline.InTransit,
		"AE": timeline.PickedUp, "EE": timeline.ArrivedSorting,
		"PO": timeline.OutForDelivery, "ZU": timeline.Delivered, "ZN": timeline.AttemptFailed,
		"ZF": timeline.Incident, "BV": timeline.Incident,
		"LA": timeline.AvailableForPickup, "ZO": timeline.CustomsInProgress, "RT": timeline.ReturnToSender,
	}
)

// meaning reads an event. What is announced, out for delivery or to be collected is told
// by the coarser code; for the rest the finer one says more.
func (e element) meaning() timeline.Status {
	switch e.Event {
	case "VA", "PO", "LA", "RT", "ZN":
		return standard[e.Event]
	}
	if e.Ice == "SRTED" {
		return timeline.ArrivedLocal
	}
	if s, ok := ice[e.Ice]; ok {
		return s
	}
	return standard[e.Event]
}
