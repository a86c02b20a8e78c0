package austrianpost

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

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
			Time:    clock.ISO(string(r.Time)),
			Status:  eventStatus(string(r.Status), code),
			Text:    string(r.Text),
			Place:   string(r.Place),
			Country: country.Code(string(r.Country)),
			Code:    code,
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
		"BNT/2074": timeline.PickedUp, "BNT/2046": timeline.HandedToLocal, "RU/HB": timeline.AttemptFailed,
		"RU/FA": timeline.ReturnToSender,
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
