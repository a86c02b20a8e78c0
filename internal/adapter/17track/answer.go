package seventeentrack

import (
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// codes of the service's errors.
const (
	notRegistered = "-18019902"
	nothingYet    = "-18019909"
)

// soon is when what the service was asked to find may be there.
const soon = 20 * time.Second

// answer is the service's JSON.
type answer struct {
	Code lenient.Text `json:"code"`
	Data *struct {
		Accepted *[]item `json:"accepted"`
		Rejected []struct {
			Number lenient.Text `json:"number"`
			Error  lenient.Object[struct {
				Code lenient.Text `json:"code"`
			}] `json:"error"`
		} `json:"rejected"`
		Number lenient.Text `json:"number"` // of an event that the service sent
		Info   *info        `json:"track_info"`
	} `json:"data"`
}

// item is one number that was accepted: with what is known of it, with the little that
// a list tells, or with neither.
type item struct {
	Number  lenient.Text `json:"number"`
	Carrier lenient.Text `json:"carrier"`
	Info    *info        `json:"track_info"`

	Status lenient.Text `json:"package_status"`
	Time   lenient.Text `json:"latest_event_time"`
	Text   lenient.Text `json:"latest_event_info"`
}

// info is what is known of a parcel.
type info struct {
	Shipping lenient.Object[struct {
		From lenient.Object[address] `json:"shipper_address"`
		To   lenient.Object[address] `json:"recipient_address"`
	}] `json:"shipping_info"`
	Latest  lenient.Object[status] `json:"latest_status"`
	Metrics lenient.Object[struct {
		Expected lenient.Object[struct {
			From lenient.Text `json:"from"`
			To   lenient.Text `json:"to"`
		}] `json:"estimated_delivery_date"`
	}] `json:"time_metrics"`
	Misc lenient.Object[struct {
		Service lenient.Text `json:"service_type"`
		Number  lenient.Text `json:"local_number"`
		Carrier lenient.Text `json:"local_key"`
	}] `json:"misc_info"`
	Tracking lenient.Object[struct {
		Providers lenient.List[struct {
			Provider lenient.Object[struct {
				Key lenient.Text `json:"key"`
			}] `json:"provider"`
			Events lenient.List[event] `json:"events"`
		}] `json:"providers"`
	}] `json:"tracking"`
}

type address struct {
	City    lenient.Text `json:"city"`
	Country lenient.Text `json:"country"`
}

type status struct {
	Status lenient.Text `json:"status"`
	Sub    lenient.Text `json:"sub_status"`
}

// event is one row.
type event struct {
	ISO lenient.Text `json:"time_iso"`
	Raw lenient.Object[struct {
		Date lenient.Text `json:"date"`
		Time lenient.Text `json:"time"`
		Zone lenient.Text `json:"timezone"`
	}] `json:"time_raw"`
	Text    lenient.Text            `json:"description"`
	Place   lenient.Text            `json:"location"`
	Stage   lenient.Text            `json:"stage"`
	Sub     lenient.Text            `json:"sub_status"`
	Address lenient.Object[address] `json:"address"`
}

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Code != "" && in.Code != "0":
		return timeline.Timeline{}, refusal(string(in.Code))
	case in.Data != nil && in.Data.Accepted == nil && in.Data.Info != nil:
		in.Data.Accepted = &[]item{{Number: in.Data.Number, Info: in.Data.Info}}
	case in.Data == nil || in.Data.Accepted == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer lists no numbers")
	}
	var found adapter.Shipments
	for _, it := range *in.Data.Accepted {
		found.Add(q, string(it.Number), func(number string) (timeline.Timeline, error) { return it.timeline(q, number) })
	}
	for _, r := range in.Data.Rejected {
		found.Add(q, string(r.Number), func(string) (timeline.Timeline, error) {
			return timeline.Timeline{}, refusal(string(r.Error.V.Code))
		})
	}
	return found.Latest()
}

// refusal reads an error.
func refusal(code string) error {
	switch code {
	case nothingYet, notRegistered, "-18019903":
		return &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	case "-18010012":
		return adapter.Errorf(adapter.InvalidNumber, "the service says that the number is not valid")
	case "-18010001", "-18010002", "-18010004":
		return adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case "-18019908":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the service reports the error %q", code)
}

func (it item) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slugs.Carrier(q, string(it.Carrier), id),
		Source:  "https://t.17track.net/en#nums=" + number,
	}
	switch {
	case it.Info != nil:
		return it.Info.fill(tl)
	case it.Time == "":
		return tl, &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	}
	tl.Status = statusOf(string(it.Status), "")
	tl.Events = adapter.Append(tl.Events, timeline.Event{
		Time:   clock.ISO(string(it.Time)),
		Status: tl.Status,
		Text:   string(it.Text),
		Code:   string(it.Status),
	})
	return tl, adapter.Legible(1, tl.Events)
}

func (in *info) fill(tl timeline.Timeline) (timeline.Timeline, error) {
	tl.Status = statusOf(string(in.Latest.V.Status), string(in.Latest.V.Sub))
	tl.Service = string(in.Misc.V.Service)
	tl.Origin, tl.Destination = country.Code(string(in.Shipping.V.From.V.Country)), country.Code(string(in.Shipping.V.To.V.Country))
	tl.ETA = clock.Window(clock.ISO(string(in.Metrics.V.Expected.V.From)), clock.ISO(string(in.Metrics.V.Expected.V.To)))
	tl.NextLeg = adapter.Next(tl.Number, slugs[string(in.Misc.V.Carrier)], string(in.Misc.V.Number))
	rows := 0
	for _, p := range in.Tracking.V.Providers {
		rows += len(p.Events)
		for _, e := range p.Events {
			at := clock.ISO(string(e.ISO))
			if at == "" {
				at = clock.At(clock.Join(clock.ISO(string(e.Raw.V.Date)), string(e.Raw.V.Time)), string(e.Raw.V.Zone))
			}
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:    at,
				Status:  eventStatus(string(e.Stage), string(e.Sub)),
				Text:    string(e.Text),
				Place:   lenient.First(e.Place, e.Address.V.City),
				Country: country.Code(string(e.Address.V.Country)),
				Code:    lenient.First(e.Sub, e.Stage),
			})
		}
	}
	err := adapter.Legible(rows, tl.Events)
	if adapter.KindOf(err) == adapter.NotFound {
		return tl, &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	}
	return tl, err
}

// eventStatus reads an event. In transit is coarse: of such events the wording tells
// more.
func eventStatus(stage, sub string) timeline.Status {
	s := statusOf(lenient.First(firstPart(sub), stage), sub)
	if s == timeline.InTransit && !strings.Contains(sub, "Delayed") {
		return adapter.Perhaps(s)
	}
	return s
}

func firstPart(sub string) string {
	first, _, _ := strings.Cut(sub, "_")
	return first
}

// subs gives the meaning of finer words.
var subs = map[string]timeline.Status{
	"InTransit_PickedUp": timeline.PickedUp, "InTransit_Departure": timeline.DepartedOrigin,
	"InTransit_Arrival":                     timeline.ArrivedDest,
	"InTransit_CustomsProcessing":           timeline.CustomsInProgress,
	"InTransit_CustomsReleased":             timeline.CustomsCleared,
	"InTransit_CustomsRequiringInformation": timeline.CustomsInProgress,
	"Exception_Returning":                   timeline.ReturnToSender, "Exception_Returned": timeline.Returned,
	"Exception_Delayed": timeline.InTransit, "DeliveryFailure_Rejected": timeline.Incident,
}

// words gives the meaning of the coarse ones. Expired is none.
var words = map[string]timeline.Status{
	"NotFound": timeline.PendingPickup, "InfoReceived": timeline.PendingPickup, "InTransit": timeline.InTransit,
	"PickedUp":  timeline.PickedUp,
	"Departure": timeline.DepartedOrigin, "Arrival": timeline.ArrivedDest,
	"AvailableForPickup": timeline.AvailableForPickup, "OutForDelivery": timeline.OutForDelivery,
	"DeliveryFailure": timeline.AttemptFailed, "Delivered": timeline.Delivered, "Exception": timeline.Incident,
	"Returning": timeline.ReturnToSender, "Returned": timeline.Returned,
}

func statusOf(word, sub string) timeline.Status {
	if s, ok := subs[sub]; ok {
		return s
	}
	return words[word]
}

// slugs maps the service's numbers of carriers to our slugs. Only those that are certain
// are listed: where the number is not known the service finds the carrier itself.
var slugs = adapter.Slugs{
	"2151": "correios-br", "100002": "ups", "100003": "fedex", "21051": "usps", "190012": "yunexpress",
	"190271": "cainiao",
}
