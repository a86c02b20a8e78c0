package pocztapolska

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
	Number lenient.Text `json:"number"`
	Status lenient.Text `json:"mailStatus"`
	Info   *struct {
		From   lenient.Text `json:"dispatchCountryCode"`
		To     lenient.Text `json:"recipientCountryCode"`
		Kind   lenient.Text `json:"typeOfMailName"`
		Events lenient.List[struct {
			Code     lenient.Text `json:"code"`
			Text     lenient.Text `json:"name"`
			Time     lenient.Text `json:"time"`
			Canceled lenient.Bool `json:"canceled"`
			Office   lenient.Object[struct {
				Name lenient.Text `json:"name"`
			}] `json:"postOffice"`
			State lenient.Object[struct {
				Code lenient.Text `json:"code"`
			}] `json:"state"`
		}] `json:"events"`
	} `json:"mailInfo"`
}

// Decode reads the item that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Status == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no mailStatus")
	case in.Status == "-1" || in.Info == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the item")
	}
	number, err := adapter.About(q, string(in.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     string(in.Info.Kind),
		Origin:      country.Code(string(in.Info.From)),
		Destination: country.Code(string(in.Info.To)),
		Source:      "https://emonitoring.poczta-polska.pl/?" + url.Values{"numer": {number}}.Encode(),
	}
	rows := 0
	for _, e := range in.Info.Events {
		if e.Canceled {
			continue // taken back by the carrier
		}
		rows++
		status, ok := codes[string(e.Code)]
		if coarse := states[string(e.State.V.Code)]; !ok && coarse != "" {
			status = adapter.Perhaps(coarse)
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.Time)),
			Status: status,
			Text:   string(e.Text),
			Place:  string(e.Office.V.Name),
			Code:   string(e.Code),
		})
	}
	adapter.Carry(&tl, func(e timeline.Event) bool { return e.Code == "P_ROZL_CEL" }) // a duty was settled
	return tl, adapter.Legible(rows, tl.Events)
}

// codes gives the meaning of the codes of events.
var codes = map[string]timeline.Status{
	"P_REJ_KN1": timeline.PendingPickup, "P_NAD": timeline.PickedUp,
	"P_WZL": timeline.DepartedSorting, "P_WYSL": timeline.DepartedSorting, "P_EKSP": timeline.DepartedSorting,
	"P_PZL": timeline.ArrivedSorting, "P_PRZYJ": timeline.ArrivedSorting, "P_ND": timeline.InTransit,
	"P_WD": timeline.OutForDelivery, "P_WDML": timeline.OutForDelivery, "P_A": timeline.AttemptFailed,
	"P_KWD": timeline.AvailableForPickup,
	"P_D":   timeline.Delivered, "P_OWU": timeline.Delivered, "P_ZWC": timeline.CustomsInProgress,
	"P_ZWOLDDOR": timeline.CustomsCleared, "P_WPUCPP": timeline.CustomsInProgress,
	"P_ZWN": timeline.ReturnToSender, "P_ZWR": timeline.ReturnToSender,
}

// states gives the meaning of the coarser states.
var states = map[string]timeline.Status{
	"PRZ": timeline.PendingPickup, "NA": timeline.PickedUp, "DOR": timeline.InTransit,
	"AW": timeline.AvailableForPickup, "DO": timeline.Delivered, "ZW": timeline.ReturnToSender,
}
