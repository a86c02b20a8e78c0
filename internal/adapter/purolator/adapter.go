// Package purolator reads Purolator (Canada) by its E-Ship web services, which want the
// operator's keys. Its traps: day and time stand apart and have no offset; most scans
// are of the type Other, of which only the wording tells.
package purolator

import (
	"context"
	"encoding/xml"
	"net/http"

	"waybill/internal/adapter"
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
		ID:       "purolator",
		Carriers: []string{slug},
		Hosts:    []string{"webservices.purolator.com"},
		Evidence: adapter.Documented,
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
