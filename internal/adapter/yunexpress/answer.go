package yunexpress

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the JSON of the page, or of the API.
type answer struct {
	List *[]struct {
		ID     lenient.Text           `json:"Id"`
		Status lenient.Text           `json:"Status"`
		Info   lenient.Object[parcel] `json:"TrackInfo"`
	} `json:"ResultList"`
	Item *struct {
		parcel
		State lenient.Text `json:"PackageState"`
		Land  lenient.Text `json:"CountryCode"`
	} `json:"Item"`
	Code lenient.Text `json:"Code"`
}

// parcel is one parcel.
type parcel struct {
	Number lenient.Text        `json:"WaybillNumber"`
	Next   lenient.Text        `json:"TrackingNumber"`
	From   lenient.Text        `json:"OriginCountryCode"`
	To     lenient.Text        `json:"DestinationCountryCode"`
	Rows   lenient.List[row]   `json:"TrackEventDetails"`
	API    lenient.List[row]   `json:"OrderTrackingDetails"`
	Last   lenient.Object[row] `json:"LastTrackEvent"`
}

type row struct {
	Created lenient.Text `json:"CreatedOn"`
	Time    lenient.Text `json:"ProcessDate"`
	Text    lenient.Text `json:"ProcessContent"`
	Place   lenient.Text `json:"ProcessLocation"`
	Zone    lenient.Text `json:"GmtProcessTimezone"`
}

// Decode reads the parcel that an answer of either holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Item != nil:
		if in.Item.To == "" {
			in.Item.To = in.Item.Land
		}
		return in.Item.parcel.timeline(q, string(in.Item.State))
	case in.List == nil && in.Code != "":
		return timeline.Timeline{}, refusal(string(in.Code))
	case in.List == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no ResultList")
	case len(*in.List) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	for _, r := range *in.List {
		p := r.Info.V
		if p.Number == "" {
			p.Number = r.ID
		}
		for _, name := range []lenient.Text{p.Number, p.Next} {
			if _, err := adapter.About(q, string(name)); err != nil || name == "" {
				continue
			}
			if r.Status == "0" {
				return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
			}
			return p.timeline(q, string(r.Status))
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads a code of the API.
func refusal(code string) error {
	switch code {
	case "5001", "1006":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case "1001", "1002":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports a code that is not known")
}

func (p parcel) timeline(q adapter.Query, status string) (timeline.Timeline, error) {
	number := q.Number
	if number == "" {
		number = string(p.Number)
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Status:      statuses[status],
		Origin:      country.Code(string(p.From)),
		Destination: country.Code(string(p.To)),
		NextLeg:     adapter.Next(number, "", string(p.Next)),
		Source:      "https://www.yuntrack.com/parcelTracking?" + url.Values{"id": {number}}.Encode(),
	}
	rows := p.Rows
	if len(rows) == 0 {
		rows = p.API
	}
	for _, r := range rows {
		at := clock.ISO(lenient.First(r.Time, r.Created))
		if last := p.Last.V; r.Text == last.Text && at == clock.ISO(string(last.Time)) {
			r.Zone = last.Zone
		}
		town, land := townOf(string(r.Place))
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.At(at, string(r.Zone)),
			Text:    string(r.Text),
			Place:   town,
			Country: land,
		})
	}
	return tl, adapter.Legible(len(rows), tl.Events)
}

// townOf parts "Mainland China, CN" and "HK".
func townOf(place string) (town, land string) {
	i := strings.LastIndexByte(place, ',')
	if land = country.Code(strings.TrimSpace(place[i+1:])); land == "" || len(strings.TrimSpace(place[i+1:])) != 2 {
		return place, ""
	}
	return place[:max(i, 0)], land
}

// statuses gives the meaning of the parcel's status. 60 covers customs and worse, and is
// left to the wording, as is 80, a search that was given up.
var statuses = map[string]timeline.Status{
	"10": timeline.PendingPickup, "20": timeline.InTransit, "30": timeline.OutForDelivery,
	"40": timeline.AvailableForPickup, "50": timeline.Delivered, "70": timeline.ReturnToSender,
}
