package bpost

import (
	"bytes"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// Decode reads the item that an answer of either service holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("<")) {
		return decodeXML(q, a.Body)
	}
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Error == "NO_DATA_FOUND", in.Items != nil && len(*in.Items) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such item")
	case in.Items == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no items")
	}
	var found adapter.Shipments
	for _, i := range *in.Items {
		if i.Events != nil {
			found.Add(q, lenient.First(i.Code, i.Search), i.timeline)
		}
	}
	return found.Latest()
}

// answer is the JSON of the page.
type answer struct {
	Items *[]item      `json:"items"`
	Error lenient.Text `json:"error"`
}

// item is one parcel.
type item struct {
	Code   lenient.Text `json:"itemCode"`
	Search lenient.Text `json:"searchCode"`
	Back   lenient.Bool `json:"retourOrBackToSender"`
	Step   lenient.Object[struct {
		Known lenient.Text `json:"knownProcessStep"`
	}] `json:"activeStep"`
	Expected lenient.Object[struct {
		Day lenient.Text `json:"day"`
	}] `json:"expectedDeliveryTimeRange"`
	Events *lenient.List[event] `json:"events"`
}

// event is one row, newest first.
type event struct {
	Date  lenient.Text `json:"date"`
	Time  lenient.Text `json:"time"`
	Place lenient.Object[struct {
		Name    lenient.Text `json:"locationName"`
		Country lenient.Text `json:"countryCode"`
	}] `json:"location"`
	Key lenient.Object[struct {
		EN, FR, NL, DE lenient.Object[struct {
			Text lenient.Text `json:"description"`
		}]
	}] `json:"key"`
}

func (i item) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Status:  steps[string(i.Step.V.Known)],
		ETA:     clock.Window(clock.ISO(string(i.Expected.V.Day)), ""),
		Source:  page(number),
	}
	for _, e := range *i.Events {
		k := e.Key.V
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.Join(clock.ISO(string(e.Date)), string(e.Time)),
			Text:    lenient.First(k.EN.V.Text, k.NL.V.Text, k.FR.V.Text, k.DE.V.Text),
			Place:   string(e.Place.V.Name),
			Country: country.Code(string(e.Place.V.Country)),
		})
	}
	if i.Back && tl.Status == timeline.Delivered {
		tl.Status = timeline.Returned
	} else if i.Back {
		tl.Status = timeline.ReturnToSender
	}
	return tl, adapter.Legible(len(*i.Events), tl.Events)
}

// steps gives the meaning of the step that the page shows as the present one. Those for
// "moving" are left to the newest row, which says more.
var steps = map[string]timeline.Status{
	"DELIVERED":                timeline.Delivered,
	"PICKED_UP_IN_POST_OFFICE": timeline.Delivered,
	"AVAILABLE_IN_POST_OFFICE": timeline.AvailableForPickup,
	"OUT_FOR_DELIVERY":         timeline.OutForDelivery,
}

// document is the XML of the service for shippers: an item, or an exception.
type document struct {
	Code    string  `xml:"itemCode"`
	Message *string `xml:"message"`
	States  []struct {
		Time string `xml:"time"`
		Code string `xml:"stateCode"`
		Text string `xml:"stateDescription"`
	} `xml:"stateInfo"`
}

func decodeXML(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var d document
	if err := markup.XML(body, &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case d.Message != nil && d.Code == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	case d.Code == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no itemCode")
	}
	number, err := adapter.About(q, d.Code)
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: page(number)}
	for _, s := range d.States {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(s.Time),
			Status: stateOf(s.Code),
			Text:   s.Text,
			Code:   s.Code,
		})
	}
	return tl, adapter.Legible(len(d.States), tl.Events)
}

// states gives the meaning of the codes of the XML.
var states = map[string]timeline.Status{
	"B04": timeline.InTransit, "N14": timeline.InTransit, "T00": timeline.ArrivedSorting,
	"L00": timeline.OutForDelivery,
	"N74": timeline.AvailableForPickup, "R13": timeline.AvailableForPickup,
	"B18": timeline.ReturnToSender, "B23": timeline.ReturnToSender, "B24": timeline.ReturnToSender,
	"B28": timeline.ReturnToSender,
	"R11": timeline.Incident, "R12": timeline.Incident, "S00": timeline.Incident,
}

// groups gives the meaning of how a code begins.
var groups = []struct {
	prefix string
	status timeline.Status
}{

	{"P", timeline.PendingPickup}, {"U0", timeline.Delivered}, {"R0", timeline.InTransit},
	{"N", timeline.AttemptFailed}, {"B", timeline.AttemptFailed}, {"I", timeline.CustomsInProgress},
}

func stateOf(code string) timeline.Status {
	if s, ok := states[code]; ok {
		return s
	}
	for _, g := range groups {
		if strings.HasPrefix(code, g.prefix) {
			return g.status
		}
	}
	return ""
}
