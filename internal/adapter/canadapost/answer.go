package canadapost

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// document is the XML: details, or messages, either of them within a wrapper at times.
// Names are matched without their namespaces.
type document struct {
	XMLName xml.Name
	details
	Details  *details `xml:"tracking-detail"`
	Messages []string `xml:"message>code"`
	Wrapped  []string `xml:"messages>message>code"`
}

// details is one parcel.
type details struct {
	Pin      string `xml:"pin"`
	Service  string `xml:"service-name"`
	Expected string `xml:"expected-delivery-date"`
	Changed  string `xml:"changed-expected-date"`
	Events   []struct {
		Code     string `xml:"event-identifier"`
		Date     string `xml:"event-date"`
		Time     string `xml:"event-time"`
		Zone     string `xml:"event-time-zone"`
		Text     string `xml:"event-description"`
		Site     string `xml:"event-site"`
		Province string `xml:"event-province"`
	} `xml:"significant-events>occurrence"`
}

// web is the JSON of the page.
type web struct {
	Pin       lenient.Text `json:"pin"`
	Delivered lenient.Bool `json:"delivered"`
	Expected  lenient.Object[struct {
		Day     lenient.Text `json:"dlvryDate"`
		Revised lenient.Text `json:"revisedDate"`
	}] `json:"expectedDlvryDateTime"`
	Events *lenient.List[struct {
		Code lenient.Text `json:"cd"`
		When lenient.Object[struct {
			Date   lenient.Text `json:"date"`
			Time   lenient.Text `json:"time"`
			Offset lenient.Text `json:"zoneOffset"`
		}] `json:"datetime"`
		Where lenient.Object[struct {
			City   lenient.Text `json:"city"`
			Region lenient.Text `json:"regionCd"`
		}] `json:"locationAddr"`
		Text lenient.Text `json:"descEn"`
		Type lenient.Text `json:"type"`
	}] `json:"events"`
}

// Decode reads the parcel that an answer of either holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("<")) {
		return decodeJSON(q, a.Body)
	}
	var d document
	if err := markup.XML(a.Body, &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	if codes := append(d.Messages, d.Wrapped...); len(codes) > 0 {
		return timeline.Timeline{}, refusal(codes[0])
	}
	p := d.Details
	if p == nil && d.XMLName.Local == "tracking-detail" {
		p = &d.details
	}
	if p == nil || p.Pin == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no tracking-detail")
	}
	number, err := adapter.About(q, p.Pin)
	if err != nil {
		return timeline.Timeline{}, err
	}
	expected := clock.ISO(p.Changed)
	if expected == "" {
		expected = clock.ISO(p.Expected)
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Service: p.Service,
		ETA:     clock.Window(expected, ""),
		Source:  page(number),
	}
	for _, e := range p.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.At(clock.Join(clock.ISO(e.Date), e.Time), zones[strings.TrimSpace(e.Zone)]),
			Status: eventStatus(e.Code, ""),
			Text:   e.Text,
			Place:  e.Site + ", " + e.Province,
			Code:   e.Code,
		})
	}
	return finish(tl, len(p.Events))
}

func decodeJSON(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var p web
	if err := adapter.JSON(body, &p); err != nil {
		return timeline.Timeline{}, err
	}
	if p.Events == nil || p.Pin == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no pin or no events")
	}
	number, err := adapter.About(q, string(p.Pin))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		ETA:     clock.Window(clock.ISO(lenient.First(p.Expected.V.Revised, p.Expected.V.Day)), ""),
		Source:  page(number),
	}
	for _, e := range *p.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.At(clock.Join(clock.ISO(string(e.When.V.Date)), string(e.When.V.Time)), string(e.When.V.Offset)),
			Status: eventStatus(string(e.Code), string(e.Type)),
			Text:   string(e.Text),
			Place:  string(e.Where.V.City) + ", " + string(e.Where.V.Region),
			Code:   string(e.Code),
		})
	}
	return finish(tl, len(*p.Events))
}

// finish lets rows that only record a signature leave the parcel where it is.
func finish(tl timeline.Timeline, rows int) (timeline.Timeline, error) {
	adapter.Carry(&tl, func(e timeline.Event) bool { return strings.TrimLeft(e.Code, "0") == "20" })
	return tl, adapter.Legible(rows, tl.Events)
}

// refusal reads a message.
func refusal(code string) error {
	switch code {
	case "004":
		return adapter.Errorf(adapter.NotFound, "the carrier has no history of the parcel")
	case "E002":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	case "Server":
		return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the message %q", code)
}

func page(number string) string {
	return "https://www.canadapost-postescanada.ca/track-reperage/en#/details/" + url.PathEscape(number)
}
