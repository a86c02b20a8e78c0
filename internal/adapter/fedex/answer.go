package fedex

import (
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds, of several under one number the one
// with the newest scan.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case len(in.Errors) > 0:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code))
	case in.Output == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no output")
	}
	var found adapter.Shipments
	for _, r := range in.Output.Results {
		for _, p := range r.Parcels {
			found.Add(q, string(r.Number), p.timeline)
		}
		if len(r.Parcels) == 0 {
			found.Add(q, string(r.Number), nothing)
		}
	}
	for _, p := range in.Output.Packages {
		found.Add(q, string(p.Number), p.timeline)
	}
	return found.Latest()
}

// nothing is what is told of a number without a parcel.
func nothing(string) (timeline.Timeline, error) {
	return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
}

// answer is the carrier's JSON: results of the API, or packages of the page.
type answer struct {
	Errors []struct {
		Code lenient.Text `json:"code"`
	} `json:"errors"`
	Output *struct {
		Results []struct {
			Number  lenient.Text         `json:"trackingNumber"`
			Parcels lenient.List[parcel] `json:"trackResults"`
		} `json:"completeTrackResults"`
		Packages []webParcel `json:"packages"`
	} `json:"output"`
}

// parcel is one of those that have a number.
type parcel struct {
	Error *struct {
		Code lenient.Text `json:"code"`
	} `json:"error"`
	Latest lenient.Object[struct {
		Code    lenient.Text `json:"code"`
		Derived lenient.Text `json:"derivedCode"`
	}] `json:"latestStatusDetail"`
	Dates lenient.List[struct {
		Type lenient.Text `json:"type"`
		Time lenient.Text `json:"dateTime"`
	}] `json:"dateAndTimes"`
	Estimated lenient.Object[window] `json:"estimatedDeliveryTimeWindow"`
	Standard  lenient.Object[window] `json:"standardTransitTimeWindow"`
	Service   lenient.Object[struct {
		Name lenient.Text `json:"description"`
	}] `json:"serviceDetail"`
	Shipper   lenient.Object[party] `json:"shipperInformation"`
	Recipient lenient.Object[party] `json:"recipientInformation"`
	Scans     lenient.List[scan]    `json:"scanEvents"`
}

type window struct {
	Window lenient.Object[struct {
		From lenient.Text `json:"begins"`
		To   lenient.Text `json:"ends"`
	}] `json:"window"`
}

type party struct {
	Address lenient.Object[address] `json:"address"`
}

type address struct {
	City    lenient.Text `json:"city"`
	State   lenient.Text `json:"stateOrProvinceCode"`
	Country lenient.Text `json:"countryCode"`
}

func (a address) place() string { return strings.Trim(string(a.City)+", "+string(a.State), ", ") }

// scan is one event. Older answers nest its address.
type scan struct {
	Time      lenient.Text `json:"date"`
	Type      lenient.Text `json:"eventType"`
	Text      lenient.Text `json:"eventDescription"`
	Exception lenient.Text `json:"exceptionDescription"`
	Derived   lenient.Text `json:"derivedStatusCode"`
	Kind      lenient.Text `json:"locationType"`
	Location  lenient.Object[struct {
		address
		Nested lenient.Object[party] `json:"locationContactAndAddress"`
	}] `json:"scanLocation"`
}

func (p parcel) timeline(number string) (timeline.Timeline, error) {
	if len(p.Scans) == 0 && p.Error != nil {
		return timeline.Timeline{}, refusal(string(p.Error.Code))
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     string(p.Service.V.Name),
		Status:      statusOf(lenient.First(p.Latest.V.Code, p.Latest.V.Derived), ""),
		Origin:      country.Code(string(p.Shipper.V.Address.V.Country)),
		Destination: country.Code(string(p.Recipient.V.Address.V.Country)),
		ETA:         p.eta(),
		Source:      page(number),
	}
	for _, s := range p.Scans {
		at := s.Location.V.address
		if nested := s.Location.V.Nested.V.Address.V; at.City == "" && at.Country == "" {
			at = nested
		}
		status := statusOf(string(s.Type), string(s.Kind))
		if status == "" {
			status = statusOf(string(s.Derived), "")
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(s.Time)),
			Status:  status,
			Text:    lenient.First(s.Text, s.Exception),
			Place:   at.place(),
			Country: country.Code(string(at.Country)),
			Code:    string(s.Type),
		})
	}
	return tl, adapter.Legible(len(p.Scans), tl.Events)
}

// eta returns when delivery is expected: the estimate, its window, the usual time.
func (p parcel) eta() *timeline.ETA {
	for _, d := range p.Dates {
		if d.Type == "ESTIMATED_DELIVERY" {
			if eta := clock.Window(clock.ISO(string(d.Time)), ""); eta != nil {
				return eta
			}
		}
	}
	w := p.Estimated.V.Window.V
	if eta := clock.Window(clock.ISO(string(w.From)), clock.ISO(string(w.To))); eta != nil {
		return eta
	}
	return clock.Window("", clock.ISO(string(p.Standard.V.Window.V.To)))
}

// webParcel is a package as the page gets it.
type webParcel struct {
	Number    lenient.Text            `json:"trackingNbr"`
	Service   lenient.Text            `json:"serviceDesc"`
	Key       lenient.Text            `json:"keyStatusCD"`
	Expected  lenient.Text            `json:"estDeliveryDt"`
	Shipper   lenient.Object[address] `json:"shipperAddress"`
	Recipient lenient.Object[address] `json:"recipientAddress"`
	Scans     lenient.List[struct {
		Date   lenient.Text `json:"date"`
		Time   lenient.Text `json:"time"`
		Offset lenient.Text `json:"gmtOffset"`
		Code   lenient.Text `json:"statusCD"`
		Text   lenient.Text `json:"status"`
		Place  lenient.Text `json:"scanLocation"` // "QUITO EC"
	}] `json:"scanEventList"`
}

func (p webParcel) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Service: string(p.Service), Status: statusOf(string(p.Key), ""),
		Origin: country.Code(string(p.Shipper.V.Country)), Destination: country.Code(string(p.Recipient.V.Country)),
		ETA: clock.Window(clock.ISO(string(p.Expected)), ""), Source: page(number),
	}
	for _, s := range p.Scans {
		place, land := string(s.Place), ""
		// The last two letters are a country abroad and a state in the United States.
		if i := strings.LastIndexByte(place, ' '); i >= 0 && (place[i+1:] == tl.Origin || place[i+1:] == tl.Destination) {
			place, land = place[:i], place[i+1:]
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.At(clock.Join(clock.ISO(string(s.Date)), string(s.Time)), string(s.Offset)),
			Status:  statusOf(string(s.Code), ""),
			Text:    string(s.Text),
			Place:   place,
			Country: land,
			Code:    string(s.Code),
		})
	}
	return tl, adapter.Legible(len(p.Scans), tl.Events)
}

// refusal reads the carrier's errors.
func refusal(code string) error {
	switch code {
	case "TRACKING.TRACKINGNUMBER.NOTFOUND", "TRACKING.TCNPLUSDATETYPE.NOTFOUND":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case "TRACKING.TRACKINGNUMBER.INVALID", "TRACKING.TRACKINGNUMBER.EMPTY":
		return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not valid")
	case "NOT.AUTHORIZED.ERROR", "FORBIDDEN.ERROR":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case "TOO.MANY.REQUESTS":
		return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
	case "INTERNAL.SERVER.ERROR", "SERVICE.UNAVAILABLE.ERROR":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	case "BAD.REQUEST.ERROR":
		return adapter.Errorf(adapter.BadRequest, "the carrier refuses the question")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}
