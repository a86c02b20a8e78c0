package dhlexpressxmlpi

import (
	"encoding/xml"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/dhlexpress"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// document is the answer. Names are matched without their namespaces.
type document struct {
	XMLName xml.Name
	Error   *condition `xml:"Response>Status>Condition"`
	Infos   []struct {
		Number string    `xml:"AWBNumber"`
		Action string    `xml:"Status>ActionStatus"`
		Error  condition `xml:"Status>Condition"`
		Ship   struct {
			From     string `xml:"Shipper>CountryCode"`
			To       string `xml:"Consignee>CountryCode"`
			Expected string `xml:"EstDlvyDate"` // "2021-05-07 23:59:00 GMT-04:00"
			Events   []struct {
				Date string `xml:"Date"`
				Time string `xml:"Time"`
				Code string `xml:"ServiceEvent>EventCode"`
				Text string `xml:"ServiceEvent>Description"`
				Area string `xml:"ServiceArea>Description"`
			} `xml:"ShipmentEvent"`
		} `xml:"ShipmentInfo"`
	} `xml:"AWBInfo"`
}

type condition struct {
	Code string `xml:"ConditionCode"`
	Text string `xml:"ConditionData"`
}

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var d document
	if err := markup.XML(a.Body, &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	if d.Error != nil {
		text := strings.ToLower(d.Error.Text)
		if strings.Contains(text, "password") || strings.Contains(text, "siteid") || strings.Contains(text, "authori") {
			return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the site id or its password")
		}
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the condition %q", d.Error.Code)
	}
	if d.XMLName.Local != "TrackingResponse" || len(d.Infos) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no AWBInfo")
	}
	for _, info := range d.Infos {
		if strings.EqualFold(info.Action, "No Shipments Found") && (info.Number == "" || len(d.Infos) == 1) {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the shipment")
		}
		number, err := adapter.About(q, info.Number)
		if err != nil {
			continue
		}
		if !strings.EqualFold(info.Action, "success") {
			return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the condition %q", info.Error.Code)
		}
		tl := timeline.Timeline{
			Number:      number,
			Carrier:     slug,
			Origin:      country.Code(info.Ship.From),
			Destination: country.Code(info.Ship.To),
			ETA:         clock.Window(clock.Layouts(info.Ship.Expected, "2006-01-02 15:04:05 GMT-07:00", "2006-01-02 15:04:05"), ""),
			Source:      "https://www.dhl.com/en/express/tracking.html?AWB=" + url.QueryEscape(number),
		}
		for _, e := range info.Ship.Events {
			town, land := dhlexpress.Area(e.Area)
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:    clock.Join(clock.ISO(e.Date), e.Time),
				Status:  dhlexpress.Status(e.Code),
				Text:    e.Text,
				Place:   town,
				Country: land,
				Code:    e.Code,
			})
		}
		return tl, adapter.Legible(len(info.Ship.Events), tl.Events)
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}
