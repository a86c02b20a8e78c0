package asendia

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON: a parcel, or a problem document.
type answer struct {
	Number lenient.Text `json:"trackingNumber"`
	Status lenient.Text `json:"status"`
	Title  lenient.Text `json:"title"`
	Events *lenient.List[struct {
		Code    lenient.Text `json:"code"`
		Time    lenient.Text `json:"time"`
		Place   lenient.Text `json:"locationName"`
		Country lenient.Text `json:"locationCountry"`
		Text    lenient.Text `json:"carrierEventDescription"`
	}] `json:"trackingEvents"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Events == nil && in.Title != "":
		return timeline.Timeline{}, refusal(string(in.Status))
	case in.Events == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no trackingEvents")
	}
	number, err := adapter.About(q, string(in.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Source:  "https://tracking.asendia.com/tracking/" + url.PathEscape(number),
	}
	for _, e := range *in.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(e.Time)),
			Status:  codes[string(e.Code)],
			Text:    string(e.Text),
			Place:   string(e.Place),
			Country: country.Code(string(e.Country)),
			Code:    string(e.Code),
		})
	}
	return tl, adapter.Legible(len(*in.Events), tl.Events)
}

// refusal reads a problem document.
func refusal(status string) error {
	switch status {
	case "404":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case "401", "403":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the key")
	case "429":
		return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
	case "400":
		return adapter.Errorf(adapter.BadRequest, "the carrier refuses the question")
	case "500", "503":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports a problem that is not known")
}

// codes gives the meaning of the codes that are certain. In transit is coarse.
var codes = map[string]timeline.Status{"PU": timeline.PickedUp, "IT": adapter.Perhaps(timeline.InTransit), "DL": timeline.Delivered}
