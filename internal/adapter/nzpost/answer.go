package nzpost

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON.
type answer struct {
	Success *bool                `json:"success"`
	Results lenient.List[parcel] `json:"results"` // an object counts as a list of one
	Errors  lenient.List[struct {
		Code lenient.Text `json:"code"`
	}] `json:"errors"`
}

// parcel is one parcel.
type parcel struct {
	Number  lenient.Text `json:"tracking_reference"`
	Service lenient.Text `json:"service"`
	Events  lenient.List[struct {
		Code    lenient.Text `json:"event_edifact_code"`
		WebCode lenient.Text `json:"edifact_code"`
		Status  lenient.Text `json:"status_description"`
		WebText lenient.Text `json:"status"`
		Text    lenient.Text `json:"event_description"`
		Time    lenient.Text `json:"event_datetime"`
		WebTime lenient.Text `json:"date_time"`
		Depot   lenient.Text `json:"depot_name"`
	}] `json:"tracking_events"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Success == nil || !*in.Success && len(in.Errors) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say whether it succeeded, or why not")
	case !*in.Success:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code))
	case len(in.Results) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	for _, p := range in.Results {
		number, err := adapter.About(q, string(p.Number))
		if err != nil {
			continue
		}
		tl := timeline.Timeline{
			Number:  number,
			Carrier: slug,
			Service: string(p.Service),
			Source:  "https://www.nzpost.co.nz/tools/tracking/item/" + url.PathEscape(number),
		}
		for _, e := range p.Events {
			code := lenient.First(e.Code, e.WebCode)
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:   clock.ISO(lenient.First(e.Time, e.WebTime)),
				Status: codes[code],
				Text:   lenient.First(e.Status, e.WebText, e.Text),
				Place:  string(e.Depot),
				Code:   code,
			})
		}
		return tl, adapter.Legible(len(p.Events), tl.Events)
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads an error, whose codes follow those of HTTP.
func refusal(code string) error {
	switch {
	case len(code) >= 3 && code[:3] == "404":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case len(code) >= 3 && code[:3] == "401":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case len(code) >= 3 && code[:3] == "429":
		return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
	case len(code) >= 3 && code[:3] == "400":
		return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not valid")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

// codes gives the meaning of the EDIFACT codes. Others are read by their wording.
var codes = map[string]timeline.Status{
	"997": timeline.PendingPickup, "13": timeline.PickedUp, "1": timeline.PickedUp,
	"8": timeline.ArrivedSorting, "6": timeline.ArrivedSorting,
	"32": timeline.OutForDelivery, "31": timeline.OutForDelivery, "22": timeline.Delivered,
	"21": timeline.Delivered, "23": timeline.Delivered,
	"36": timeline.AttemptFailed, "37": timeline.AttemptFailed, "20": timeline.AttemptFailed,
	"34": timeline.AvailableForPickup, "38": timeline.AvailableForPickup,
	"26": timeline.ReturnToSender, "27": timeline.ReturnToSender, "15": timeline.CustomsInProgress,
	"16": timeline.CustomsInProgress,
}
