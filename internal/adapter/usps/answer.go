package usps

import (
	"bytes"
	"html"
	"net/http"
	"regexp"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("<")) {
		return decodeXML(q, a.Body)
	}
	return decodeJSON(q, a)
}

// parcel is the carrier's JSON about a parcel.
type parcel struct {
	Number    lenient.Text `json:"trackingNumber"`
	Category  lenient.Text `json:"statusCategory"`
	Class     lenient.Text `json:"mailClass"`
	Expected  lenient.Text `json:"expectedDeliveryTimeStamp"`
	Day       lenient.Text `json:"expectedDeliveryDate"`
	Predicted lenient.Text `json:"predictedDeliveryDate"`
	Events    lenient.List[struct {
		Code    lenient.Text `json:"eventCode"`
		Text    lenient.Text `json:"eventType"`
		Local   lenient.Text `json:"eventTimestamp"`
		GMT     lenient.Text `json:"GMTTimestamp"`
		Offset  lenient.Text `json:"GMTOffset"`
		City    lenient.Text `json:"eventCity"`
		State   lenient.Text `json:"eventState"`
		Country lenient.Text `json:"eventCountry"`
	}] `json:"trackingEvents"`
}

// refused is the carrier's error.
type refused struct {
	Code    lenient.Text `json:"code"`
	Message lenient.Text `json:"message"`
}

func decodeJSON(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var list lenient.List[parcel]
	if err := adapter.JSON(a.Body, &list); err != nil {
		return timeline.Timeline{}, err
	}
	var found adapter.Shipments
	for _, p := range list {
		if p.Number == "" {
			return timeline.Timeline{}, refusal(a)
		}
		found.Add(q, string(p.Number), p.timeline)
	}
	return found.Latest()
}

func (p parcel) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Service: plain(string(p.Class)), Status: categories[string(p.Category)],
		ETA: clock.Window(clock.ISO(lenient.First(p.Expected, p.Day, p.Predicted)), ""), Source: page(number),
	}
	for _, e := range p.Events {
		at := clock.In(clock.ISO(string(e.GMT)), string(e.Offset))
		if at == "" {
			at = clock.ISO(string(e.Local))
		}
		land := country.Code(string(e.Country))
		if land == "" && e.State != "" {
			land = "US"
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    at,
			Status:  codes[string(e.Code)],
			Text:    string(e.Text),
			Place:   string(e.City) + ", " + string(e.State),
			Country: land,
			Code:    string(e.Code),
		})
	}
	return tl, adapter.Legible(len(p.Events), tl.Events)
}

// refusal reads an answer without a parcel: the error of the token's address is a word,
// that of tracking an object.
func refusal(a adapter.Answer) error {
	var word struct {
		Error lenient.Text `json:"error"`
	}
	var object struct {
		Error *refused `json:"error"`
	}
	_ = adapter.JSON(a.Body, &word) // what is neither is told below
	_ = adapter.JSON(a.Body, &object)
	switch {
	case word.Error == "invalid_client" || word.Error == "unauthorized_client" || word.Error == "invalid_token":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	case object.Error == nil || object.Error.Message == "":
		return adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no parcel")
	}
	code, message := string(object.Error.Code), strings.ToLower(string(object.Error.Message))
	switch {
	case code == "401" || code == "403" || a.Status == http.StatusUnauthorized:
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case code == "404" || a.Status == http.StatusNotFound || strings.Contains(message, "could not locate") || strings.Contains(message, "not found"):
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case code == "429":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case code == "400" && strings.Contains(message, "invalid"):
		return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not valid")
	case code == "500" || code == "503":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

var tag = regexp.MustCompile(`<[^>]*>[^<]*</[^>]*>|<[^>]*>`)

// plain takes the raised marks of trade out of a name: "USPS Tracking<SUP>&#153;</SUP>".
func plain(name string) string {
	return strings.TrimSpace(html.UnescapeString(tag.ReplaceAllString(html.UnescapeString(name), "")))
}

// document is the XML of the retired Web Tools.
type document struct {
	Info *struct {
		Number   string `xml:"ID,attr"`
		Class    string `xml:"Class"`
		Category string `xml:"StatusCategory"`
		Expected string `xml:"ExpectedDeliveryDate"`
		Newest   []step `xml:"TrackSummary"`
		Older    []step `xml:"TrackDetail"`
		Error    *struct {
			Number string `xml:"Number"`
		} `xml:"Error"`
	} `xml:"TrackInfo"`
}

type step struct {
	Time    string `xml:"EventTime"` // "9:01 am"
	Date    string `xml:"EventDate"` // "April 28, 2015"
	Text    string `xml:"Event"`
	City    string `xml:"EventCity"`
	State   string `xml:"EventState"`
	Country string `xml:"EventCountry"`
	Code    string `xml:"EventCode"`
}

func decodeXML(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var d document
	if err := markup.XML(body, &d); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case d.Info == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no TrackInfo")
	case d.Info.Error != nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	}
	number, err := adapter.About(q, d.Info.Number)
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Service: plain(d.Info.Class), Status: categories[d.Info.Category],
		ETA: clock.Window(clock.Layout("January 2, 2006", d.Info.Expected), ""), Source: page(number),
	}
	steps := append(d.Info.Newest, d.Info.Older...)
	for _, s := range steps {
		at := clock.Layouts(s.Date+" "+s.Time, "January 2, 2006 3:04 pm")
		if at == "" {
			at = clock.Layout("January 2, 2006", s.Date)
		}
		land := country.Code(s.Country)
		if land == "" && s.State != "" {
			land = "US"
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    at,
			Status:  codes[s.Code],
			Text:    s.Text,
			Place:   s.City + ", " + s.State,
			Country: land,
			Code:    s.Code,
		})
	}
	return tl, adapter.Legible(len(steps), tl.Events)
}

// categories gives the meaning of the parcel's category.
var categories = map[string]timeline.Status{
	"Pre-Shipment":         timeline.PendingPickup,
	"Accepted":             timeline.PickedUp,
	"In-Transit":           timeline.InTransit,
	"In Transit":           timeline.InTransit,
	"Out for Delivery":     timeline.OutForDelivery,
	"Available for Pickup": timeline.AvailableForPickup,
	"Delivery Attempt":     timeline.AttemptFailed,
	"Delivered":            timeline.Delivered,
	"Delivered to Agent":   timeline.Delivered,
	"Alert":                timeline.Incident,
	"Return to Sender":     timeline.ReturnToSender,
}

// codes gives the meaning of the codes of events (Publication 199). Others are read by
// their wording.
var codes = map[string]timeline.Status{
	"GX": timeline.PendingPickup, "MA": timeline.PendingPickup,
	"03": timeline.PickedUp, "OA": timeline.PickedUp, "TM": timeline.PickedUp,
	"10": timeline.ArrivedSorting, "A1": timeline.ArrivedSorting, "AR": timeline.ArrivedSorting,
	"SF": timeline.DepartedSorting, "T1": timeline.DepartedSorting, "DE": timeline.DepartedSorting,
	"EF": timeline.DepartedSorting,
	"TL": timeline.InTransit, "NT": timeline.InTransit, "08": timeline.InTransit,
	"07": timeline.ArrivedLocal, "PC": timeline.ArrivedLocal,
	"OF": timeline.OutForDelivery,
	"01": timeline.Delivered, "41": timeline.Delivered, "42": timeline.Delivered, "43": timeline.Delivered,
	"63": timeline.Delivered,
	"02": timeline.AttemptFailed, "51": timeline.AttemptFailed, "52": timeline.AttemptFailed,
	"53": timeline.AttemptFailed,
	"54": timeline.AttemptFailed, "55": timeline.AttemptFailed, "56": timeline.AttemptFailed,
	"14": timeline.AvailableForPickup, "16": timeline.AvailableForPickup,
	"04": timeline.Incident, "05": timeline.Incident, "21": timeline.Incident, "22": timeline.Incident,
	"24": timeline.Incident, "28": timeline.Incident,
	"09": timeline.ReturnToSender, "29": timeline.ReturnToSender,
	"DX": timeline.CustomsInProgress, "EX": timeline.CustomsInProgress,
}
