package tnt

import (
	"encoding/xml"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// document is the answer.
type document struct {
	XMLName xml.Name
	Error   *struct {
		Code string `xml:"Code"`
	} `xml:"Error"`
	Consignments []consignment `xml:"Consignment"`
}

// consignment is one of those that have a number.
type consignment struct {
	Number  string `xml:"ConsignmentNumber"`
	Summary string `xml:"SummaryCode"`
	From    string `xml:"OriginCountry>CountryCode"`
	To      string `xml:"DestinationCountry>CountryCode"`
	Rows    []struct {
		Code  string `xml:"StatusCode"`
		Text  string `xml:"StatusDescription"`
		Date  string `xml:"LocalEventDate"`
		Time  string `xml:"LocalEventTime"`
		Depot string `xml:"DepotName"`
	} `xml:"StatusData"`
}

// Decode reads, of the consignments asked for, the one with the newest scan.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var d document
	if err := markup.XML(a.Body, &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case d.XMLName.Local != "TrackResponse":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is no TrackResponse")
	case d.Error != nil && d.Error.Code == "9000":
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the login")
	case d.Error != nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the error %q", d.Error.Code)
	case len(d.Consignments) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no consignment")
	}
	var found adapter.Shipments
	for _, c := range d.Consignments {
		found.Add(q, strings.TrimSpace(c.Number), c.timeline)
	}
	return found.Latest()
}

func (c consignment) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Status:      summaries[c.Summary],
		Origin:      country.Code(c.From),
		Destination: country.Code(c.To),
		Source:      "https://www.tnt.com/express/en_gb/site/shipping-tools/tracking.html?" + url.Values{"searchType": {"con"}, "cons": {number}}.Encode(),
	}
	for _, r := range c.Rows {
		status := timeline.Status("")
		if r.Code == "OK" {
			status = timeline.Delivered
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.Join(clock.Layout("20060102", r.Date), r.Time),
			Status: status,
			Text:   r.Text,
			Place:  r.Depot,
			Code:   r.Code,
		})
	}
	return tl, adapter.Legible(len(c.Rows), tl.Events)
}

// summaries gives the meaning of the consignment's own code.
var summaries = map[string]timeline.Status{"DEL": timeline.Delivered, "INT": timeline.InTransit, "EXC": timeline.Incident}
