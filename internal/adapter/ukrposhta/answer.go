package ukrposhta

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// event is one row.
type event struct {
	Barcode lenient.Text `json:"barcode"`
	Time    lenient.Text `json:"date"`
	Office  lenient.Text `json:"name"`
	Code    lenient.Text `json:"event"`
	Text    lenient.Text `json:"eventName"`
	Country lenient.Text `json:"country"`
}

// answer is the JSON about several numbers, or an error.
type answer struct {
	Found   found        `json:"found"`
	Missing *[]string    `json:"notFound"`
	Code    lenient.Text `json:"code"`
	Message lenient.Text `json:"message"`
}

// found are the rows of an object of numbers, in the order of the answer.
type found [][]event

// UnmarshalJSON reads the values of an object one by one, since a map would lose their
// order.
func (f *found) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return err
	}
	for d.More() {
		var rows []event
		if _, err := d.Token(); err != nil {
			return err
		}
		if err := d.Decode(&rows); err != nil {
			return err
		}
		*f = append(*f, rows)
	}
	return nil
}

// Decode reads the rows about the number.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("[")) {
		var rows []event
		if err := adapter.JSON(a.Body, &rows); err != nil {
			return timeline.Timeline{}, err
		}
		return about(q, rows)
	}
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	for _, rows := range in.Found {
		if len(rows) == 0 {
			continue
		}
		if _, err := adapter.About(q, string(rows[0].Barcode)); err == nil {
			return about(q, rows)
		}
	}
	switch {
	case in.Missing != nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the item")
	case in.Code == "" && in.Message == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has neither events nor an error")
	case strings.HasPrefix(string(in.Code), "9009"):
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case a.Status == http.StatusNotFound || in.Code == "404" || strings.Contains(strings.ToLower(string(in.Message)), "not found"):
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the item")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

func about(q adapter.Query, rows []event) (timeline.Timeline, error) {
	if len(rows) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier lists no event yet")
	}
	if rows[0].Barcode == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the events name no barcode")
	}
	number, err := adapter.About(q, string(rows[0].Barcode))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Source:  "https://track.ukrposhta.ua/tracking_UA.html?" + url.Values{"barcode": {number}}.Encode(),
	}
	for _, e := range rows {
		status := statusOf(string(e.Code))
		if status == timeline.Delivered && strings.HasPrefix(string(e.Text), "Return:") {
			status = timeline.Returned
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(e.Time)),
			Status:  status,
			Text:    string(e.Text),
			Place:   string(e.Office),
			Country: land(string(e.Country)),
			Code:    string(e.Code),
		})
	}
	return tl, adapter.Legible(len(rows), tl.Events)
}

func land(name string) string {
	if name == "Україна" {
		return "UA"
	}
	return country.Code(name)
}

// codes gives the meaning of the codes of events.
var codes = map[string]timeline.Status{
	"10601": timeline.PendingPickup, "10602": timeline.PendingPickup,
	"20700": timeline.ArrivedSorting, "20800": timeline.DepartedSorting, "20900": timeline.InTransit,
	"21100": timeline.InTransit, "21400": timeline.ArrivedLocal,
	"21500": timeline.InTransit, "21600": timeline.OutForDelivery, "31500": timeline.OutForDelivery,
	"21700": timeline.AvailableForPickup,
	"31100": timeline.AttemptFailed, "31300": timeline.AttemptFailed, "31400": timeline.AttemptFailed,
	"31200": timeline.ReturnToSender,
	"41000": timeline.Delivered, "41010": timeline.Delivered, "48000": timeline.Delivered,
	"71000": timeline.CustomsInProgress, "72000": timeline.CustomsCleared,
}

// statusOf reads a code, else the group of its first digits.
func statusOf(code string) timeline.Status {
	if s, ok := codes[code]; ok {
		return s
	}
	switch {
	case len(code) != 5:
		return ""
	case code >= "10000" && code <= "10300":
		return timeline.PickedUp
	case code[0] == '6' || code[0] == '7':
		return adapter.Perhaps(timeline.CustomsInProgress)
	case code[0] == '2':
		return adapter.Perhaps(timeline.InTransit)
	}
	return ""
}
