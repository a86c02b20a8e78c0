package meest

import (
	"encoding/xml"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// document is the answer.
type document struct {
	XMLName xml.Name
	Rows    []struct {
		Own     string `xml:"ShipmentNumberSender"`
		Transit string `xml:"ShipmentNumberTransit"`
		Time    string `xml:"DateTimeAction"`
		Country string `xml:"Country"`
		City    string `xml:"City"`
		Code    string `xml:"StatusCode"`
		Action  string `xml:"ActionId"`
		EN      string `xml:"ActionMessages_EN"`
		UA      string `xml:"ActionMessages_UA"`
		RU      string `xml:"ActionMessages_RU"`
	} `xml:"result_table>items"`
	Error string `xml:"errors>code"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var d document
	if err := markup.XML(a.Body, &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case d.XMLName.Local != "return" || d.Error == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say whether there was an error")
	case d.Error == "100":
		return timeline.Timeline{}, adapter.Errorf(adapter.UpstreamUnavailable, "the service could not reach its own")
	case d.Error != "000":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the error %q", d.Error)
	case len(d.Rows) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no event")
	}
	number, err := adapter.About(q, d.Rows[0].Own)
	if err != nil {
		if number, err = adapter.About(q, d.Rows[0].Transit); err != nil {
			return timeline.Timeline{}, err
		}
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		NextLeg: adapter.Next(number, "", d.Rows[0].Transit),
		Source:  "https://t.meest-group.com/n/" + number,
	}
	for _, r := range d.Rows {
		status := timeline.Status("")
		if r.Code == "606" {
			status = timeline.ArrivedLocal
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(strings.ReplaceAll(r.Time, ": ", ":")),
			Status:  status,
			Text:    lenient.First(r.EN, r.UA, r.RU),
			Place:   r.City,
			Country: country.Code(r.Country),
			Code:    lenient.First(r.Code, r.Action),
		})
	}
	return tl, adapter.Legible(len(d.Rows), tl.Events)
}
