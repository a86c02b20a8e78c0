package anpost

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON, or the refusal of its gateway.
type answer struct {
	Response *struct {
		Rows *lenient.List[struct {
			Text  lenient.Text `json:"activity"`
			Time  lenient.Text `json:"date"`
			Place lenient.Text `json:"location"`
			Code  lenient.Text `json:"traceCode"`
		}] `json:"GetEventsResult"`
	} `json:"getEventsResponse"`
	Status lenient.Text `json:"statusCode"`
}

// Decode reads the item that the answer is about, which it does not name.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Status == "401":
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the key")
	case in.Status == "403" || in.Status == "429":
		return timeline.Timeline{}, adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case in.Response == nil || in.Response.Rows == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no GetEventsResult")
	}
	number, err := adapter.About(q, "")
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Source:  "https://www.anpost.com/Post-Parcels/Track/History?item=" + url.QueryEscape(number),
	}
	type row struct{ time, code, text string }
	seen := map[row]bool{}
	for _, r := range *in.Response.Rows {
		same := row{string(r.Time), string(r.Code), string(r.Text)}
		if seen[same] {
			continue // the upstream tells some rows twice
		}
		seen[same] = true
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(r.Time)),
			Status: codes[string(r.Code)],
			Text:   string(r.Text),
			Place:  string(r.Place),
			Code:   string(r.Code),
		})
	}
	return tl, adapter.Legible(len(*in.Response.Rows), tl.Events)
}

// codes gives the meaning of the codes of rows. Others are read by their wording.
var codes = map[string]timeline.Status{
	"35": timeline.PendingPickup, "15": timeline.PickedUp, "48": timeline.ArrivedSorting,
	"1": timeline.InTransit, "52": timeline.InTransit, "73": timeline.InTransit,
	"49": timeline.DepartedSorting, "67": timeline.ArrivedLocal, "4": timeline.OutForDelivery,
	"13": timeline.AttemptFailed, "70": timeline.AvailableForPickup, "14": timeline.Delivered,
}
