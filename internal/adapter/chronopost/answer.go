package chronopost

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// envelope is the SOAP answer. Names are matched without their namespaces.
type envelope struct {
	Fault *struct {
		Text string `xml:"faultstring"`
	} `xml:"Body>Fault"`
	Return *struct {
		Error    string `xml:"errorCode"`
		Message  string `xml:"errorMessage"`
		Expected string `xml:"estimatedDeliveryDate"`
		Number   string `xml:"listEventInfoComp>skybillNumber"`
		Events   []struct {
			Code   string `xml:"code"`
			Date   string `xml:"eventDate"`
			Text   string `xml:"eventLabel"`
			Office string `xml:"officeLabel"`
			Infos  []struct {
				Name  string `xml:"name"`
				Value string `xml:"value"`
			} `xml:"infoCompList"`
		} `xml:"listEventInfoComp>events"`
	} `xml:"Body>trackSkybillV2Response>return"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var e envelope
	if err := markup.XML(a.Body, &e); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch r := e.Return; {
	case e.Fault != nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UpstreamUnavailable, "the service reports a fault")
	case r == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no return")
	case r.Error != "0":
		return timeline.Timeline{}, refusal(r.Error, strings.ToLower(r.Message))
	}
	number, err := adapter.About(q, e.Return.Number)
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, ETA: clock.Window(clock.ISO(e.Return.Expected), ""),
		Source: "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=" + url.QueryEscape(number),
	}
	for _, ev := range e.Return.Events {
		code := strings.TrimSpace(ev.Code)
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(ev.Date),
			Status: codes[code],
			Text:   ev.Text,
			Place:  ev.Office,
			Code:   code,
		})
		for _, info := range ev.Infos {
			if info.Name == "Partner number" && tl.NextLeg == nil {
				_, partner, _ := strings.Cut("/"+info.Value, "/")
				if _, after, cut := strings.Cut(partner, "/"); cut {
					partner = after // "GEO/XT…": the partner's network, then the number
				}
				tl.NextLeg = adapter.Next(number, "", partner)
			}
		}
	}
	adapter.Carry(&tl, func(e timeline.Event) bool { return e.Code == "IS" || e.Code == "IM" }) // they only inform
	return tl, adapter.Legible(len(e.Return.Events), tl.Events)
}

// refusal reads an error.
func refusal(code, message string) error {
	switch {
	case strings.Contains(message, "not found") || strings.Contains(message, "inconnu") || strings.Contains(message, "introuvable"):
		return adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	case code == "1":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	case code == "2" || code == "3":
		return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is wrong")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the error %q", code)
}

// codes gives the meaning of the codes of events. Others are read by their wording.
var codes = map[string]timeline.Status{
	"DC": timeline.PendingPickup,
	"RG": timeline.PickedUp, "DB": timeline.PickedUp, "DY": timeline.PickedUp, "PC": timeline.PickedUp,
	"EC": timeline.PickedUp,
	"SC": timeline.ArrivedSorting,
	"TS": timeline.InTransit,
	"SD": timeline.ArrivedLocal,
	"TA": timeline.OutForDelivery, "TA1": timeline.OutForDelivery, "LT": timeline.OutForDelivery,
	"MD": timeline.OutForDelivery,
	"D":  timeline.Delivered, "D1": timeline.Delivered, "D2": timeline.Delivered, "D3": timeline.Delivered,
	"D4": timeline.Delivered, "D5": timeline.Delivered,
	"D6": timeline.Delivered, "D7": timeline.Delivered, "D8": timeline.Delivered, "D9": timeline.Delivered,
	"DI": timeline.Delivered, "LV": timeline.Delivered,
	"P": timeline.AttemptFailed, "P1": timeline.AttemptFailed, "PN": timeline.AttemptFailed,
	"N1": timeline.AttemptFailed, "N2": timeline.AttemptFailed,
	"RB": timeline.AvailableForPickup, "AR": timeline.AvailableForPickup, "B": timeline.AvailableForPickup,
	"DO": timeline.CustomsInProgress, "CD": timeline.CustomsInProgress, "LD": timeline.CustomsCleared,
	"RR": timeline.ReturnToSender, "RT": timeline.ReturnToSender,
	"NC": timeline.Incident, "AV": timeline.Incident, "PE": timeline.Incident,
}
