package hermesde

import (
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the page's JSON, or that for business customers.
type answer struct {
	Shipments *[]shipment `json:"shipmentinfo"`

	Number  lenient.Text        `json:"barcode"`
	History *lenient.List[step] `json:"parcelHistory"`
}

// step is a row of the page.
type step struct {
	Time   lenient.Text `json:"timestamp"` // null for a step that may come
	Status lenient.Text `json:"status"`
	Text   lenient.Text `json:"statusHistoryText"`
}

// shipment is a parcel of the business answer.
type shipment struct {
	Number lenient.Text `json:"shipmentID"`
	Link   lenient.Text `json:"trackingLink"`
	Result *struct {
		Code lenient.Text `json:"code"`
	} `json:"result"`
	To lenient.Object[struct {
		Country lenient.Text `json:"countryCode"`
	}] `json:"receiverAddress"`
	Forecast lenient.Object[struct {
		Date lenient.Text `json:"date"`
	}] `json:"deliveryForecast"`
	Rows lenient.List[struct {
		Time lenient.Text `json:"timestamp"`
		Code lenient.Text `json:"code"`
		Text lenient.Text `json:"description"`
		Unit lenient.Object[struct {
			City    lenient.Text `json:"city"`
			Country lenient.Text `json:"countryCode"`
		}] `json:"scanningUnit"`
	}] `json:"status"`
}

// Decode reads the parcel that an answer of either service holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.History != nil:
		return in.timeline(q)
	case in.Shipments == nil && a.Status == http.StatusNotFound:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	case in.Shipments == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is of no shape that is known")
	case len(*in.Shipments) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	var found adapter.Shipments
	for _, s := range *in.Shipments {
		found.Add(q, string(s.Number), s.timeline)
	}
	return found.Latest()
}

func (in answer) timeline(q adapter.Query) (timeline.Timeline, error) {
	number, err := adapter.About(q, string(in.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: page(number)}
	rows := 0
	for _, s := range *in.History {
		if s.Time == "" {
			continue
		}
		rows++
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(s.Time)),
			Status: steps[string(s.Status)],
			Text:   string(s.Text),
			Code:   string(s.Status),
		})
	}
	return tl, adapter.Legible(rows, tl.Events)
}

func (s shipment) timeline(number string) (timeline.Timeline, error) {
	if s.Result != nil && s.Result.Code.Is("e001") {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug, Destination: country.Code(string(s.To.V.Country)),
		ETA: clock.Window(clock.ISO(string(s.Forecast.V.Date)), ""), Source: page(number),
	}
	for _, r := range s.Rows {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.ISO(string(r.Time)),
			Status:  codes[string(r.Code)],
			Text:    string(r.Text),
			Place:   string(r.Unit.V.City),
			Country: country.Code(string(r.Unit.V.Country)),
			Code:    string(r.Code),
		})
	}
	return tl, adapter.Legible(len(s.Rows), tl.Events)
}

func page(number string) string {
	return "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation/#" + strings.ToUpper(url.PathEscape(number))
}

// codes gives the meaning of the business codes.
var codes = map[string]timeline.Status{
	"0000": timeline.PendingPickup, "1000": timeline.PickedUp, "2000": timeline.ArrivedSorting,
	"3000": timeline.OutForDelivery, "3500": timeline.Delivered,
	"4000": timeline.AttemptFailed, "4500": timeline.AttemptFailed, "5000": timeline.AvailableForPickup,
	"6000": timeline.Incident,
	"7000": timeline.InTransit, // a delay
}

// steps gives the meaning of the page's names.
var steps = map[string]timeline.Status{
	"AVISE":                            timeline.PendingPickup,
	"AM_PKS_ABGEGEBEN":                 timeline.PickedUp,
	"SENDUNG_VON_HERMES_UEBERNOMMEN":   timeline.PickedUp,
	"UMSCHLAG_INLAND":                  timeline.InTransit,
	"SENDUNG_IN_ZIELREGION_ANGEKOMMEN": timeline.ArrivedLocal,
	"ZUSTELLTOUR":                      timeline.OutForDelivery,
	"ZUGESTELLT":                       timeline.Delivered,
	"VOM_PAKETSHOP_ABGEHOLT":           timeline.Delivered,
	"RETOURE_AUSGELIEFERT_BEIM_ATG":    timeline.Returned,
}
