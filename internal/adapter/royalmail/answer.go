package royalmail

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON.
type answer struct {
	Pieces lenient.List[piece] `json:"mailPieces"` // an object counts as a list of one
	Code   lenient.Text        `json:"httpCode"`
	Errors lenient.List[struct {
		Code lenient.Text `json:"errorCode"`
	}] `json:"errors"`
}

// piece is one item.
type piece struct {
	ID      lenient.Text `json:"mailPieceId"`
	Summary lenient.Object[struct {
		Barcode  lenient.Text `json:"oneDBarcode"`
		Product  lenient.Text `json:"productName"`
		From     lenient.Text `json:"originCountryCode"`
		To       lenient.Text `json:"destinationCountryCode"`
		Code     lenient.Text `json:"lastEventCode"`
		Name     lenient.Text `json:"lastEventName"`
		Time     lenient.Text `json:"lastEventDateTime"`
		Place    lenient.Text `json:"lastEventLocationName"`
		Category lenient.Text `json:"statusCategory"`
	}] `json:"summary"`
	Expected lenient.Object[struct {
		Date lenient.Text `json:"date"`
	}] `json:"estimatedDelivery"`
	Events lenient.List[struct {
		Code  lenient.Text `json:"eventCode"`
		Name  lenient.Text `json:"eventName"`
		Time  lenient.Text `json:"eventDateTime"`
		Place lenient.Text `json:"locationName"`
	}] `json:"events"`
	Error *struct {
		Code lenient.Text `json:"errorCode"`
	} `json:"error"`
}

// Decode reads the item that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Code != "" {
		code := ""
		if len(in.Errors) > 0 {
			code = string(in.Errors[0].Code)
		}
		return timeline.Timeline{}, refusal(string(in.Code), code)
	}
	if len(in.Pieces) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no mailPieces")
	}
	var found adapter.Shipments
	for _, p := range in.Pieces {
		for _, name := range []lenient.Text{p.Summary.V.Barcode, p.ID} {
			if name != "" {
				found.Add(q, string(name), func(number string) (timeline.Timeline, error) { return p.timeline(q, number) })
			}
		}
	}
	return found.Latest()
}

// refusal reads an error by its own code, else by the HTTP status that the answer names.
func refusal(status, code string) error {
	switch {
	case code == "E1142" && status == "400":
		return adapter.Errorf(adapter.InvalidNumber, "the carrier does not recognise the barcode")
	case code == "E1142" || code == "E1145" || code == "E2001":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the item")
	case status == "401":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	case status == "429":
		return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
	case strings.HasPrefix(status, "5"):
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	case status == "400":
		return adapter.Errorf(adapter.BadRequest, "the carrier refuses the question (%s)", code)
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

func (p piece) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	if p.Error != nil {
		return timeline.Timeline{}, refusal("", string(p.Error.Code))
	}
	s := p.Summary.V
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     adapter.CarrierOf(q, slug),
		Service:     string(s.Product),
		Status:      category(string(s.Category)),
		Origin:      country.Code(string(s.From)),
		Destination: country.Code(string(s.To)),
		ETA:         clock.Window(clock.ISO(string(p.Expected.V.Date)), ""),
		Source:      "https://www.royalmail.com/track-your-item#/tracking-results/" + url.PathEscape(number),
	}
	rows := len(p.Events)
	for _, e := range p.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.Time)),
			Status: codes[string(e.Code)],
			Text:   string(e.Name),
			Place:  string(e.Place),
			Code:   string(e.Code),
		})
	}
	if rows == 0 && s.Code != "" { // a summary tells the last event only
		rows = 1
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(s.Time)),
			Status: codes[string(s.Code)],
			Text:   string(s.Name),
			Place:  string(s.Place),
			Code:   string(s.Code),
		})
	}
	return tl, adapter.Legible(rows, tl.Events)
}

// category reads the item's status. That for "moving" is left to the newest event,
// which says more.
func category(s string) timeline.Status {
	switch s = strings.ToUpper(s); {
	case s == "DELIVERED":
		return timeline.Delivered
	case s == "READY FOR COLLECTION":
		return timeline.AvailableForPickup
	case s == "OUT FOR DELIVERY":
		return timeline.OutForDelivery
	case s == "HANDED TO OVERSEAS POSTAL PROVIDER":
		return timeline.HandedToLocal
	case s == "PROBLEM":
		return timeline.Incident
	case strings.Contains(s, "ATTEMPT"), strings.Contains(s, "SORRY WE"):
		return timeline.AttemptFailed
	case strings.HasPrefix(s, "RETURN"):
		return timeline.ReturnToSender
	case s == "ADVISED", strings.Contains(s, "ITEM DUE"):
		return timeline.PendingPickup
	}
	return ""
}

// codes gives the meaning of the codes of events. Others are read by their wording.
var codes = map[string]timeline.Status{
	"EVAIE": timeline.PendingPickup, "EVNDA": timeline.PendingPickup,
	"EVPPA": timeline.PickedUp, "EVAPC": timeline.PickedUp,
	"EVNMI": timeline.InTransit, "EVDAV": timeline.InTransit, "EVIMC": timeline.InTransit,
	"EVNSR": timeline.ArrivedLocal, "EVNDC": timeline.ArrivedLocal,
	"EVGPD": timeline.OutForDelivery,
	"EVKSP": timeline.Delivered, "EVKOP": timeline.Delivered, "EVKLS": timeline.Delivered,
	"EVKAA": timeline.Delivered, "EVKNR": timeline.Delivered,
	"EVNRT": timeline.AttemptFailed, "EVNKN": timeline.AttemptFailed,
	"EVNPS": timeline.AvailableForPickup,
	"RSRXS": timeline.ReturnToSender, "EVNRS": timeline.ReturnToSender,
	"EVDAC": timeline.CustomsInProgress,
}
