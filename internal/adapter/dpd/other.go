package dpd

import (
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// app is a parcel as the carrier's app gets it.
type app struct {
	Number    lenient.Text          `json:"parcelNumber"`
	Now       lenient.Object[point] `json:"status"`
	History   *lenient.List[point]  `json:"parcelHistory"`
	Delivery  lenient.Text          `json:"deliveryDate"`
	Expected  lenient.Bool          `json:"isPredictiveDate"`
	Refused   lenient.Bool          `json:"refused"`
	Returning lenient.Bool          `json:"returning"`
}

// point is one row of the app.
type point struct {
	Status  lenient.Text `json:"status"` // 1 to 5
	Text    lenient.Text `json:"description"`
	Time    lenient.Text `json:"eventDateAndTime"`
	Zone    lenient.Text `json:"eventDateAndTimeZoneId"` // an offset, or the name of a zone
	City    lenient.Text `json:"city"`
	Country lenient.Text `json:"countryCode"`
	Type    lenient.Text `json:"deliveryType"`
}

// points gives the meaning of the app's numbers.
var points = map[string]timeline.Status{
	"1": timeline.PickedUp, "2": timeline.InTransit, "3": timeline.ArrivedLocal, "4": timeline.OutForDelivery,
	"5": timeline.Delivered,
}

func (a app) timeline(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(q, string(a.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: page(number)}
	if a.Expected {
		tl.ETA = clock.Window(clock.ISO(string(a.Delivery)), "")
	}
	for _, p := range *a.History {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.At(clock.ISO(string(p.Time)), string(p.Zone)),
			Status:  points[string(p.Status)],
			Text:    adapter.Spoken(string(p.Text)),
			Place:   string(p.City),
			Country: country.Code(string(p.Country)),
			Code:    string(p.Text),
		})
	}
	if err := adapter.Legible(len(*a.History), tl.Events); err != nil {
		return timeline.Timeline{}, err
	}
	if a.Returning {
		tl.Status = timeline.ReturnToSender
		if points[string(a.Now.V.Status)] == timeline.Delivered {
			tl.Status = timeline.Returned
		}
	}
	return tl, nil
}

// envelope is the answer of the SOAP service for shippers. Names are matched without
// their namespaces.
type envelope struct {
	Fault *struct {
		Text   string `xml:"faultstring"`
		Detail struct {
			Auth *struct{} `xml:"authenticationFault"`
			Any  []struct {
				Code string `xml:"errorCode"`
			} `xml:",any"`
		} `xml:"detail"`
	} `xml:"Body>Fault"`
	Result *struct {
		Stages []struct {
			Status  string   `xml:"status"`
			Label   string   `xml:"label>content"`
			Text    []string `xml:"description>content>content"`
			Reached bool     `xml:"statusHasBeenReached"`
			Place   string   `xml:"location>content"`
			Date    string   `xml:"date>content"` // "8/17/2021 7:11:26 PM"
		} `xml:"statusInfo"`
	} `xml:"Body>getTrackingDataResponse>trackingresult"`
}

func decodeSOAP(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var e envelope
	if err := markup.XML(body, &e); err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	switch {
	case e.Fault != nil && e.Fault.Detail.Auth != nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the login")
	case e.Result == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no trackingresult")
	}
	number, err := adapter.About(q, "")
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: page(number)}
	rows := 0
	for _, s := range e.Result.Stages {
		if !s.Reached {
			continue
		}
		rows++
		place, land := townOf(s.Place)
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.Layouts(s.Date, "1/2/2006 3:04:05 PM", "1/2/2006 15:04:05"), Status: stages[s.Status],
			Text: lenient.First(strings.Join(s.Text, " "), s.Label), Place: place, Country: land, Code: s.Status,
		})
	}
	return tl, adapter.Legible(rows, tl.Events)
}
