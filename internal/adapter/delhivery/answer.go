package delhivery

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON.
type answer struct {
	Data *[]struct {
		Shipment shipment `json:"Shipment"`
	} `json:"ShipmentData"`
	Error  lenient.Text `json:"Error"`
	Remark lenient.Text `json:"rmk"`
}

// shipment is one parcel.
type shipment struct {
	Number   lenient.Text          `json:"AWB"`
	Now      lenient.Object[state] `json:"Status"`
	Expected lenient.Text          `json:"ExpectedDeliveryDate"`
	Promised lenient.Text          `json:"PromisedDeliveryDate"`
	Scans    lenient.List[struct {
		Detail lenient.Object[scan] `json:"ScanDetail"`
	}] `json:"Scans"`
}

type state struct {
	Status lenient.Text `json:"Status"`
	Type   lenient.Text `json:"StatusType"`
	Time   lenient.Text `json:"StatusDateTime"`
	Place  lenient.Text `json:"StatusLocation"`
	Code   lenient.Text `json:"StatusCode"`
	Text   lenient.Text `json:"Instructions"`
}

type scan struct {
	Status lenient.Text `json:"Scan"`
	Type   lenient.Text `json:"ScanType"`
	Time   lenient.Text `json:"ScanDateTime"`
	Place  lenient.Text `json:"ScannedLocation"`
	Code   lenient.Text `json:"StatusCode"`
	Text   lenient.Text `json:"Instructions"`
}

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	remark := strings.ToLower(string(in.Remark) + " " + string(in.Error))
	switch {
	case in.Data == nil && strings.Contains(remark, "does not exist"):
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the parcel")
	case in.Data == nil && (strings.Contains(remark, "authenticat") || strings.Contains(remark, "token")):
		return timeline.Timeline{}, adapter.Errorf(adapter.NeedsKey, "the carrier refused the token")
	case in.Data == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no ShipmentData")
	case len(*in.Data) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	var found adapter.Shipments
	for _, d := range *in.Data {
		if d.Shipment.Number != "" {
			found.Add(q, string(d.Shipment.Number), d.Shipment.timeline)
		}
	}
	return found.Latest()
}

func (s shipment) timeline(number string) (timeline.Timeline, error) {
	now := s.Now.V
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Status:  statusOf(string(now.Type), string(now.Status), string(now.Code)),
		ETA:     clock.Window(clock.ISO(lenient.First(s.Expected, s.Promised)), ""),
		Source:  "https://www.delhivery.com/track-v2/package/" + url.PathEscape(number),
	}
	rows := len(s.Scans)
	for _, r := range s.Scans {
		d := r.Detail.V
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(d.Time)),
			Status: statusOf(string(d.Type), string(d.Status), string(d.Code)),
			Text:   lenient.First(d.Text, d.Status),
			Place:  string(d.Place),
			Code:   string(d.Code),
		})
	}
	if rows == 0 && now.Time != "" {
		rows = 1
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(now.Time)),
			Status: tl.Status,
			Text:   lenient.First(now.Text, now.Status),
			Place:  string(now.Place),
			Code:   string(now.Code),
		})
	}
	return tl, adapter.Legible(rows, tl.Events)
}

// words gives the meaning of the status of a parcel on its way (type UD).
var words = map[string]timeline.Status{
	"manifested": timeline.PendingPickup, "not picked": timeline.PendingPickup,
	"in transit": timeline.InTransit, "pending": timeline.InTransit, "dispatched": timeline.OutForDelivery,
}

// statusOf reads the type, the status and the code of a row.
func statusOf(kind, status, code string) timeline.Status {
	switch status = strings.ToLower(status); {
	case kind == "DL" && (status == "rto" || status == "dto"):
		return timeline.Returned
	case kind == "DL":
		return timeline.Delivered
	case kind == "RT":
		return timeline.ReturnToSender
	case kind == "PU":
		return timeline.PickedUp
	case kind == "PP":
		return timeline.PendingPickup
	case kind == "CN" || kind == "LT":
		return timeline.Incident
	case code == "X-PPOM":
		return timeline.PickedUp
	case strings.HasPrefix(code, "EOD-") && code != "EOD-38" && status == "pending":
		return timeline.AttemptFailed
	}
	return words[status]
}
