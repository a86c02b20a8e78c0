package aramex

import (
	"bytes"
	"net/url"
	"regexp"
	"strconv"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON, and its XML.
type answer struct {
	Errors  *bool    `json:"HasErrors"`
	Notes   []note   `json:"Notifications"`
	Results []result `json:"TrackingResults"`
	Unknown []string `json:"NonExistingWaybills"`
}

type note struct {
	Code string `json:"Code" xml:"Code"`
}

type result struct {
	Number string `json:"Key"`
	Rows   []row  `json:"Value"`
}

type row struct {
	Code  lenient.Text `json:"UpdateCode" xml:"UpdateCode"`
	Text  lenient.Text `json:"UpdateDescription" xml:"UpdateDescription"`
	Time  lenient.Text `json:"UpdateDateTime" xml:"UpdateDateTime"`
	Place lenient.Text `json:"UpdateLocation" xml:"UpdateLocation"`
}

// envelope is the SOAP answer. Names are matched without their namespaces.
type envelope struct {
	Response *struct {
		Errors  string   `xml:"HasErrors"`
		Notes   []note   `xml:"Notifications>Notification"`
		Unknown []string `xml:"NonExistingWaybills>string"`
		Results []struct {
			Number string `xml:"Key"`
			Rows   []row  `xml:"Value>TrackingResult"`
		} `xml:"TrackingResults>KeyValueOfstringArrayOfTrackingResultmFAkxlpY"`
	} `xml:"Body>ShipmentTrackingResponse"`
}

// read reads an answer of either service.
func read(body []byte) (answer, error) {
	var in answer
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")) {
		err := adapter.JSON(body, &in)
		if err == nil && in.Errors == nil {
			err = adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say whether there are errors")
		}
		return in, err
	}
	var e envelope
	if err := markup.XML(body, &e); err != nil {
		return in, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	if e.Response == nil || e.Response.Errors == "" {
		return in, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no ShipmentTrackingResponse")
	}
	failed := e.Response.Errors == "true"
	in = answer{Errors: &failed, Notes: e.Response.Notes, Unknown: e.Response.Unknown}
	for _, r := range e.Response.Results {
		in.Results = append(in.Results, result{r.Number, r.Rows})
	}
	return in, nil
}

// Decode reads the waybill that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	in, err := read(a.Body)
	if err != nil {
		return timeline.Timeline{}, err
	}
	if *in.Errors {
		return timeline.Timeline{}, refusal(in.Notes)
	}
	for _, r := range in.Results {
		number, err := adapter.About(q, r.Number)
		if err != nil {
			continue
		}
		tl := timeline.Timeline{
			Number:  number,
			Carrier: slug,
			Source:  "https://www.aramex.com/track/results?" + url.Values{"ShipmentNumber": {number}}.Encode(),
		}
		for _, e := range r.Rows {
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:   moment(string(e.Time)),
				Status: codes[string(e.Code)],
				Text:   string(e.Text),
				Place:  string(e.Place),
				Code:   string(e.Code),
			})
		}
		return tl, adapter.Legible(len(r.Rows), tl.Events)
	}
	for _, unknown := range in.Unknown {
		if _, err := adapter.About(q, unknown); err == nil {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the waybill")
		}
	}
	if len(in.Results) == 0 && len(in.Unknown) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no waybill")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads the notes of an answer with errors.
func refusal(notes []note) error {
	for _, n := range notes {
		switch n.Code {
		case "ERR01", "ERR52":
			return adapter.Errorf(adapter.NeedsKey, "the carrier refused the account")
		}
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

var ticks = regexp.MustCompile(`^/Date\((-?\d+)([+-]\d{4})?\)/$`)

// moment reads "/Date(1451893680000+0300)/" and the ISO form of the SOAP answer.
func moment(s string) timeline.Time {
	m := ticks.FindStringSubmatch(s)
	if m == nil {
		return clock.ISO(s)
	}
	ms, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return ""
	}
	return clock.In(clock.Millis(ms), m[2])
}

// codes gives the meaning of the codes of updates. Others are read by their wording.
var codes = map[string]timeline.Status{
	"SH001": timeline.PendingPickup, "SH014": timeline.PendingPickup, "SH012": timeline.PickedUp,
	"SH047": timeline.PickedUp,
	"SH022": timeline.ArrivedSorting, "SH110": timeline.ArrivedSorting, "SH003": timeline.OutForDelivery,
	"SH005": timeline.Delivered, "SH006": timeline.Delivered, "SH007": timeline.Delivered,
	"SH154": timeline.Delivered, "SH234": timeline.Delivered, "SH496": timeline.Delivered,
	"SH008": timeline.AttemptFailed, "SH033": timeline.AttemptFailed, "SH160": timeline.CustomsInProgress,
	"SH035": timeline.CustomsInProgress, "SH043": timeline.CustomsCleared,
	"SH069": timeline.ReturnToSender, "SH474": timeline.ReturnToSender, "SH239": timeline.Returned,
	"SH156": timeline.Incident,
}
