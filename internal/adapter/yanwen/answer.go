package yanwen

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON.
type answer struct {
	Code    lenient.Text `json:"code"`
	Results *[]struct {
		Number  lenient.Text `json:"tracking_number"`
		Waybill lenient.Text `json:"waybill_number"`
		Next    lenient.Text `json:"exchange_number"`
		Status  lenient.Text `json:"tracking_status"`
		Rows    lenient.List[struct {
			Time  lenient.Text `json:"time_stamp"`
			Zone  lenient.Text `json:"time_zone"`
			Code  lenient.Text `json:"tracking_status"`
			Text  lenient.Text `json:"message"`
			Place lenient.Text `json:"location"`
		}] `json:"checkpoints"`
	} `json:"result"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Code == "401" || in.Code == "403":
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the customer number")
	case in.Code != "0" || in.Results == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say success, or has no result")
	case len(*in.Results) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	for _, r := range *in.Results {
		for _, name := range []lenient.Text{r.Number, r.Waybill, r.Next} {
			if _, err := adapter.About(q, string(name)); err != nil || name == "" {
				continue
			}
			if r.Status == "NOTFOUND" {
				return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
			}
			number := q.Number
			if number == "" {
				number = string(name)
			}
			tl := timeline.Timeline{
				Number:  number,
				Carrier: slug,
				Status:  codes[string(r.Status)],
				NextLeg: adapter.Next(number, "", string(r.Next)),
				Source:  "https://track.yw56.com.cn/en/querydel?" + url.Values{"nums": {number}}.Encode(),
			}
			for _, e := range r.Rows {
				tl.Events = adapter.Append(tl.Events, timeline.Event{
					Time:   clock.At(clock.ISO(string(e.Time)), string(e.Zone)),
					Status: codes[string(e.Code)],
					Text:   string(e.Text),
					Place:  string(e.Place),
					Code:   string(e.Code),
				})
			}
			return tl, adapter.Legible(len(r.Rows), tl.Events)
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// codes gives the meaning of the codes of checkpoints and parcels. Others are read by
// their wording.
var codes = map[string]timeline.Status{
	"OR10": timeline.PendingPickup, "PU10": timeline.PickedUp, "PU30": timeline.Incident,
	"SC10": timeline.ArrivedSorting, "SC20": timeline.DepartedSorting, "SC35": timeline.DepartedSorting,
	"SC40": timeline.DepartedSorting,
	"EC10": timeline.CustomsInProgress, "EC20": timeline.CustomsCleared, "EC30": timeline.Incident,
	"LH05": timeline.InTransit, "LH10": timeline.InTransit, "LH20": timeline.DepartedOrigin,
	"LH30": timeline.ArrivedDest,
	"IC10": timeline.CustomsInProgress, "IC40": timeline.Incident, "IC50": timeline.CustomsCleared,
	"LM10": timeline.HandedToLocal, "LM15": timeline.ArrivedLocal, "LM20": timeline.OutForDelivery,
	"LM25": timeline.OutForDelivery,
	"LM30": timeline.AvailableForPickup, "LM40": timeline.Delivered, "LM50": timeline.AttemptFailed,
	"LM60": timeline.ReturnToSender,
	"LM75": timeline.Incident, "LM90": timeline.Returned,
}
