// Package purolator reads Purolator (Canada) by its E-Ship web services, which want the
// operator's keys. Its traps: day and time stand apart and have no offset; most scans
// are of the type Other, of which only the wording tells.
package purolator

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// Adapter asks Purolator. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "webservices.purolator.com"
	slug = "purolator"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "purolator", Carriers: []string{slug}, Hosts: []string{"webservices.purolator.com"}, Evidence: adapter.Documented,
		Keys: []adapter.Key{
			{Name: "key", Doc: "The production key of Purolator's E-Ship web services."},
			{Name: "password", Doc: "The password that belongs to it."},
		},
	}
}

// question is the SOAP request.
type question struct {
	XMLName  xml.Name `xml:"soap:Envelope"`
	Soap     string   `xml:"xmlns:soap,attr"`
	V1       string   `xml:"xmlns:v1,attr"`
	Version  string   `xml:"soap:Header>v1:RequestContext>v1:Version"`
	Language string   `xml:"soap:Header>v1:RequestContext>v1:Language"`
	Group    string   `xml:"soap:Header>v1:RequestContext>v1:GroupID"`
	Ref      string   `xml:"soap:Header>v1:RequestContext>v1:RequestReference"`
	Pin      string   `xml:"soap:Body>v1:TrackPackagesByPinRequest>v1:PINs>v1:PIN>v1:Value"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.PostXML(ctx, "https://"+host+"/PWS/V1/Tracking/TrackingService.asmx", "http://purolator.com/pws/service/v1/TrackPackagesByPin", question{
		Soap: "http://schemas.xmlsoap.org/soap/envelope/", V1: "http://purolator.com/pws/datatypes/v1",
		Version: "1.2", Language: "en", Group: "waybill", Ref: "waybill", Pin: q.Number,
	})
	if err == nil {
		req.SetBasicAuth(q.Access.Keys["key"], q.Access.Keys["password"])
	}
	return req, err
}

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
		tl := timeline.Timeline{Number: number, Carrier: slug, Source: "https://www.purolator.com/en/shipping/tracker?pin=" + url.QueryEscape(number)}
		for _, s := range p.Scans {
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time: clock.Join(clock.ISO(s.Date), s.Time), Status: types[s.Type], Text: s.Text, Place: s.Depot, Code: s.Type,
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
