package ups

import (
	"fmt"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Refusal != nil:
		return timeline.Timeline{}, refusal(in.Refusal.Errors)
	case in.Alert.Status != nil:
		return in.Alert.timeline(q)
	case in.Track == nil || len(in.Track.Shipments) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no shipment")
	}
	for _, s := range in.Track.Shipments {
		for _, p := range s.Packages {
			for _, name := range []lenient.Text{s.Asked, p.Number} {
				if number, err := adapter.About(q, string(name)); err == nil && name != "" {
					return p.timeline(number)
				}
			}
		}
		if len(s.Packages) == 0 && len(s.Warnings) > 0 {
			return timeline.Timeline{}, refusal(s.Warnings)
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// answer is the carrier's JSON: a parcel, a refusal, or a Track Alert.
type answer struct {
	Track *struct {
		Shipments []struct {
			Asked    lenient.Text `json:"inquiryNumber"`
			Warnings []fault      `json:"warnings"`
			Packages []parcel     `json:"package"`
		} `json:"shipment"`
	} `json:"trackResponse"`
	Refusal *struct {
		Errors []fault `json:"errors"`
	} `json:"response"`
	Alert alert
}

// UnmarshalJSON reads the two outlines side by side.
func (a *answer) UnmarshalJSON(b []byte) error {
	type plain answer
	if err := adapter.JSON(b, (*plain)(a)); err != nil {
		return err
	}
	return adapter.JSON(b, &a.Alert)
}

type fault struct {
	Code lenient.Text `json:"code"`
}

// parcel is one package.
type parcel struct {
	Number     lenient.Text           `json:"trackingNumber"`
	Current    lenient.Object[status] `json:"currentStatus"`
	Activities lenient.List[activity] `json:"activity"`
	Dates      lenient.List[struct {
		Type lenient.Text `json:"type"` // SDD scheduled, RDD rescheduled, DEL delivered
		Date lenient.Text `json:"date"`
	}] `json:"deliveryDate"`
	Others lenient.List[struct {
		Number lenient.Text `json:"number"`
		Type   lenient.Text `json:"type"`
	}] `json:"alternateTrackingNumber"`
	Addresses lenient.List[struct {
		Type    lenient.Text            `json:"type"`
		Address lenient.Object[address] `json:"address"`
	}] `json:"packageAddress"`
	Service lenient.Object[struct {
		Name lenient.Text `json:"description"`
	}] `json:"service"`
	Point lenient.Object[struct {
		Until lenient.Text `json:"pickupByDate"`
	}] `json:"accessPointInformation"`
}

type status struct {
	Type lenient.Text `json:"type"`
	Code lenient.Text `json:"code"`
	Text lenient.Text `json:"description"`
	Fine lenient.Text `json:"statusCode"`
	Desc lenient.Text `json:"descriptionCode"` // the same in a Track Alert
}

type address struct {
	City    lenient.Text `json:"city"`
	State   lenient.Text `json:"stateProvince"`
	Country lenient.Text `json:"countryCode"`
	Land    lenient.Text `json:"country"`
}

func (a address) place() string { return strings.Trim(string(a.City)+", "+string(a.State), ", ") }

func (a address) land() string { return country.Code(lenient.First(a.Country, a.Land)) }

// activity is one scan.
type activity struct {
	Date     lenient.Text           `json:"date"`
	Time     lenient.Text           `json:"time"`
	GMTDate  lenient.Text           `json:"gmtDate"`
	GMTTime  lenient.Text           `json:"gmtTime"`
	Offset   lenient.Text           `json:"gmtOffset"`
	Status   lenient.Object[status] `json:"status"`
	Location lenient.Object[struct {
		Address lenient.Object[address] `json:"address"`
	}] `json:"location"`
}

func (p parcel) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Service: string(p.Service.V.Name), Status: p.Current.V.meaning(), ETA: p.eta(),
		PickupBy: day(p.Point.V.Until), Source: page(number),
	}
	for _, a := range p.Addresses {
		switch a.Type {
		case "ORIGIN":
			tl.Origin = a.Address.V.land()
		case "DESTINATION":
			tl.Destination = a.Address.V.land()
		}
	}
	for _, other := range p.Others {
		if strings.HasPrefix(string(other.Type), "USPS") && tl.NextLeg == nil {
			tl.NextLeg = adapter.Next(number, "usps", string(other.Number))
		}
	}
	for _, a := range p.Activities {
		at := clock.Join(day(a.Date), string(a.Time))
		if zoned := clock.At(at, string(a.Offset)); zoned != at {
			at = zoned
		} else {
			at = beside(at, clock.Join(day(a.GMTDate), string(a.GMTTime)))
		}
		where := a.Location.V.Address.V
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    at,
			Status:  a.Status.V.meaning(),
			Text:    string(a.Status.V.Text),
			Place:   where.place(),
			Country: where.land(),
			Code:    string(a.Status.V.Code),
		})
	}
	return tl, adapter.Legible(len(p.Activities), tl.Events)
}

// eta returns the day on which delivery is scheduled, the rescheduled one first.
func (p parcel) eta() *timeline.ETA {
	var scheduled, moved timeline.Time
	for _, d := range p.Dates {
		switch d.Type {
		case "SDD":
			scheduled = day(d.Date)
		case "RDD":
			moved = day(d.Date)
		}
	}
	if moved != "" {
		scheduled = moved
	}
	return clock.Window(scheduled, "")
}

func day(s lenient.Text) timeline.Time { return clock.Layouts(string(s), "20060102", "2006-01-02") }

// beside gives a local time the offset by which it stands apart from the same moment in
// UTC, when that is a quarter of an hour's multiple.
func beside(local, utc timeline.Time) timeline.Time {
	l, ok := local.Wall()
	u, known := utc.Wall()
	apart := l - u
	if !ok || !known || local.Clock() == "" || utc.Clock() == "" || apart%900 != 0 || apart < -14*3600 || apart > 14*3600 {
		return local
	}
	sign := '+'
	if apart < 0 {
		sign, apart = '-', -apart
	}
	return clock.At(local, fmt.Sprintf("%c%02d:%02d", sign, apart/3600, apart/60%60))
}

// alert is one event that UPS sends by itself.
type alert struct {
	Number   lenient.Text            `json:"trackingNumber"`
	Date     lenient.Text            `json:"localActivityDate"`
	Time     lenient.Text            `json:"localActivityTime"`
	GMTDate  lenient.Text            `json:"gmtActivityDate"`
	GMTTime  lenient.Text            `json:"gmtActivityTime"`
	Expected lenient.Text            `json:"scheduledDeliveryDate"`
	Where    lenient.Object[address] `json:"activityLocation"`
	Status   *status                 `json:"activityStatus"`
}

func (a alert) timeline(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(q, string(a.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		ETA:     clock.Window(day(a.Expected), ""),
		Source:  page(number),
	}
	tl.Events = adapter.Append(tl.Events, timeline.Event{
		Time:    beside(clock.Join(day(a.Date), string(a.Time)), clock.Join(day(a.GMTDate), string(a.GMTTime))),
		Status:  a.Status.meaning(),
		Text:    string(a.Status.Text),
		Place:   a.Where.V.place(),
		Country: a.Where.V.land(),
		Code:    string(a.Status.Code),
	})
	return tl, adapter.Legible(1, tl.Events)
}

// refusal reads the carrier's errors and warnings.
func refusal(list []fault) error {
	for _, f := range list {
		switch code := string(f.Code); {
		case code == "TW0001" || code == "151018" || code == "151044":
			return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
		case code == "TV1002":
			return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not valid")
		case strings.HasPrefix(code, "25000"):
			return adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
		case code == "10429":
			return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
		}
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}
