package evri

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON.
type answer struct {
	Results  *[]parcel         `json:"results"`
	Failures lenient.List[any] `json:"failures"`
}

// parcel is one parcel. Its barcode is not in it.
type parcel struct {
	Service lenient.Text `json:"serviceType"`
	Back    lenient.Bool `json:"returnParcel"`
	Events  *lenient.List[struct {
		Time  lenient.Text `json:"dateTime"`
		Stage lenient.Object[struct {
			Code lenient.Text `json:"trackingStageCode"`
		}] `json:"trackingStage"`
		Point lenient.Object[struct {
			Code lenient.Text `json:"trackingPointCode"`
			Text lenient.Text `json:"description"`
		}] `json:"trackingPoint"`
	}] `json:"trackingEvents"`
}

// Decode reads the parcel that the second answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Results == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no results")
	case len(*in.Results) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	p := (*in.Results)[0]
	if p.Events == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the parcel has no trackingEvents")
	}
	number, err := adapter.About(q, "")
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Service: adapter.Spoken(string(p.Service)),
		Source:  "https://www.evri.com/track/parcel/" + url.PathEscape(number),
	}
	for _, e := range *p.Events {
		stage := string(e.Stage.V.Code)
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.Time)),
			Status: stageOf(stage),
			Text:   lenient.First(string(e.Point.V.Text), adapter.Spoken(string(e.Point.V.Code))),
			Code:   stage,
		})
	}
	if newest, _ := tl.Newest(); bool(p.Back) && newest.Status == timeline.Delivered {
		tl.Status = timeline.Returned
	}
	return tl, adapter.Legible(len(*p.Events), tl.Events)
}

// stageOf reads a stage: a number, and for the last two who has the parcel.
func stageOf(code string) timeline.Status {
	number, who, _ := strings.Cut(code, "_")
	switch {
	case number == "1":
		return timeline.PendingPickup
	case number == "2":
		return timeline.ArrivedSorting
	case number == "3":
		return timeline.InTransit
	case number == "4" && (who == "SHOP" || who == "LOCKER"):
		return timeline.AvailableForPickup
	case number == "4":
		return timeline.OutForDelivery
	case number == "5":
		return timeline.Delivered
	case strings.HasPrefix(code, "6"), strings.HasPrefix(code, "R"):
		return timeline.ReturnToSender
	}
	return ""
}
