package chinapost

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// answer is the JSON of the app.
type answer struct {
	Code lenient.Text `json:"code"`
	Info *struct {
		Mail lenient.Object[struct {
			Number  lenient.Text      `json:"mailNo"`
			Product lenient.Text      `json:"bizProductName"`
			State   lenient.Text      `json:"stateDesc"`
			Rows    lenient.List[row] `json:"mailInfos"`
		}] `json:"mail"`
	} `json:"info"`
}

type row struct {
	Time  lenient.Text `json:"time"`
	Text  lenient.Text `json:"operation"`
	Code  lenient.Text `json:"operationCode"`
	State lenient.Text `json:"stateDesc"`
	Place lenient.Text `json:"orgName"`
}

// Decode reads the item that an answer of either holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("<")) {
		return decodePage(q, a)
	}
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Code == "100001":
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no information yet")
	case in.Code != "000000" || in.Info == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say success")
	}
	m := in.Info.Mail.V
	number, err := adapter.About(q, string(m.Number))
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: adapter.CarrierOf(q, slug),
		Service: string(m.Product),
		Status:  states[string(m.State)],
		Source:  page(number),
	}
	for _, r := range m.Rows {
		state := states[string(r.State)]
		if state == timeline.InTransit {
			state = adapter.Perhaps(state)
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(r.Time)),
			Status: state,
			Text:   person.ReplaceAllString(string(r.Text), ""),
			Place:  string(r.Place),
			Code:   string(r.Code),
		})
	}
	return tl, adapter.Legible(len(m.Rows), tl.Events)
}

// decodePage reads the table of the public page: date, event, country, place.
func decodePage(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	p, err := markup.HTML(a.Body, a.Header.Get("Content-Type"))
	if err != nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "%w", err)
	}
	var rows [][]string
	table, at := -1, -1
	for _, c := range p.Cells {
		if c.Header {
			continue
		}
		if c.Table != table || c.Row != at {
			rows, table, at = append(rows, nil), c.Table, c.Row
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], c.Text)
	}
	if len(rows) == 0 {
		if text := strings.ToLower(p.Text); strings.Contains(text, "no information") || strings.Contains(text, "not found") {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the page has no information about the item")
		}
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the page has no table")
	}
	number, err := adapter.About(q, "")
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: adapter.CarrierOf(q, slug), Source: page(number)}
	for _, r := range rows {
		if len(r) < 4 {
			continue
		}
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.Layouts(r[0], "Jan 2, 2006 3:04 PM", "Jan 2, 2006, 3:04 PM", "2006-01-02 15:04"),
			Text:    r[1],
			Country: country.Code(r[2]),
			Place:   r[3],
		})
	}
	if len(tl.Events) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "no row of the page has a date and an event")
	}
	return tl, nil
}

func page(number string) string {
	return "https://www.ems.com.cn/queryList?" + url.Values{"mailNo": {number}}.Encode()
}

// person is what a text says of the courier and a telephone number.
var person = regexp.MustCompile(`[,，]?\s*(投递员|揽投员|快递员|联系电话|电话)[:：]?[^,，。]*`)

// states gives the meaning of the app's words.
var states = map[string]timeline.Status{
	"已揽收": timeline.PickedUp, "运送中": timeline.InTransit, "到达境外目的地": timeline.ArrivedLocal,
	"海关": timeline.CustomsInProgress, "清关": timeline.CustomsInProgress,
	"派送中": timeline.OutForDelivery, "待自提": timeline.AvailableForPickup, "已签收": timeline.Delivered,
	"已退回": timeline.Returned, "退回中": timeline.ReturnToSender, "未妥投": timeline.AttemptFailed,
}
