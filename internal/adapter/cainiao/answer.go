package cainiao

import (
	"encoding/json"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

// Decode reads an answer for q.Number, or for the first parcel in the answer when
// q names none.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	m, err := parse(a.Body, q.Number)
	if err != nil {
		return timeline.Timeline{}, err
	}
	return m.timeline(q.Number)
}

// answer is the upstream's JSON, as far as it is read. Only what an answer cannot
// be understood without has a strict type: a wrong one there means another shape.
// All else is lenient, so that one odd field costs no more than itself.
type answer struct {
	Success bool     `json:"success"`
	Module  []module `json:"module"`
}

// module is one parcel.
type module struct {
	MailNo         string                  `json:"mailNo"`
	OriginCountry  lenient.Text            `json:"originCountry"` // a name, not a code
	DestCountry    lenient.Text            `json:"destCountry"`
	MailType       lenient.Text            `json:"mailType"`     // "Economy"
	MailTypeDesc   lenient.Text            `json:"mailTypeDesc"` // usually a whole sentence
	Status         lenient.Text            `json:"status"`
	CopyRealMailNo lenient.Text            `json:"copyRealMailNo"` // the next carrier's number
	RealMailNo     lenient.Text            `json:"realMailNo"`     // the same in a sentence
	DestCpInfo     lenient.Object[partner] `json:"destCpInfo"`
	ETA            lenient.Object[eta]     `json:"globalEtaInfo"`
	DetailList     *[]detail               `json:"detailList"` // nil when absent: another shape, not an empty list
}

// partner is the carrier of the last mile.
type partner struct {
	CpName lenient.Text `json:"cpName"`
}

// eta is when delivery is expected, in milliseconds since 1970.
type eta struct {
	Min lenient.Text `json:"deliveryMinTime"`
	Max lenient.Text `json:"deliveryMaxTime"`
}

// detail is one scan event.
type detail struct {
	Time         lenient.Text          `json:"time"`     // see the package comment
	TimeStr      lenient.Text          `json:"timeStr"`  // "2023-01-29 08:31:00"
	TimeZone     lenient.Text          `json:"timeZone"` // "GMT+8", "GMT+0800", "" or absent
	Desc         lenient.Text          `json:"desc"`
	StanderdDesc lenient.Text          `json:"standerdDesc"` // spelled so upstream
	ActionCode   lenient.Text          `json:"actionCode"`
	Group        lenient.Object[group] `json:"group"`
}

// group is the coarser step to which an event belongs.
type group struct {
	NodeCode lenient.Text `json:"nodeCode"`
}

// parse returns the parcel that the answer holds for number, or its first parcel
// when number is "". An answer in the right shape without any parcel is not found.
func parse(body []byte, number string) (*module, error) {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer is not the expected JSON: %w", err)
	}
	switch {
	case a.Module == nil:
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no module")
	case !a.Success:
		return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say success")
	case len(a.Module) == 0:
		return nil, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	case number == "":
		return &a.Module[0], nil
	}
	for i := range a.Module {
		if strings.EqualFold(a.Module[i].MailNo, number) {
			return &a.Module[i], nil
		}
	}
	// Asked for the next carrier's number, the upstream answers with its own.
	for i := range a.Module {
		if strings.EqualFold(a.Module[i].handedOver(), number) {
			return &a.Module[i], nil
		}
	}
	return nil, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// timeline converts one parcel. number is the number asked for, "" for m's own. The
// events keep the carrier's order, in which neighbours tell the most of each other;
// [adapter.Read] sorts them.
func (m *module) timeline(number string) (timeline.Timeline, error) {
	if m.MailNo == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the parcel has no mailNo")
	}
	if m.DetailList == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the parcel has no detailList")
	}
	if len(*m.DetailList) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier lists no event yet")
	}
	if number == "" {
		number = m.MailNo
	}
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     m.service(),
		Origin:      country.Code(string(m.OriginCountry)),
		Destination: country.Code(string(m.DestCountry)),
		ETA:         m.ETA.V.window(),
		NextLeg:     m.nextLeg(number),
		Source:      page(number),
	}
	times := times(*m.DetailList)
	for i, d := range *m.DetailList {
		if e, ok := d.event(times[i]); ok {
			tl.Events = append(tl.Events, e)
		}
	}
	if len(tl.Events) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "no event has a readable time and a text")
	}
	newest, _ := tl.Newest()
	tl.Status = overall(string(m.Status), newest.Status)
	return tl, nil
}

// service returns the product's name. The description counts only when it is a
// name too, not a sentence about the product.
func (m *module) service() string {
	if s := m.MailType.String(); s != "" {
		return s
	}
	if s := m.MailTypeDesc.String(); len(s) <= 60 && !strings.Contains(s, ". ") && !strings.HasSuffix(s, ".") {
		return s
	}
	return ""
}

// nextLeg returns who carries the parcel on, or nil.
func (m *module) nextLeg(number string) *timeline.Leg {
	next := m.handedOver()
	if next == "" {
		next = tracknum.Normalize(lastNumber(string(m.RealMailNo)))
	}
	if adapter.CheckNumber(next) != nil || strings.EqualFold(next, number) || strings.EqualFold(next, m.MailNo) {
		return nil
	}
	return &timeline.Leg{Carrier: partnerSlug(string(m.DestCpInfo.V.CpName)), Number: next}
}

// handedOver returns the next carrier's number, normalised: the upstream copies
// it as somebody typed it.
func (m *module) handedOver() string { return tracknum.Normalize(string(m.CopyRealMailNo)) }

// lastNumber returns the last word of a sentence such as "Handed over as
// RA123456785CH" when it looks like a tracking number, and "" otherwise.
func lastNumber(sentence string) string {
	words := strings.Fields(sentence)
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	if len(last) < 8 || !strings.ContainsAny(last, "0123456789") || strings.ToUpper(last) != last {
		return ""
	}
	return last
}

// event converts one row, which happened at the given time. It reports false for
// a row without a time or without any text: the wire format has no place for it.
func (d *detail) event(at timeline.Time) (timeline.Event, bool) {
	text := d.text()
	if at == "" || text == "" {
		return timeline.Event{}, false
	}
	return timeline.Event{
		Time:    at,
		Status:  eventStatus(string(d.ActionCode), string(d.Group.V.NodeCode)),
		Text:    text,
		Place:   place(text),
		Code:    d.ActionCode.String(),
		Carrier: slug,
	}, true
}

// text returns the carrier's own wording, and its code when it has no words.
func (d *detail) text() string {
	standard, own := d.StanderdDesc.String(), d.Desc.String()
	switch {
	case standard != "" && !strings.EqualFold(standard, "Carrier update"):
		return standard
	case own != "":
		return own
	case standard != "":
		return standard
	}
	return d.ActionCode.String()
}

// place returns the name in brackets with which some texts begin: "[Shatian Town]
// Departed from sorting center". The text keeps it too.
func place(text string) string {
	for _, b := range [][2]string{{"[", "]"}, {"【", "】"}} {
		rest, opened := strings.CutPrefix(text, b[0])
		name, _, closed := strings.Cut(rest, b[1])
		if opened && closed && len(name) <= 80 {
			return strings.TrimSpace(name)
		}
	}
	return ""
}
