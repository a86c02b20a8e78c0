package adapter

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/timeline"
)

// Get builds a request for JSON at an address, with a query added to it.
func Get(ctx context.Context, address string, query url.Values) (*http.Request, error) {
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// PostJSON builds a request that posts v as JSON.
func PostJSON(ctx context.Context, address string, v any) (*http.Request, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return post(ctx, address, "application/json", body)
}

// PostForm builds a request that posts a form.
func PostForm(ctx context.Context, address string, form url.Values) (*http.Request, error) {
	return post(ctx, address, "application/x-www-form-urlencoded", []byte(form.Encode()))
}

// PostXML builds a request that posts v as an XML document. action is the SOAPAction,
// "" for none.
func PostXML(ctx context.Context, address, action string, v any) (*http.Request, error) {
	body, err := xml.Marshal(v)
	if err != nil {
		return nil, err
	}
	req, err := post(ctx, address, "text/xml; charset=utf-8", append([]byte(xml.Header), body...))
	if err == nil && action != "" {
		req.Header.Set("SOAPAction", `"`+action+`"`)
	}
	return req, err
}

func post(ctx context.Context, address, media string, body []byte) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", media)
	req.Header.Set("Accept", "application/json, text/xml")
	return req, nil
}

// JSON decodes an answer whose outline v is. What is no such JSON is of kind
// [UnreadableAnswer].
func JSON(body []byte, v any) error {
	if err := json.Unmarshal(body, v); err != nil {
		return Errorf(UnreadableAnswer, "the answer is not the expected JSON: %w", err)
	}
	return nil
}

// Unnamed is the number of a timeline that was decoded from a file without saying
// which number was asked for, where the answer names none either.
const Unnamed = "UNKNOWN"

// About returns the number that a timeline is of: the one asked for, or that of the
// answer when none was. An answer about another number is of kind [UnreadableAnswer].
// An answer that names none is taken to be about the one asked for, and its number is
// [Unnamed] when none was. Leading zeros, case and what people write between the
// characters make no difference.
func About(q Query, answer string) (string, error) {
	answer = bare(answer)
	switch {
	case q.Number == "" && CheckNumber(answer) == nil:
		return answer, nil
	case q.Number == "":
		return Unnamed, nil
	case answer != "" && !strings.EqualFold(strings.TrimLeft(answer, "0"), strings.TrimLeft(bare(q.Number), "0")):
		return "", Errorf(UnreadableAnswer, "the answer is about another number")
	}
	return q.Number, nil
}

// bare drops what people and carriers write between the characters of a number.
func bare(number string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t.-/", r) {
			return -1
		}
		return r
	}, strings.ToUpper(number))
}

// CarrierOf returns the carrier that a timeline is of: the one asked about, or the
// adapter's usual one.
func CarrierOf(q Query, usual string) string {
	if q.Carrier != "" {
		return q.Carrier
	}
	return usual
}

// Next returns the leg on which the parcel with a number goes on, or nil when next is
// no tracking number or the parcel's own. carrier may be "".
func Next(number, carrier, next string) *timeline.Leg {
	next = bare(next)
	if CheckNumber(next) != nil || strings.EqualFold(next, bare(number)) {
		return nil
	}
	return &timeline.Leg{Carrier: carrier, Number: next}
}

// Append adds a row of a carrier's answer to events, without the spaces around its
// texts. A row without a text has its code for one; a row without a time, or with
// neither text nor code, is left out: the wire format has no place for it.
func Append(events []timeline.Event, e timeline.Event) []timeline.Event {
	e.Code = strings.TrimSpace(e.Code)
	e.Text = strings.Join(strings.Fields(e.Text), " ")
	e.Place = strings.Trim(strings.Join(strings.Fields(e.Place), " "), ", ")
	if e.Text == "" {
		e.Text = e.Code
	}
	if e.Time == "" || e.Text == "" {
		return events
	}
	return append(events, e)
}

// Carry gives rows that tell nothing of where the parcel is the status of the row
// before them in time. It sorts the events.
func Carry(tl *timeline.Timeline, silent func(timeline.Event) bool) {
	tl.Sort()
	last := timeline.PendingPickup
	for i := len(tl.Events) - 1; i >= 0; i-- {
		e := &tl.Events[i]
		if silent(*e) {
			e.Status = last
		}
		if e.Status != "" {
			last = e.Status
		}
	}
}

// Legible tells what an answer without events means. rows is how many the carrier
// listed: none is of kind [NotFound], the carrier knows nothing of the parcel yet; some
// of which none could be read is of kind [UnreadableAnswer].
func Legible(rows int, events []timeline.Event) error {
	switch {
	case len(events) > 0:
		return nil
	case rows == 0:
		return Errorf(NotFound, "the carrier lists no event yet")
	}
	return Errorf(UnreadableAnswer, "none of %d rows has a readable time and a text", rows)
}

// Spoken makes words of a code, for carriers that give nothing else: "Parcel sorted at
// hub" of PARCEL_SORTED_AT_HUB.
func Spoken(code string) string {
	words := strings.ToLower(strings.Join(strings.FieldsFunc(code, func(r rune) bool { return r == '_' || r == ' ' }), " "))
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}
