package sfexpress

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the JSON of the platform, or of the page.
type answer struct {
	Code lenient.Text `json:"apiResultCode"`
	Data lenient.Text `json:"apiResultData"` // JSON as text

	Success *bool              `json:"success"`
	Parcels *lenient.List[web] `json:"result"`
}

// inner is the JSON within the platform's answer.
type inner struct {
	Success *bool `json:"success"`
	Data    lenient.Object[struct {
		Parcels *[]struct {
			Number lenient.Text        `json:"mailNo"`
			Routes lenient.List[route] `json:"routes"`
		} `json:"routeResps"`
	}] `json:"msgData"`
}

// route is one row.
type route struct {
	Time  lenient.Text `json:"acceptTime"`
	Place lenient.Text `json:"acceptAddress"`
	Scan  lenient.Text `json:"scanDateTime"`
	Zone  lenient.Text `json:"zoneCode"`
	Text  lenient.Text `json:"remark"`
	Code  lenient.Text `json:"opCode"`
}

// web is a parcel of the page.
type web struct {
	Number  lenient.Text `json:"id"`
	Promise lenient.Object[struct {
		Time lenient.Text `json:"promiseTime"`
	}] `json:"pisDeliveryTm"`
	Routes lenient.List[route] `json:"routes"`
}

// Decode reads the parcel that an answer of either holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Code == "" {
		return in.page(q)
	}
	if in.Code != "A1000" {
		return timeline.Timeline{}, refusal(string(in.Code))
	}
	var data inner
	if err := adapter.JSON([]byte(in.Data), &data); err != nil {
		return timeline.Timeline{}, err
	}
	parcels := data.Data.V.Parcels
	if data.Success == nil || parcels == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the inner answer has no routeResps")
	}
	for _, p := range *parcels {
		if number, err := adapter.About(q, string(p.Number)); err == nil {
			return read(number, p.Routes, timeline.Timeline{})
		}
	}
	if len(*parcels) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// page reads the answer of the page.
func (in answer) page(q adapter.Query) (timeline.Timeline, error) {
	if in.Success == nil || in.Parcels == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no result")
	}
	for _, p := range *in.Parcels {
		number, err := adapter.About(q, string(p.Number))
		if err != nil || p.Number == "" {
			continue
		}
		tl := timeline.Timeline{ETA: clock.Window(clock.ISO(string(p.Promise.V.Time)), "")}
		return read(number, p.Routes, tl)
	}
	if len(*in.Parcels) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads a code of the platform.
func refusal(code string) error {
	switch code {
	case "A1001", "A1002", "A1004", "A1005", "A1006":
		return adapter.Errorf(adapter.NeedsKey, "the platform refused the keys or the signature")
	case "A1011", "A1099":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the platform reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the platform reports the code %q", code)
}

func read(number string, routes []route, tl timeline.Timeline) (timeline.Timeline, error) {
	tl.Number, tl.Carrier = number, slug
	tl.Source = "https://www.sf-express.com/we/ow/chn/en/waybill/waybill-detail/" + url.PathEscape(number)
	for _, r := range routes {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(lenient.First(r.Time, r.Scan)),
			Status: codes[string(r.Code)],
			Text:   string(r.Text),
			Place:  lenient.First(r.Place, r.Zone),
			Code:   string(r.Code),
		})
	}
	return tl, adapter.Legible(len(routes), tl.Events)
}

// codes gives the meaning of the codes of routes. Others are read by their wording.
var codes = map[string]timeline.Status{
	"50": timeline.PickedUp, "51": timeline.PickedUp, "54": timeline.PickedUp, "43": timeline.PickedUp,
	"950": timeline.PickedUp,
	"30":  timeline.DepartedSorting, "36": timeline.DepartedSorting, "31": timeline.ArrivedSorting,
	"106": timeline.ArrivedSorting,
	"10":  timeline.InTransit, "11": timeline.InTransit, "12": timeline.InTransit, "310": timeline.InTransit,
	"14": timeline.CustomsCleared, "15": timeline.CustomsInProgress, "128": timeline.CustomsInProgress,
	"44": timeline.OutForDelivery, "204": timeline.OutForDelivery, "33": timeline.AttemptFailed,
	"34": timeline.AttemptFailed, "70": timeline.AttemptFailed,
	"125": timeline.AvailableForPickup, "607": timeline.AvailableForPickup, "130": timeline.AvailableForPickup,
	"657": timeline.AvailableForPickup,
	"80":  timeline.Delivered, "8000": timeline.Delivered,
	"99": timeline.ReturnToSender, "648": timeline.ReturnToSender, "631": timeline.ReturnToSender,
	"77": timeline.Incident, "87": timeline.Incident,
}
