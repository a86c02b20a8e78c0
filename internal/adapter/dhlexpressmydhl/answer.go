package dhlexpressmydhl

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON: shipments, or an error.
type answer struct {
	Shipments *[]shipment  `json:"shipments"`
	Status    lenient.Text `json:"status"`
	Title     lenient.Text `json:"title"`
}

// shipment is one waybill.
type shipment struct {
	Number   lenient.Text `json:"shipmentTrackingNumber"`
	Status   lenient.Text `json:"status"`
	Product  lenient.Text `json:"description"`
	Day      lenient.Text `json:"estimatedDeliveryDate"`
	Expected lenient.Text `json:"estimatedTimeOfDelivery"`
	Events   lenient.List[struct {
		Date   lenient.Text `json:"date"`
		Time   lenient.Text `json:"time"`
		Offset lenient.Text `json:"GMTOffset"`
		Code   lenient.Text `json:"typeCode"`
		Text   lenient.Text `json:"description"`
		Areas  lenient.List[struct {
			Name lenient.Text `json:"description"`
		}] `json:"serviceArea"`
	}] `json:"events"`
}

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Shipments == nil && in.Title != "":
		return timeline.Timeline{}, refusal(string(in.Status))
	case in.Shipments == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no shipments")
	case len(*in.Shipments) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no shipment")
	}
	for _, s := range *in.Shipments {
		if number, err := adapter.About(q, string(s.Number)); err == nil {
			return s.timeline(number)
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads an error.
func refusal(status string) error {
	switch status {
	case "404":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the shipment")
	case "401", "403":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	case "429":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case "400", "422":
		return adapter.Errorf(adapter.BadRequest, "the carrier refuses the question")
	case "500", "503":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

func (s shipment) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Service: string(s.Product), ETA: clock.Window(clock.ISO(lenient.First(s.Day, s.Expected)), ""),
		Source: "https://www.dhl.com/en/express/tracking.html?AWB=" + url.QueryEscape(number),
	}
	if s.Status.Is("delivered") {
		tl.Status = timeline.Delivered
	}
	for _, e := range s.Events {
		town, land := "", ""
		if len(e.Areas) > 0 {
			town, land = townOf(string(e.Areas[0].Name))
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.At(clock.Join(clock.ISO(string(e.Date)), string(e.Time)), string(e.Offset)), Status: codes[string(e.Code)], Text: string(e.Text),
			Place: town, Country: land, Code: string(e.Code),
		})
	}
	return tl, adapter.Legible(len(s.Events), tl.Events)
}

// townOf parts the name of a service area: "Barcelona - Spain", "KINGSTON-JAM",
// "New York, NY". What stands behind the last hyphen is a country when it names one.
func townOf(area string) (town, land string) {
	area = strings.TrimSpace(area)
	if i := strings.LastIndexByte(area, '-'); i > 0 {
		if land = country.Code(strings.TrimSpace(area[i+1:])); land != "" {
			return strings.TrimSpace(area[:i]), land
		}
	}
	return area, ""
}

// codes gives the meaning of the codes of checkpoints. CC means two things, and codes
// that are not here mean little; both are read by their wording.
var codes = map[string]timeline.Status{
	"PU": timeline.PickedUp, "OR": timeline.PickedUp,
	"SD": timeline.ArrivedSorting, "PL": timeline.ArrivedSorting, "AF": timeline.ArrivedSorting,
	"DF": timeline.DepartedSorting, "PO": timeline.DepartedSorting,
	"AR": timeline.ArrivedLocal,
	"TR": timeline.InTransit, "RR": timeline.InTransit, "CI": timeline.InTransit, "IN": timeline.InTransit,
	"CR": timeline.CustomsCleared,
	"CU": timeline.CustomsInProgress, "UD": timeline.CustomsInProgress, "CS": timeline.CustomsInProgress, "MC": timeline.CustomsInProgress,
	"WC": timeline.OutForDelivery, "OO": timeline.OutForDelivery,
	"OK": timeline.Delivered, "DL": timeline.Delivered, "PD": timeline.Delivered, "DD": timeline.Delivered,
	"TP": timeline.HandedToLocal,
	"NH": timeline.AttemptFailed, "BA": timeline.AttemptFailed, "CA": timeline.AttemptFailed, "AD": timeline.AttemptFailed,
	"RD": timeline.Incident, "OH": timeline.Incident, "HP": timeline.Incident, "HI": timeline.Incident, "HO": timeline.Incident,
	"MS": timeline.Incident, "LX": timeline.Incident, "SS": timeline.Incident, "ST": timeline.Incident, "DS": timeline.Incident,
	"RT": timeline.ReturnToSender, "RS": timeline.ReturnToSender,
}
