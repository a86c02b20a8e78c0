// Package packeta reads Packeta, known as Zásilkovna too.
//
// The upstream is the JSON behind the carrier's tracking page, which needs no key. Its
// traps: rows have a text and a local time and nothing else, and the numbers of the
// parcel's status are not those of the carrier's API for shippers.
package packeta

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Adapter asks Packeta. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "tracking.packeta.com"
	slug = "packeta"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "packeta", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
}

// langs are the languages that the upstream has.
var langs = map[string]bool{"en": true, "cs": true, "sk": true, "hu": true, "ro": true}

// Request asks for one number, which the upstream wants without the Z on the label.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang, _, _ := strings.Cut(strings.ToLower(q.Lang), "-")
	if !langs[lang] {
		lang = "en"
	}
	number := strings.TrimPrefix(strings.ToUpper(q.Number), "Z")
	return adapter.PostJSON(ctx, "https://"+host+"/api/getPacketById/"+url.PathEscape(number)+"/"+lang, map[string]string{"id": q.Number})
}

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
	tl := timeline.Timeline{Number: number, Carrier: slug, Status: statuses[string(in.Item.Status)], Source: "https://tracking.packeta.com/en/?id=" + url.QueryEscape(number)}
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
