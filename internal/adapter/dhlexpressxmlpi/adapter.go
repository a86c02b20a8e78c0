// Package dhlexpressxmlpi reads DHL Express by its older XML services, for operators who
// still have a site id. The MyDHL API has taken their place.
//
// Its traps: a number that is not known is a status within a successful answer; day and
// time have no offset; descriptions may be empty.
package dhlexpressxmlpi

import (
	"context"
	"encoding/xml"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks DHL Express. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "xmlpi-ea.dhl.com"
	slug = "dhl-express"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "dhl-express-xmlpi",
		Carriers: []string{slug},
		Hosts:    []string{"xmlpi-ea.dhl.com"},
		Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "site_id", Doc: "The site id of DHL's XML services."},
			{Name: "password", Doc: "The password that belongs to it."},
		},
	}
}

// question is the request.
type question struct {
	XMLName  xml.Name `xml:"req:KnownTrackingRequest"`
	Space    string   `xml:"xmlns:req,attr"`
	Site     string   `xml:"Request>ServiceHeader>SiteID"`
	Password string   `xml:"Request>ServiceHeader>Password"`
	Language string   `xml:"LanguageCode"`
	Number   string   `xml:"AWBNumber"`
	Level    string   `xml:"LevelOfDetails"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostXML(ctx, "https://"+host+"/XMLShippingServlet", "", question{
		Space: "http://www.dhl.com", Site: q.Access.Keys["site_id"], Password: q.Access.Keys["password"], Language: "en", Number: q.Number, Level: "ALL_CHECK_POINTS",
	})
}
