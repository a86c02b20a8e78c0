// Package chronopost reads Chronopost (France) by its SOAP service, whose method for
// one number needs no key.
//
// Its traps: codes and postcodes are padded with blanks; the error number 1 means a
// fault of the service or an unknown number, and only the text tells which.
package chronopost

import (
	"context"
	"encoding/xml"
	"net/http"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks Chronopost. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "ws.chronopost.fr"
	slug = "chronopost"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "chronopost", Carriers: []string{slug}, Hosts: []string{"ws.chronopost.fr"}, Evidence: adapter.Recorded,
	}
}

// question is the SOAP request.
type question struct {
	XMLName xml.Name `xml:"soapenv:Envelope"`
	Soap    string   `xml:"xmlns:soapenv,attr"`
	Cxf     string   `xml:"xmlns:cxf,attr"`
	Lang    string   `xml:"soapenv:Body>cxf:trackSkybillV2>language"`
	Number  string   `xml:"soapenv:Body>cxf:trackSkybillV2>skybillNumber"`
}

// Request asks for one number, in French when that is wanted and in English otherwise.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	lang := "en_GB"
	if strings.HasPrefix(strings.ToLower(q.Lang), "fr") {
		lang = "fr_FR"
	}
	return adapter.PostXML(ctx, "https://"+host+"/tracking-cxf/TrackingServiceWS", "", question{
		Soap: "http://schemas.xmlsoap.org/soap/envelope/", Cxf: "http://cxf.tracking.soap.chronopost.fr/", Lang: lang, Number: q.Number,
	})
}
