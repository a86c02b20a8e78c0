// Package tnt reads TNT by ExpressConnect Tracking, which wants the operator's login.
//
// Its traps: the same number may belong to several consignments, of which the one with
// the newest scan is meant; day and time have no offset; texts stand in CDATA.
package tnt

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks TNT. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "express.tnt.com"
	slug = "tnt"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "tnt", Carriers: []string{slug}, Hosts: []string{"express.tnt.com"}, Evidence: adapter.Documented,
		Keys: []adapter.Key{
			{Name: "user", Doc: "The user name of TNT ExpressConnect."},
			{Name: "password", Doc: "The password that belongs to it."},
		},
	}
}

// question is the request.
type question struct {
	XMLName xml.Name `xml:"TrackRequest"`
	Locale  string   `xml:"locale,attr"`
	Version string   `xml:"version,attr"`
	Number  string   `xml:"SearchCriteria>ConsignmentNumber"`
	Level   struct {
		Complete struct {
			Destination string `xml:"destinationAddress,attr"`
		} `xml:"Complete"`
	} `xml:"LevelOfDetail"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	ask := question{Locale: "en_US", Version: "3.1", Number: q.Number}
	ask.Level.Complete.Destination = "true"
	body, err := xml.Marshal(ask)
	if err != nil {
		return nil, err
	}
	req, err := adapter.PostForm(ctx, "https://"+host+"/expressconnect/track.do?version=3", url.Values{"xml_in": {xml.Header + string(body)}})
	if err == nil {
		req.SetBasicAuth(q.Access.Keys["user"], q.Access.Keys["password"])
	}
	return req, err
}
