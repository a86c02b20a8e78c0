// Package swisspost reads the Swiss post by the services behind its tracking page, which
// need no key but a session.
//
// One parcel takes five questions: a session, a search, its result, the events, and the
// texts, which stand apart from the events under a code with stars in it.
package swisspost

import (
	"context"
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

// Adapter asks the Swiss post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Multistep = Adapter{}

const (
	host = "service.post.ch"
	slug = "swiss-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "swiss-post", Carriers: []string{slug}, Hosts: []string{"service.post.ch"}, Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, base+"/api/user", nil)
}

const base = "https://" + host + "/ekp-web"

// Ask walks through the session and joins what it learns into one answer, with the
// members shipment, events and translations.
func (a Adapter) Ask(ctx context.Context, q adapter.Query, send adapter.Send) (adapter.Answer, error) {
	req, err := a.Request(ctx, q)
	if err != nil {
		return adapter.Answer{}, err
	}
	opened, err := send(req)
	if err != nil {
		return adapter.Answer{}, err
	}
	var user struct {
		ID string `json:"userIdentifier"`
	}
	if err := adapter.JSON(opened.Body, &user); err != nil || user.ID == "" {
		return opened, nil // Decode and the status say what it is
	}
	session := url.Values{"userId": {user.ID}}
	cookies := (&http.Response{Header: opened.Header}).Cookies()
	next := func(req *http.Request, err error, into any) (adapter.Answer, error) {
		if err != nil {
			return adapter.Answer{}, err
		}
		req.Header.Set("X-Csrf-Token", opened.Header.Get("X-Csrf-Token"))
		for _, c := range cookies {
			req.AddCookie(c)
		}
		ans, err := send(req)
		if err == nil {
			err = adapter.JSON(ans.Body, into)
		}
		return ans, err
	}
	var search struct {
		Hash string `json:"hash"`
	}
	req, err = adapter.PostJSON(ctx, base+"/api/history?"+session.Encode(), map[string]string{"searchQuery": q.Number})
	if ans, err := next(req, err, &search); err != nil {
		return ans, err
	}
	var found []json.RawMessage
	req, err = adapter.Get(ctx, base+"/api/history/not-included/"+url.PathEscape(search.Hash), session)
	if ans, err := next(req, err, &found); err != nil {
		return ans, err
	}
	if len(found) == 0 {
		return adapter.Answer{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	var shipment struct {
		Identity string `json:"identity"`
	}
	if err := adapter.JSON(found[0], &shipment); err != nil {
		return adapter.Answer{}, err
	}
	var joined struct {
		Shipment     json.RawMessage   `json:"shipment"`
		Events       []json.RawMessage `json:"events"`
		Translations json.RawMessage   `json:"translations"`
	}
	joined.Shipment = found[0]
	req, err = adapter.Get(ctx, base+"/api/shipment/id/"+url.PathEscape(shipment.Identity)+"/events", nil)
	if ans, err := next(req, err, &joined.Events); err != nil {
		return ans, err
	}
	req, err = adapter.Get(ctx, base+"/core/rest/translations/en/shipment-text-messages", nil)
	if ans, err := next(req, err, &joined.Translations); err != nil {
		return ans, err
	}
	body, err := json.Marshal(joined)
	return adapter.Answer{Status: http.StatusOK, Body: body}, err
}

// answer is what Ask joined.
type answer struct {
	Shipment *struct {
		Number lenient.Text `json:"shipmentNumber"`
		UPU    lenient.Text `json:"internationalBarcode"`
		Status lenient.Text `json:"globalStatus"`
		Day    lenient.Text `json:"calculatedDeliveryDate"`
		Range  lenient.Object[struct {
			From lenient.Text `json:"start"`
			To   lenient.Text `json:"end"`
		}] `json:"deliveryRange"`
		To lenient.Text `json:"recipientCountry"`
	} `json:"shipment"`
	Events lenient.List[struct {
		Code lenient.Text `json:"eventCode"` // "PARCEL.*.1.1003"
		Time lenient.Text `json:"timestamp"`
		City lenient.Text `json:"city"`
	}] `json:"events"`
	Texts map[string]lenient.Text `json:"translations"`
}

// Decode reads the parcel that the joined answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	s := in.Shipment
	if s == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no shipment")
	}
	number, err := adapter.About(q, string(s.Number))
	if err != nil {
		if number, err = adapter.About(q, string(s.UPU)); err != nil {
			return timeline.Timeline{}, err
		}
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Status: statuses[string(s.Status)], Destination: country.Code(string(s.To)),
		ETA:    clock.Window(clock.ISO(string(s.Range.V.From)), clock.ISO(string(s.Range.V.To))),
		Source: "https://service.post.ch/ekp-web/ui/entry/search/" + url.PathEscape(number),
	}
	if tl.ETA == nil {
		tl.ETA = clock.Window(clock.ISO(string(s.Day)), "")
	}
	for _, e := range in.Events {
		code := string(e.Code)
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(e.Time)), Status: events[code[strings.LastIndexByte(code, '.')+1:]], Text: in.text(code), Place: string(e.City), Code: code,
		})
	}
	return tl, adapter.Legible(len(in.Events), tl.Events)
}

// text finds the words of an event: those of its code, else of the code with a star for
// its second part, else the code itself.
func (in answer) text(code string) string {
	parts := strings.Split(code, ".")
	if len(parts) > 1 {
		parts[1] = "*"
	}
	starred := strings.Join(parts, ".")
	return lenient.First(in.Texts[code+".INLAND"], in.Texts[code], in.Texts[starred+".INLAND"], in.Texts[starred])
}

// statuses gives the meaning of the parcel's status.
var statuses = map[string]timeline.Status{
	"ANNOUNCED": timeline.PendingPickup, "DATA_TRANSMITTED": timeline.PendingPickup,
	"IN_TRANSIT": timeline.InTransit, "SORTED": timeline.InTransit, "MAILED": timeline.InTransit,
	"IN_DELIVERY": timeline.OutForDelivery, "AWAITING_PICKUP": timeline.AvailableForPickup, "PICK_UP": timeline.AvailableForPickup,
	"DELIVERED": timeline.Delivered, "FAILED_DELIVERY": timeline.AttemptFailed, "MISSED": timeline.AttemptFailed,
	"RETURNED": timeline.ReturnToSender, "RETURN": timeline.ReturnToSender, "IN_CUSTOMS": timeline.CustomsInProgress,
}

// events gives the meaning of the last number of a code. Others are read by their words.
var events = map[string]timeline.Status{
	"600": timeline.PendingPickup, "100": timeline.PickedUp, "200": timeline.PickedUp, "912": timeline.PickedUp,
	"803": timeline.ArrivedSorting, "800": timeline.ArrivedSorting, "820": timeline.InTransit, "812": timeline.ArrivedLocal,
	"915": timeline.OutForDelivery, "1003": timeline.OutForDelivery, "4000": timeline.Delivered, "40": timeline.Delivered, "4100": timeline.Delivered,
	"916": timeline.AttemptFailed, "3110": timeline.AttemptFailed, "4500": timeline.AvailableForPickup,
}
