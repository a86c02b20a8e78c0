package landmarkglobal

import (
	"bytes"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// document is the answer.
type document struct {
	Success string `xml:"Result>Success"`
	Message string `xml:"Result>ResultMessage"`
	Carrier string `xml:"Result>ShipmentDetails>EndDeliveryCarrier"`
	Parcels []struct {
		Next   string `xml:"TrackingNumber"`
		Own    string `xml:"LandmarkTrackingNumber"`
		Ref    string `xml:"PackageReference"`
		Events []struct {
			Text  string `xml:"Status"`
			Time  string `xml:"DateTime"`
			Place string `xml:"Location"` // "New York, NY, US"
			Code  string `xml:"EventCode"`
		} `xml:"Events>Event"`
	} `xml:"Result>Packages>Package"`
	Errors []struct {
		Code    string `xml:"ErrorCode"`
		Message string `xml:"ErrorMessage"`
	} `xml:"Errors>Error"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var d document
	if err := markup.XML(bytes.TrimSpace(a.Body), &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case len(d.Errors) > 0:
		return timeline.Timeline{}, refusal(d.Errors[0].Code, strings.ToLower(d.Errors[0].Message))
	case d.Success != "true":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say success")
	case len(d.Parcels) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	for _, p := range d.Parcels {
		for _, name := range []string{p.Own, p.Next, p.Ref} {
			number, err := adapter.About(q, name)
			if err != nil || name == "" {
				continue
			}
			tl := timeline.Timeline{
				Number:  number,
				Carrier: slug,
				NextLeg: adapter.Next(number, partners[strings.ToLower(d.Carrier)], p.Next),
				Source:  "https://track.landmarkglobal.com/?" + url.Values{"trck": {number}}.Encode(),
			}
			for _, e := range p.Events {
				town, land := townOf(e.Place)
				at := clock.ISO(e.Time)
				if at == "" {
					at = clock.Layout("01/02/2006 03:04 PM", e.Time)
				}
				tl.Events = adapter.Append(tl.Events, timeline.Event{
					Time: at, Status: adapter.Perhaps(codeOf(e.Code)), Text: e.Text,
					Place: town, Country: land, Code: e.Code,
				})
			}
			return tl, adapter.Legible(len(p.Events), tl.Events)
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads an error.
func refusal(code, message string) error {
	switch {
	case code == "Login":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the login")
	case strings.Contains(message, "not found") || strings.Contains(message, "no package") || strings.Contains(message, "no match"):
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

// townOf takes the country from the end of a place.
func townOf(place string) (town, land string) {
	if i := strings.LastIndexByte(place, ','); i > 0 && strings.Count(place, ",") > 1 {
		if land = country.Code(strings.TrimSpace(place[i+1:])); land != "" {
			return place[:i], land
		}
	}
	return place, ""
}

// partners maps the names of carriers of the last mile to our slugs.
var partners = map[string]string{
	"canada post": "canada-post", "bpost": "bpost", "bpost international": "bpost", "ups": "ups",
	"usps": "usps", "fedex": "fedex", "purolator": "purolator",
	"royal mail": "royal-mail", "australia post": "australia-post", "dhl": "dhl-express", "dpd": "dpd",
	"evri": "evri", "la poste": "la-poste", "colissimo": "la-poste", "postnl": "postnl",
}

// codes gives the meaning of codes where the wording tells none.
var codes = map[string]timeline.Status{
	"50": timeline.PendingPickup, "60": timeline.PendingPickup, "75": timeline.PickedUp,
	"125": timeline.CustomsInProgress, "155": timeline.ArrivedDest,
	"200": timeline.ArrivedSorting, "225": timeline.ArrivedSorting, "250": timeline.InTransit,
	"275": timeline.InTransit, "300": timeline.OutForDelivery,
	"400": timeline.AttemptFailed, "450": timeline.AttemptFailed, "410": timeline.AvailableForPickup,
	"500": timeline.Delivered, "510": timeline.Delivered,
	"600": timeline.Incident, "900": timeline.Incident, "800": timeline.ReturnToSender,
}

func codeOf(code string) timeline.Status {
	if s, ok := codes[code]; ok {
		return s
	}
	if len(code) == 3 && code >= "100" && code <= "150" || code == "80" || code == "90" {
		return timeline.InTransit
	}
	return timeline.Unknown
}
