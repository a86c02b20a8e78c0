// Package dhlparcelde reads DHL Paket (Germany) by the API Parcel DE Tracking, which
// wants the operator's keys.
//
// Its traps: question and answer are XML in which every element has one name and
// all facts are attributes; times are German and have no offset; a delivery
// of a return is marked by a flag.
package dhlparcelde

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks DHL Paket. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api-eu.dhl.com"
	slug = "dhl-paket"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "dhl-parcel-de", Carriers: []string{slug}, Hosts: []string{"api-eu.dhl.com"}, Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key of an app in DHL's developer portal, for Parcel DE Tracking."},
			{Name: "api_secret", Doc: "The API secret that belongs to it."},
			{Name: "app_name", Doc: "The name (ZT token) that DHL has given the application."},
			{Name: "app_password", Doc: "The password that belongs to it."},
		},
	}
}

// question is the XML within the address.
type question struct {
	XMLName  xml.Name `xml:"data"`
	App      string   `xml:"appname,attr"`
	Lang     string   `xml:"language-code,attr"`
	Password string   `xml:"password,attr"`
	Number   string   `xml:"piece-code,attr"`
	Request  string   `xml:"request,attr"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	keys := q.Access.Keys
	body, err := xml.Marshal(question{
		App: keys["app_name"], Lang: "en", Password: keys["app_password"], Number: q.Number, Request: "d-get-piece-detail",
	})
	if err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, "https://"+host+"/parcel/de/tracking/v0/shipments", url.Values{"xml": {string(body)}})
	if err == nil {
		req.SetBasicAuth(keys["api_key"], keys["api_secret"])
		req.Header.Set("Accept", "application/xml")
	}
	return req, err
}
