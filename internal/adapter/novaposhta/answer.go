package novaposhta

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	return decode(q, a.Body)
}

// answer is the carrier's JSON about domestic parcels, or the one about parcels from
// abroad.
type answer struct {
	Success *bool                      `json:"success"`
	Data    []parcel                   `json:"data"`
	Errors  lenient.List[lenient.Text] `json:"errors"`

	Number   lenient.Text          `json:"number"`
	Expected lenient.Text          `json:"scheduled_delivery_date"`
	Rows     *lenient.List[abroad] `json:"tracking"`
}

// parcel is the state of one parcel.
type parcel struct {
	Number    lenient.Text `json:"Number"`
	Code      lenient.Text `json:"StatusCode"`
	Status    lenient.Text `json:"Status"`
	From      lenient.Text `json:"CitySender"`
	To        lenient.Text `json:"CityRecipient"`
	Scheduled lenient.Text `json:"ScheduledDeliveryDate"` // "07-03-2022 12:00:00"
	Updated   lenient.Text `json:"TrackingUpdateDate"`    // "2022-03-08 15:16:53"
	Scanned   lenient.Text `json:"DateScan"`              // "15:16 08.03.2022"
	Created   lenient.Text `json:"DateCreated"`           // "26-02-2022 11:08:03"
	Return    lenient.Text `json:"RedeliveryNum"`
}

// abroad is one row about a parcel from abroad.
type abroad struct {
	Code    lenient.Text `json:"code"`
	Text    lenient.Text `json:"event_name"`
	Time    lenient.Text `json:"date"`
	Place   lenient.Text `json:"settlement_name"`
	Country lenient.Text `json:"country"`
}

func decode(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var a answer
	if err := adapter.JSON(body, &a); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case a.Rows != nil:
		return a.fromAbroad(q)
	case a.Success == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say whether it succeeded")
	case !*a.Success:
		return timeline.Timeline{}, refusal(a.Errors)
	case len(a.Data) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	for i := range a.Data {
		if number, err := adapter.About(q, string(a.Data[i].Number)); err == nil && a.Data[i].Code != "" {
			return a.Data[i].timeline(number)
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads the carrier's errors.
func refusal(errors lenient.List[lenient.Text]) error {
	for _, e := range errors {
		text := strings.ToLower(string(e))
		switch {
		case strings.Contains(text, "document number is not correct"):
			return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not correct")
		case strings.Contains(text, "api key") || strings.Contains(text, "apikey"):
			return adapter.Errorf(adapter.NeedsKey, "the carrier refused the key")
		case strings.Contains(text, "too many"):
			return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
		}
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

func (p parcel) timeline(number string) (timeline.Timeline, error) {
	if p.Code == "3" {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Status: states[string(p.Code)],
		ETA:    clock.Window(date(p.Scheduled), ""),
		Source: page(number),
	}
	at := date(p.Updated)
	if at == "" {
		at = date(p.Scanned)
	}
	created := date(p.Created)
	if at == "" {
		at = created
	}
	place := string(p.From)
	if arrived[tl.Status] {
		place = string(p.To)
	}
	tl.Events = adapter.Append(tl.Events, timeline.Event{
		Time:   at,
		Status: tl.Status,
		Text:   string(p.Status),
		Place:  place,
		Code:   string(p.Code),
	})
	if at != created {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   created,
			Status: timeline.PendingPickup,
			Text:   "Date created",
			Place:  string(p.From),
		})
	}
	return tl, adapter.Legible(1, tl.Events)
}

func (a answer) fromAbroad(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(q, string(a.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		ETA:     clock.Window(date(a.Expected), ""),
		Source:  page(number),
	}
	for _, r := range *a.Rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(r.Time)),
			Status:  states[string(r.Code)],
			Text:    string(r.Text),
			Place:   string(r.Place),
			Country: country.Code(string(r.Country)),
			Code:    string(r.Code),
		})
	}
	return tl, adapter.Legible(len(*a.Rows), tl.Events)
}

// date reads any of the four forms.
func date(s lenient.Text) timeline.Time {
	if t := clock.ISO(string(s)); t != "" {
		return t
	}
	return clock.Layouts(string(s), "02-01-2006 15:04:05", "02.01.2006 15:04:05", "15:04 02.01.2006", "02.01.2006")
}

func page(number string) string {
	return "https://novaposhta.ua/tracking/?cargo_number=" + url.QueryEscape(number)
}

// arrived are the states in which a parcel is in the recipient's town.
var arrived = map[timeline.Status]bool{
	timeline.ArrivedLocal: true, timeline.AvailableForPickup: true, timeline.Delivered: true, timeline.OutForDelivery: true, timeline.AttemptFailed: true,
}

// states gives the meaning of the carrier's numbers.
var states = map[string]timeline.Status{
	"1": timeline.PendingPickup, "12": timeline.PendingPickup,
	"2": timeline.Incident, // deleted
	"4": timeline.InTransit, "41": timeline.InTransit, "5": timeline.InTransit, "14": timeline.InTransit,
	"104": timeline.InTransit, "112": timeline.InTransit,
	"6": timeline.ArrivedLocal,
	"7": timeline.AvailableForPickup, "8": timeline.AvailableForPickup, "105": timeline.AvailableForPickup, // its storage is no longer free
	"9": timeline.Delivered, "10": timeline.Delivered, "11": timeline.Delivered, "106": timeline.Delivered, // then money or papers go back
	"101": timeline.OutForDelivery,
	"102": timeline.Incident, "103": timeline.Incident, "108": timeline.Incident, // refused
	"111": timeline.AttemptFailed,
}
