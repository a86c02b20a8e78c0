package purolator

import (
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// envelope is the SOAP answer. Names are matched without their namespaces.
type envelope struct {
	Fault    *struct{} `xml:"Body>Fault"`
	Response *struct {
		Errors []struct {
			Code string `xml:"Code"`
		} `xml:"ResponseInformation>Errors>Error"`
		Parcels []struct {
			Pin   string `xml:"PIN>Value"`
			Scans []struct {
				Type  string `xml:"ScanType"`
				Depot string `xml:"Depot>Name"`
				Date  string `xml:"ScanDate"`
				Time  string `xml:"ScanTime"`
				Text  string `xml:"Description"`
			} `xml:"Scans>Scan"`
		} `xml:"TrackingInformationList>TrackingInformation"`
	} `xml:"Body>TrackPackagesByPinResponse"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var e envelope
	if err := markup.XML(a.Body, &e); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case e.Fault != nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UpstreamUnavailable, "the service reports a fault")
	case e.Response == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no TrackPackagesByPinResponse")
	case len(e.Response.Errors) > 0:
		return timeline.Timeline{}, refusal(e.Response.Errors[0].Code)
	case len(e.Response.Parcels) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	for _, p := range e.Response.Parcels {
		number, err := adapter.About(q, p.Pin)
		if err != nil {
			continue
		}
		tl := timeline.Timeline{
			Number:  number,
			Carrier: slug,
			Source:  "https://www.purolator.com/en/shipping/tracker?pin=" + url.QueryEscape(number),
		}
		for _, s := range p.Scans {
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:   clock.Join(clock.ISO(s.Date), s.Time),
				Status: types[s.Type],
				Text:   s.Text,
				Place:  s.Depot,
				Code:   s.Type,
			})
		}
		return tl, adapter.Legible(len(p.Scans), tl.Events)
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads an error. Those of 2000 and on are about the number.
func refusal(code string) error {
	switch {
	case len(code) == 5 && code[:4] == "2000":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case code == "1001101" || code == "401":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the error %q", code)
}

// types gives the meaning of the types of scans. Of Other and Undeliverable the wording
// tells more.
var types = map[string]timeline.Status{
	"ProofOfPickUp": timeline.PickedUp, "OnDelivery": timeline.OutForDelivery, "Delivery": timeline.Delivered,
	"Undeliverable": adapter.Perhaps(timeline.AttemptFailed), "Other": adapter.Perhaps(timeline.InTransit),
}
