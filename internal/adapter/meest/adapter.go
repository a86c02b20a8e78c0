// Package meest reads Meest Express by its older XML service, which wants the operator's
// login. Its traps: a time may hold a stray space; texts stand in three languages; times
// have no offset.
package meest

import (
	"context"
	"encoding/xml"
	"net/http"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// Adapter asks Meest. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api1c.meest-group.com"
	slug = "meest"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "meest", Carriers: []string{slug}, Hosts: []string{"api1c.meest-group.com"}, Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "login", Doc: "The login of Meest's XML service."},
			{Name: "sign", Doc: "The signature that Meest gives with that login."},
		},
	}
}

// question is the request.
type question struct {
	XMLName  xml.Name `xml:"param"`
	Login    string   `xml:"login"`
	Function string   `xml:"function"`
	Where    string   `xml:"where"`
	Order    string   `xml:"order"`
	Sign     string   `xml:"sign"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostXML(ctx, "https://"+host+"/services/1C_Query.php", "", question{
		Login: q.Access.Keys["login"], Function: "ShipmentTracking", Where: q.Number, Sign: q.Access.Keys["sign"],
	})
}

// document is the answer.
type document struct {
	XMLName xml.Name
	Rows    []struct {
		Own     string `xml:"ShipmentNumberSender"`
		Transit string `xml:"ShipmentNumberTransit"`
		Time    string `xml:"DateTimeAction"`
		Country string `xml:"Country"`
		City    string `xml:"City"`
		Code    string `xml:"StatusCode"`
		Action  string `xml:"ActionId"`
		EN      string `xml:"ActionMessages_EN"`
		UA      string `xml:"ActionMessages_UA"`
		RU      string `xml:"ActionMessages_RU"`
	} `xml:"result_table>items"`
	Error string `xml:"errors>code"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var d document
	if err := markup.XML(a.Body, &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case d.XMLName.Local != "return" || d.Error == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say whether there was an error")
	case d.Error == "100":
		return timeline.Timeline{}, adapter.Errorf(adapter.UpstreamUnavailable, "the service could not reach its own")
	case d.Error != "000":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports the error %q", d.Error)
	case len(d.Rows) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no event")
	}
	number, err := adapter.About(q, d.Rows[0].Own)
	if err != nil {
		if number, err = adapter.About(q, d.Rows[0].Transit); err != nil {
			return timeline.Timeline{}, err
		}
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, NextLeg: adapter.Next(number, "", d.Rows[0].Transit), Source: "https://t.meest-group.com/n/" + number}
	for _, r := range d.Rows {
		status := timeline.Status("")
		if r.Code == "606" {
			status = timeline.ArrivedLocal
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(strings.ReplaceAll(r.Time, ": ", ":")), Status: status, Text: lenient.First(r.EN, r.UA, r.RU), Place: r.City,
			Country: country.Code(r.Country), Code: lenient.First(r.Code, r.Action),
		})
	}
	return tl, adapter.Legible(len(d.Rows), tl.Events)
}
