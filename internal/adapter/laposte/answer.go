package laposte

import (
	"bytes"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is about one number.
type answer struct {
	Code     lenient.Text `json:"returnCode"`
	Message  lenient.Text `json:"returnMessage"`
	Shipment *shipment    `json:"shipment"`
}

// shipment is one parcel or letter.
type shipment struct {
	Number   lenient.Text `json:"idShip"`
	Holder   lenient.Text `json:"holder"` // 1, 2 letters; 3 Chronopost; 4 Colissimo
	Product  lenient.Text `json:"product"`
	Expected lenient.Text `json:"estimDate"`
	Link     lenient.Text `json:"url"`
	Events   lenient.List[struct {
		Code lenient.Text `json:"code"`
		Text lenient.Text `json:"label"`
		Time lenient.Text `json:"date"`
	}] `json:"event"`
	Context lenient.Object[struct {
		From    lenient.Text `json:"originCountry"`
		To      lenient.Text `json:"arrivalCountry"`
		Partner lenient.Object[struct {
			Number lenient.Text `json:"reference"`
		}] `json:"partner"`
	}] `json:"contextData"`
}

// Decode reads the shipment that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	list := make([]answer, 1)
	into := any(&list[0])
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("[")) {
		into = &list
	}
	if err := adapter.JSON(a.Body, into); err != nil {
		return timeline.Timeline{}, err
	}
	for _, in := range list {
		if in.Shipment == nil {
			if len(list) == 1 {
				return timeline.Timeline{}, refusal(in)
			}
			continue
		}
		if number, err := adapter.About(q, string(in.Shipment.Number)); err == nil {
			return in.Shipment.timeline(q, number)
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads an answer without a shipment.
func refusal(in answer) error {
	message := strings.ToLower(string(in.Message))
	switch code := in.Code; {
	case code == "400":
		return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not valid")
	case code == "401" || code == "403":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the key")
	case code == "404", strings.Contains(message, "aucun objet trouv"):
		return adapter.Errorf(adapter.NotFound, "the carrier knows no such shipment")
	case code == "429":
		return adapter.Errorf(adapter.RateLimited, "the quota is used up")
	case strings.HasPrefix(string(code), "5"):
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no shipment")
}

func (s *shipment) timeline(q adapter.Query, number string) (timeline.Timeline, error) {
	carrier := slug
	if s.Holder == "3" {
		carrier = "chronopost"
	}
	tl := timeline.Timeline{
		Number: number, Carrier: adapter.CarrierOf(q, carrier), Service: string(s.Product),
		Origin: country.Code(string(s.Context.V.From)), Destination: country.Code(string(s.Context.V.To)),
		ETA:     clock.Window(clock.ISO(string(s.Expected)), ""),
		NextLeg: adapter.Next(number, "", string(s.Context.V.Partner.V.Number)),
		Source:  "https://www.laposte.fr/outils/suivre-vos-envois?code=" + url.QueryEscape(number),
	}
	for _, e := range s.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.Time)),
			Status: codes[string(e.Code)],
			Text:   string(e.Text),
			Code:   string(e.Code),
		})
	}
	return tl, adapter.Legible(len(s.Events), tl.Events)
}

// codes gives the meaning of the codes of events.
var codes = map[string]timeline.Status{
	"DR1": timeline.PendingPickup, "DR2": timeline.PendingPickup,
	"PC1": timeline.PickedUp, "PC2": timeline.PickedUp,
	"ET1": timeline.InTransit, "ET2": timeline.DepartedOrigin, "ET3": timeline.ArrivedDest,
	"ET4": timeline.InTransit, "EP1": timeline.InTransit,
	"DO1": timeline.CustomsInProgress, "DO2": timeline.CustomsCleared, "DO3": timeline.Incident,
	"PB1": timeline.Incident, "PB2": timeline.InTransit,
	"MD1": timeline.ArrivedLocal, "MD2": timeline.OutForDelivery, "MD3": timeline.OutForDelivery,
	"ND1": timeline.AttemptFailed, "AG1": timeline.AvailableForPickup, "RE1": timeline.ReturnToSender,
	"DI0": timeline.Delivered, "DI1": timeline.Delivered, "DI2": timeline.Returned, "DI3": timeline.InTransit,
}
