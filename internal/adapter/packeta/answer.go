package packeta

import (
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON.
type answer struct {
	Item *struct {
		Barcode lenient.Text `json:"barcode"`
		Status  lenient.Text `json:"packetStatusId"`
		Rows    *lenient.List[struct {
			Text lenient.Text `json:"text"`
			Time lenient.Text `json:"time"`
		}] `json:"trackingDetails"`
	} `json:"item"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if a.Status == http.StatusBadRequest || a.Status == http.StatusNotFound {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Item == nil || in.Item.Rows == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no item, or no trackingDetails")
	}
	asked := q
	asked.Number = strings.TrimPrefix(strings.ToUpper(q.Number), "Z")
	number, err := adapter.About(asked, strings.TrimPrefix(string(in.Item.Barcode), "Z"))
	if err != nil {
		return timeline.Timeline{}, err
	}
	if q.Number != "" {
		number = q.Number
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Status:  statuses[string(in.Item.Status)],
		Source:  "https://tracking.packeta.com/en/?id=" + url.QueryEscape(number),
	}
	for _, r := range *in.Item.Rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{Time: clock.ISO(string(r.Time)), Text: string(r.Text)})
	}
	return tl, adapter.Legible(len(*in.Item.Rows), tl.Events)
}

// statuses gives the meaning of the page's numbers.
var statuses = map[string]timeline.Status{
	"1":  timeline.ArrivedSorting,
	"2":  timeline.AvailableForPickup,
	"3":  timeline.Delivered,
	"21": timeline.Incident, // lost
	"31": timeline.InTransit, "997": timeline.InTransit,
}
