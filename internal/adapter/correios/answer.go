package correios

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON: objects, or one object, or the page's error.
type answer struct {
	Objects *[]object `json:"objetos"`
	object
	Error   any          `json:"erro"`
	Message lenient.Text `json:"mensagem"`
}

// object is one parcel.
type object struct {
	Number lenient.Text `json:"codObjeto"`
	Note   lenient.Text `json:"mensagem"`
	Kind   lenient.Object[struct {
		Category lenient.Text `json:"categoria"`
	}] `json:"tipoPostal"`
	Expected lenient.Text         `json:"dtPrevista"`
	Events   *lenient.List[event] `json:"eventos"`
}

// event is one row, newest first.
type event struct {
	Code lenient.Text `json:"codigo"`
	Type lenient.Text `json:"tipo"`
	Text lenient.Text `json:"descricao"`
	Web  lenient.Text `json:"descricaoWeb"`
	When moment       `json:"dtHrCriado"`
	Unit lenient.Object[struct {
		Name    lenient.Text `json:"nome"`
		Address lenient.Object[struct {
			City  lenient.Text `json:"cidade"`
			State lenient.Text `json:"uf"`
		}] `json:"endereco"`
	}] `json:"unidade"`
}

// moment is a text, or an object with one. Neither has an offset.
type moment string

// UnmarshalJSON never fails.
func (m *moment) UnmarshalJSON(b []byte) error {
	var text lenient.Text
	var object lenient.Object[struct {
		Date lenient.Text `json:"date"`
	}]
	_ = text.UnmarshalJSON(b)
	_ = object.UnmarshalJSON(b)
	*m = moment(lenient.First(text, object.V.Date))
	return nil
}

// Decode reads the object that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	list := []object{in.object}
	if in.Objects != nil {
		list = *in.Objects
	}
	if in.Objects == nil && in.Events == nil {
		return timeline.Timeline{}, refusal(string(in.Message))
	}
	for _, o := range list {
		number, err := adapter.About(q, string(o.Number))
		if err != nil {
			continue
		}
		if o.Events == nil {
			return timeline.Timeline{}, refusal(string(o.Note))
		}
		return o.timeline(number)
	}
	if len(list) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no object")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads a message in place of an object.
func refusal(message string) error {
	m := strings.ToLower(message)
	switch {
	case strings.Contains(m, "não encontrado"), strings.Contains(m, "sro-020"), strings.Contains(m, "nao encontrado"):
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the object")
	case strings.Contains(m, "sro-019"), strings.Contains(m, "inválido") && strings.Contains(m, "objeto"):
		return adapter.Errorf(adapter.InvalidNumber, "the carrier says that the number is not valid")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no object")
}

func (o object) timeline(number string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Service: string(o.Kind.V.Category),
		ETA:     clock.Window(clock.ISO(string(o.Expected)), ""),
		Source:  "https://rastreamento.correios.com.br/app/index.php?" + url.Values{"objetos": {number}}.Encode(),
	}
	for _, e := range *o.Events {
		place := lenient.First(string(e.Unit.V.Address.V.City)+", "+string(e.Unit.V.Address.V.State), string(e.Unit.V.Name))
		if strings.Trim(place, ", ") == "" {
			place = string(e.Unit.V.Name)
		}
		code := string(e.Code)
		if e.Type != "" {
			code += "/" + string(e.Type)
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(e.When)),
			Status: e.status(),
			Text:   lenient.First(e.Text, e.Web),
			Place:  place,
			Code:   code,
		})
	}
	return tl, adapter.Legible(len(*o.Events), tl.Events)
}

// deliveries gives the meaning of the types of the codes BDE, BDI and BDR.
var deliveries = map[string]timeline.Status{
	"01": timeline.Delivered, "67": timeline.Delivered, "68": timeline.Delivered, "70": timeline.Delivered,
	"23": timeline.Returned,
	"02": timeline.AttemptFailed, "03": timeline.AttemptFailed, "20": timeline.AttemptFailed,
	"21": timeline.AttemptFailed,
	"04": timeline.Incident, "05": timeline.Incident, "07": timeline.Incident, "08": timeline.Incident,
	"09": timeline.Incident, "12": timeline.Incident,
	"28": timeline.Incident, "37": timeline.Incident, "50": timeline.Incident, "51": timeline.Incident,
	"52": timeline.Incident,
}

// arrivals gives the meaning of the types of the code PAR.
var arrivals = map[string]timeline.Status{
	"15": timeline.ArrivedDest, "16": timeline.ArrivedDest, "18": timeline.ArrivedDest,
	"17": timeline.CustomsInProgress,
	"21": timeline.CustomsCleared, "24": timeline.CustomsCleared, "26": timeline.CustomsCleared,
	"31": timeline.CustomsCleared,
}

// codes gives the meaning of the other codes.
var codes = map[string]timeline.Status{
	"PO": timeline.PickedUp, "CO": timeline.PickedUp, "RO": timeline.InTransit, "DO": timeline.DepartedSorting,
	"OEC": timeline.OutForDelivery,
	"LDI": timeline.AvailableForPickup, "FC": timeline.Incident, "EST": timeline.Incident,
}

// status reads an event by its code and type, else leaves it to the wording.
func (e event) status() timeline.Status {
	switch e.Code {
	case "BDE", "BDI", "BDR":
		return deliveries[string(e.Type)]
	case "PAR":
		return arrivals[string(e.Type)]
	}
	return codes[string(e.Code)]
}
