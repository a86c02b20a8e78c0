package singaporepost

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
	OK    *bool `json:"ok"`
	Items *[]struct {
		Number lenient.Text `json:"trackingNumber"`
		Found  lenient.Bool `json:"trackingNumberFound"`
		From   lenient.Text `json:"originalCountry"`
		To     lenient.Text `json:"destinationCountry"`
		Kind   lenient.Text `json:"serviceType"`
		Events lenient.List[struct {
			Text      lenient.Text `json:"statusDescription"`
			Time      lenient.Text `json:"date"`
			Place     lenient.Text `json:"location"`
			Mail      lenient.Text `json:"eventDescription"`
			Speedpost lenient.Text `json:"aceStatusCode"`
		}] `json:"events"`
	} `json:"items"`
}

// Decode reads the item that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.OK == nil || !*in.OK || in.Items == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say ok, or has no items")
	case len(*in.Items) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no item")
	}
	for _, i := range *in.Items {
		number, err := adapter.About(q, string(i.Number))
		if err != nil {
			continue
		}
		if !i.Found {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the item")
		}
		tl := timeline.Timeline{
			Number: number, Carrier: slug, Service: string(i.Kind), Origin: land(i.From), Destination: land(i.To),
			Source: "https://www.singpost.com/track-items?" + url.Values{"trackingNumbers": {number}}.Encode(),
		}
		for _, e := range i.Events {
			code := lenient.First(e.Speedpost, e.Mail)
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:   clock.ISO(string(e.Time)),
				Status: codes[code],
				Text:   string(e.Text),
				Place:  string(e.Place),
				Code:   code,
			})
		}
		return tl, adapter.Legible(len(i.Events), tl.Events)
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// land reads a country's name; "-" is none.
func land(name lenient.Text) string {
	if name == "China (Peoples Rep)" {
		return "CN"
	}
	return country.Code(string(name))
}

// codes gives the meaning of the codes of letters and of Speedpost. Others are read by
// their wording.
var codes = map[string]timeline.Status{
	"IR": timeline.PendingPickup, "DP": timeline.PickedUp, "PO": timeline.PickedUp, "PL": timeline.PickedUp,
	"DO": timeline.DepartedOrigin,
	"AD": timeline.ArrivedDest, "DA": timeline.ArrivedDest, "LL": timeline.ArrivedDest,
	"CS": timeline.CustomsInProgress, "DGS": timeline.CustomsInProgress,
	"HC": timeline.Incident, "HE": timeline.Incident, "OD": timeline.OutForDelivery, "DL": timeline.Delivered,
	"D":  timeline.Delivered,
	"UD": timeline.AttemptFailed, "RT": timeline.ReturnToSender,
}
