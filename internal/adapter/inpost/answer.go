package inpost

import (
	"bytes"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads an answer of ShipX, or of either of the carrier's pages.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	p, err := parse(a.Body)
	if err != nil {
		return timeline.Timeline{}, err
	}
	return p.timeline(q)
}

// answer is one parcel, in the words of ShipX, of the group's page (details) or of the
// Polish one (events).
type answer struct {
	Number  lenient.Text       `json:"tracking_number"`
	Service lenient.Text       `json:"service"`
	Status  lenient.Text       `json:"status"`
	Rows    *lenient.List[row] `json:"tracking_details"`
	Expires lenient.Text       `json:"expiry_date"`
	Error   lenient.Text       `json:"error"`

	GroupNumber lenient.Text       `json:"trackingNumber"`
	GroupRows   *lenient.List[row] `json:"trackingDetails"`

	MainNumber lenient.Text       `json:"mainTrackingNumber"`
	Events     *lenient.List[row] `json:"events"`
}

// row is one row of any of the three.
type row struct {
	Status   lenient.Text `json:"status"`
	Time     lenient.Text `json:"datetime"`
	Title    lenient.Text `json:"statusTitle"`
	Place    lenient.Text `json:"place"`
	Code     lenient.Text `json:"eventCode"`
	At       lenient.Text `json:"timestamp"`
	Event    lenient.Text `json:"eventTitle"`
	Location lenient.Text `json:"location"`
}

func parse(body []byte) (*answer, error) {
	if trimmed := bytes.TrimSpace(body); bytes.HasPrefix(trimmed, []byte("[")) {
		var list []answer
		if err := adapter.JSON(trimmed, &list); err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer is an empty list")
		}
		return &list[0], nil
	}
	var a answer
	if err := adapter.JSON(body, &a); err != nil {
		return nil, err
	}
	if a.Error == "resource_not_found" {
		return nil, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	return &a, nil
}

func (a *answer) timeline(q adapter.Query) (timeline.Timeline, error) {
	rows := a.Rows
	for _, other := range []*lenient.List[row]{a.GroupRows, a.Events} {
		if rows == nil {
			rows = other
		}
	}
	if rows == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no rows")
	}
	number, err := adapter.About(q, lenient.First(a.Number, a.GroupNumber, a.MainNumber))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:   number,
		Carrier:  slug,
		Service:  string(a.Service),
		PickupBy: clock.Day(clock.ISO(string(a.Expires))),
		Status:   statusOf(string(a.Status)),
		Source:   "https://inpost.pl/sledzenie-przesylek?number=" + url.QueryEscape(number),
	}
	for _, r := range *rows {
		code := lenient.First(r.Status, r.Code)
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(lenient.First(r.Time, r.At)),
			Status: statusOf(code),
			Code:   code,
			Text:   lenient.First(string(r.Title), string(r.Event), adapter.Spoken(code)),
			Place:  lenient.First(r.Place, r.Location),
		})
	}
	return tl, adapter.Legible(len(*rows), tl.Events)
}
