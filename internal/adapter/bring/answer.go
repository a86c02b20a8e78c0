package bring

import (
	"html"
	"net/url"
	"regexp"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the JSON of the API, or of the site.
type answer struct {
	Sets *[]consignment `json:"consignmentSet"`
	Web  *consignment   `json:"consignmentWithDomainAsync"`
}

// consignment is one consignment.
type consignment struct {
	Number lenient.Text `json:"consignmentId"`
	Error  *struct {
		Code lenient.Text `json:"code"`
	} `json:"error"`
	Sender    place                `json:"senderAddress"`
	Recipient place                `json:"recipientAddress"`
	Packages  lenient.List[parcel] `json:"packageSet"`
}

type place struct {
	lenient.Object[struct {
		Country lenient.Text `json:"countryCode"`
	}]
}

// parcel is one package.
type parcel struct {
	Number   lenient.Text `json:"packageNumber"`
	Product  lenient.Text `json:"productName"`
	Expected lenient.Text `json:"dateOfEstimatedDelivery"`
	ISO      lenient.Text `json:"dateOfEstimatedDeliveryIso"`
	Return   lenient.Text `json:"dateOfReturn"` // until then it waits
	Domain   lenient.Object[struct {
		Status lenient.Text `json:"currentStatus"`
		Return lenient.Object[struct {
			Is lenient.Bool `json:"isReturned"`
		}] `json:"returnData"`
	}] `json:"domain"`
	Events lenient.List[struct {
		Status  lenient.Text `json:"status"`
		Text    lenient.Text `json:"description"`
		Time    lenient.Text `json:"dateIso"`
		City    lenient.Text `json:"city"`
		Code    lenient.Text `json:"countryCode"`
		Country lenient.Text `json:"country"`
	}] `json:"eventSet"`
}

// Decode reads the package that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Web != nil:
		return in.Web.timeline(q)
	case in.Sets == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no consignmentSet")
	case len(*in.Sets) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no consignment")
	}
	return (*in.Sets)[0].timeline(q)
}

func (c consignment) timeline(q adapter.Query) (timeline.Timeline, error) {
	if c.Error != nil {
		if code := c.Error.Code; code == "404" || code == "400" || code == "" {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
		}
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
	}
	for _, p := range c.Packages {
		for _, name := range []lenient.Text{p.Number, c.Number} {
			if number, err := adapter.About(q, string(name)); err == nil && name != "" {
				return p.timeline(c, number)
			}
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number, or about none")
}

func (p parcel) timeline(c consignment, number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Service: string(p.Product), Status: statuses[string(p.Domain.V.Status)],
		Origin: country.Code(string(c.Sender.V.Country)), Destination: country.Code(string(c.Recipient.V.Country)),
		ETA: clock.Window(day(lenient.First(p.ISO, p.Expected)), ""), PickupBy: clock.Day(day(string(p.Return))),
		Source: "https://tracking.bring.com/tracking/" + url.PathEscape(number),
	}
	for _, e := range p.Events {
		meaning := statuses[string(e.Status)]
		if meaning == timeline.InTransit {
			meaning = adapter.Perhaps(meaning)
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(e.Time)), Status: meaning, Text: plain(string(e.Text)), Place: string(e.City),
			Country: country.Code(lenient.First(e.Code, e.Country)), Code: string(e.Status),
		})
	}
	if p.Domain.V.Return.V.Is {
		tl.Status = timeline.Returned
	}
	return tl, adapter.Legible(len(p.Events), tl.Events)
}

func day(s string) timeline.Time {
	if t := clock.ISO(s); t != "" {
		return t
	}
	return clock.Layout("02.01.2006", s)
}

var tag = regexp.MustCompile(`<[^>]*>`)

// plain takes the markup out of a description.
func plain(s string) string {
	return strings.TrimSpace(html.UnescapeString(tag.ReplaceAllString(s, "")))
}

// statuses gives the meaning of the carrier's words.
var statuses = map[string]timeline.Status{
	"PRE_NOTIFIED": timeline.PendingPickup, "HANDED_IN": timeline.PickedUp, "COLLECTED": timeline.PickedUp,
	"IN_TRANSIT": timeline.InTransit, "TERMINAL": timeline.InTransit, "DELIVERY_ORDERED": timeline.InTransit,
	"DELIVERY_CHANGED":  timeline.InTransit,
	"NOTIFICATION_SENT": timeline.InTransit, "INTERNATIONAL": timeline.InTransit,
	"ARRIVED_DELIVERY": timeline.InTransit,
	"CUSTOMS":          timeline.CustomsInProgress, "TRANSPORT_TO_RECIPIENT": timeline.OutForDelivery,
	"READY_FOR_PICKUP": timeline.AvailableForPickup,
	"DELIVERED":        timeline.Delivered, "ATTEMPTED_DELIVERY": timeline.AttemptFailed,
	"DEVIATION":        timeline.Incident,
	"DELIVERED_SENDER": timeline.Returned, "RETURN": timeline.ReturnToSender,
}
