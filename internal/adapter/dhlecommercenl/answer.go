package dhlecommercenl

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	s, err := parse(q, a.Body)
	if err != nil {
		return timeline.Timeline{}, err
	}
	return s.timeline(q)
}

// shipment is one parcel of the answer's list.
type shipment struct {
	Barcode  string               `json:"barcode"`
	Barcodes lenient.List[string] `json:"barcodes"`
	Planned  lenient.Text         `json:"plannedDeliveryTimeframe"` // two moments with a slash between
	Events   *lenient.List[event] `json:"events"`
	IsReturn lenient.Bool         `json:"isReturn"`
}

// event is one scan. Both times name the same moment.
type event struct {
	Category  lenient.Text `json:"category"`
	Status    lenient.Text `json:"status"`
	Local     lenient.Text `json:"localTimestamp"` // with the offset of the place
	Timestamp lenient.Text `json:"timestamp"`      // UTC
}

// parse returns the shipment asked for, the first when no number was.
func parse(q adapter.Query, body []byte) (*shipment, error) {
	var list []shipment
	if err := adapter.JSON(body, &list); err != nil {
		return nil, err
	}
	if list == nil {
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer is no list")
	}
	for i := range list {
		s := &list[i]
		if s.Barcode == "" || s.Events == nil {
			return nil, adapter.Errorf(adapter.UnreadableAnswer, "a shipment has no barcode or no events")
		}
		for _, name := range append(s.Barcodes, s.Barcode) {
			if _, err := adapter.About(q, name); err == nil {
				return s, nil
			}
		}
	}
	if len(list) > 0 {
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
	}
	return nil, adapter.Errorf(adapter.NotFound, "the answer lists no shipment")
}

func (s *shipment) timeline(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(adapter.Query{}, s.Barcode)
	if q.Number != "" {
		number = q.Number
	}
	if err != nil {
		return timeline.Timeline{}, err
	}
	from, to, _ := strings.Cut(string(s.Planned), "/")
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		ETA:     clock.Window(clock.ISO(from), clock.ISO(to)),
		Source:  "https://my.dhlecommerce.nl/home/tracktrace/" + url.PathEscape(number),
	}
	for _, e := range *s.Events {
		at := clock.ISO(string(e.Local))
		if at == "" {
			at = clock.ISO(string(e.Timestamp))
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: at, Status: e.status(), Text: adapter.Spoken(string(e.Status)), Code: string(e.Status),
		})
	}
	if err := adapter.Legible(len(*s.Events), tl.Events); err != nil {
		return timeline.Timeline{}, err
	}
	if newest, _ := tl.Newest(); bool(s.IsReturn) && newest.Status == timeline.Delivered {
		tl.Status = timeline.Returned
	}
	return tl, nil
}
