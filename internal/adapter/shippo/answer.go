package shippo

import (
	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// track is the service's JSON.
type track struct {
	Number  lenient.Text            `json:"tracking_number"`
	Carrier lenient.Text            `json:"carrier"`
	From    lenient.Object[address] `json:"address_from"`
	To      lenient.Object[address] `json:"address_to"`
	ETA     lenient.Text            `json:"eta"`
	Service lenient.Object[struct {
		Name lenient.Text `json:"name"`
	}] `json:"servicelevel"`
	Now    lenient.Object[step] `json:"tracking_status"`
	Rows   *lenient.List[step]  `json:"tracking_history"`
	Detail lenient.Text         `json:"detail"` // of a refusal
}

type address struct {
	City    lenient.Text `json:"city"`
	State   lenient.Text `json:"state"`
	Country lenient.Text `json:"country"`
}

// step is one row, or the present status.
type step struct {
	Status lenient.Text `json:"status"`
	Text   lenient.Text `json:"status_details"`
	Time   lenient.Text `json:"status_date"`
	Sub    lenient.Object[struct {
		Code lenient.Text `json:"code"`
	}] `json:"substatus"`
	Place lenient.Object[address] `json:"location"`
}

// Decode reads the track that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var t track
	if err := adapter.JSON(a.Body, &t); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case t.Rows == nil && t.Detail != "":
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case t.Rows == nil || t.Number == "":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no tracking_history")
	}
	number, err := adapter.About(q, string(t.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slugs.Carrier(q, string(t.Carrier), id),
		Service:     string(t.Service.V.Name),
		Status:      t.Now.V.meaning(),
		Origin:      country.Code(string(t.From.V.Country)),
		Destination: country.Code(string(t.To.V.Country)),
		ETA:         clock.Window(clock.ISO(string(t.ETA)), ""),
	}
	for _, r := range *t.Rows {
		status := r.meaning()
		if status == timeline.InTransit || status == timeline.Incident {
			status = adapter.Perhaps(status) // coarse: of such rows the wording tells more
		}
		p := r.Place.V
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(r.Time)),
			Status:  status,
			Text:    string(r.Text),
			Place:   string(p.City) + ", " + string(p.State),
			Country: country.Code(string(p.Country)),
			Code:    lenient.First(r.Sub.V.Code, r.Status),
		})
	}
	return tl, adapter.Legible(len(*t.Rows), tl.Events)
}

// subs gives the meaning of the finer words.
var subs = map[string]timeline.Status{
	"information_received": timeline.PendingPickup, "package_accepted": timeline.PickedUp,
	"package_arrived": timeline.ArrivedSorting, "package_departed": timeline.DepartedSorting,
	"package_processing": timeline.InTransit, "out_for_delivery": timeline.OutForDelivery,
	"delivery_scheduled": timeline.InTransit, "delivery_attempted": timeline.AttemptFailed,
	"notice_left": timeline.AttemptFailed, "pickup_available": timeline.AvailableForPickup,
	"package_held": timeline.Incident, "package_lost": timeline.Incident,
	"package_damaged": timeline.Incident, "package_undeliverable": timeline.Incident,
	"return_to_sender": timeline.ReturnToSender, "package_unclaimed": timeline.ReturnToSender,
	"contact_carrier": timeline.Incident, "address_issue": timeline.Incident,
	"location_inaccessible": timeline.AttemptFailed, "rescheduled_delivery": timeline.InTransit,
	"reschedule_delivery": timeline.InTransit, "package_forwarded": timeline.InTransit,
	"package_disposed": timeline.Incident, "delayed": timeline.InTransit, "delivered": timeline.Delivered,
}

// words gives the meaning of the coarse ones. UNKNOWN is none.
var words = map[string]timeline.Status{
	"PRE_TRANSIT": timeline.PendingPickup, "TRANSIT": timeline.InTransit, "DELIVERED": timeline.Delivered,
	"RETURNED": timeline.Returned, "FAILURE": timeline.Incident,
}

func (s step) meaning() timeline.Status {
	if m, ok := subs[string(s.Sub.V.Code)]; ok && s.Status != "RETURNED" {
		return m
	}
	return words[string(s.Status)]
}
