// Package austrianpost reads the Austrian post by the GraphQL service behind its
// tracking page, which needs no key. An unknown number is answered with null.
package austrianpost

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Adapter asks the Austrian post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.post.at"
	slug = "austrian-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: "austrian-post", Carriers: []string{slug}, Hosts: []string{host}, Evidence: adapter.Synthetic}
}

const query = `query($number:String!){einzelsendung(sendungsnummer:$number){sendungsnummer status estimatedDelivery{startDate endDate} sendungsEvents{timestamp status reasontypecode trackingDesc eventPlaceName eventPostalcode eventCountry}}}`

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostJSON(ctx, "https://"+host+"/sendungen/sv/graphqlPublic", map[string]any{
		"query": query, "variables": map[string]string{"number": q.Number},
	})
}

// answer is the upstream's JSON.
type answer struct {
	Data *struct {
		Parcel *parcel `json:"einzelsendung"` // null for an unknown number
	} `json:"data"`
}

// parcel is one parcel.
type parcel struct {
	Number   lenient.Text `json:"sendungsnummer"`
	Status   lenient.Text `json:"status"`
	Expected lenient.Object[struct {
		From lenient.Text `json:"startDate"`
		To   lenient.Text `json:"endDate"`
	}] `json:"estimatedDelivery"`
	Rows lenient.List[struct {
		Time    lenient.Text `json:"timestamp"`
		Status  lenient.Text `json:"status"`
		Reason  lenient.Text `json:"reasontypecode"`
		Text    lenient.Text `json:"trackingDesc"` // may be null
		Place   lenient.Text `json:"eventPlaceName"`
		Country lenient.Text `json:"eventCountry"`
	}] `json:"sendungsEvents"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Data == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no data")
	case in.Data.Parcel == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	p := in.Data.Parcel
	number, err := adapter.About(q, string(p.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Status: items[string(p.Status)],
		ETA:    clock.Window(clock.ISO(string(p.Expected.V.From)), clock.ISO(string(p.Expected.V.To))),
		Source: "https://www.post.at/s/sendungsdetails?snr=" + url.QueryEscape(number),
	}
	for _, r := range p.Rows {
		code := string(r.Status)
		if r.Reason != "" {
			code += "/" + string(r.Reason)
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(r.Time)), Status: eventStatus(string(r.Status), code), Text: string(r.Text), Place: string(r.Place),
			Country: country.Code(string(r.Country)), Code: code,
		})
	}
	return tl, adapter.Legible(len(p.Rows), tl.Events)
}

// items gives the meaning of the parcel's own status.
var items = map[string]timeline.Status{
	"AV": timeline.PendingPickup, "VT": timeline.PendingPickup,
	"BEI": timeline.InTransit, "IV": timeline.InTransit, "IT": timeline.InTransit, "BNT": timeline.InTransit,
	"ZT": timeline.OutForDelivery, "AZT": timeline.OutForDelivery,
	"ZU": timeline.Delivered, "IZ": timeline.Delivered,
	"HI": timeline.AvailableForPickup, "AB": timeline.AvailableForPickup,
	"RE": timeline.ReturnToSender,
}

// statuses gives the meaning of a row's status, reasons those of one with a reason.
var (
	reasons = map[string]timeline.Status{
		"BNT/2074": timeline.PickedUp, "BNT/2046": timeline.HandedToLocal, "RU/HB": timeline.AttemptFailed, "RU/FA": timeline.ReturnToSender,
	}
	statuses = map[string]timeline.Status{
		"AV": timeline.PendingPickup, "VT": timeline.PendingPickup,
		"BEI": timeline.ArrivedSorting, "IV": timeline.ArrivedSorting,
		"BNT": timeline.InTransit, "IT": timeline.InTransit,
		"EXP": timeline.DepartedOrigin,
		"AZT": timeline.OutForDelivery, "ZT": timeline.OutForDelivery,
		"RU": timeline.AttemptFailed,
		"IZ": timeline.Delivered, "ZU": timeline.Delivered,
		"HI": timeline.AvailableForPickup, "AB": timeline.AvailableForPickup,
		"RE": timeline.ReturnToSender,
	}
)

func eventStatus(status, code string) timeline.Status {
	if s, ok := reasons[code]; ok {
		return s
	}
	return statuses[status]
}
