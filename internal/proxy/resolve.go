package proxy

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

// noCarrier is a carrier of which nothing is known.
var noCarrier = tracknum.CarrierInfo{}

// maxInput is the longest number taken from an address, before spaces and dashes
// are dropped.
const maxInput = 100

// target is a question that an adapter can be asked.
type target struct {
	adapter adapter.Adapter
	query   adapter.Query
	info    tracknum.CarrierInfo
}

// key names the question in the cache. The parts hold no line breaks.
func (t target) key() string {
	q := t.query
	return strings.Join([]string{t.adapter.Info().ID, q.Carrier, q.Number, q.Postcode, q.Phone, q.Date}, "\n")
}

// resolve reads the question about the number in input and finds who can be asked.
// The problem says why nobody can.
func (p *Proxy) resolve(r *http.Request, input string) (target, *problem) {
	if len(input) > maxInput || !utf8.ValidString(input) || strings.ContainsFunc(input, unicode.IsControl) {
		return target{}, badRequest("This is no tracking number. It must be text of at most %d characters.", maxInput)
	}
	number := tracknum.Normalize(input)
	if adapter.CheckNumber(number) != nil {
		return target{}, badRequest("This is no tracking number. It must have at most 64 letters and digits; spaces and dashes between them do no harm.")
	}
	var q adapter.Query
	if r.URL.RawQuery != "" {
		var refused *problem
		if q, refused = readQuery(r); refused != nil {
			return target{}, refused
		}
	}
	q.Number = number
	if q.Carrier != "" {
		return p.given(q)
	}
	return p.identified(q, input)
}

// given finds the adapter for the carrier that the client named. It is asked even
// when the number does not look like its own: the client may know better.
func (p *Proxy) given(q adapter.Query) (target, *problem) {
	info, known := p.table.Carrier(q.Carrier)
	a, ok := p.choices.Reader(q.Carrier, info.Adapter, info.Slug != "")
	if ok {
		if !known {
			info.Slug = q.Carrier
		}
		return target{a, q, info}, nil
	}
	if !known {
		refused := newProblem(adapter.UnknownCarrier, noCarrier, q.Number)
		refused.Detail = "This service knows no carrier of that name. The list is at /v1/carriers."
		return target{query: q}, refused
	}
	return target{query: q}, newProblem(adapter.UnknownCarrier, info, q.Number)
}

// identified finds the likeliest carrier that can be asked.
func (p *Proxy) identified(q adapter.Query, input string) (target, *problem) {
	result := p.table.Identify(input, tracknum.Hints{})
	if result.Verdict == tracknum.Invalid {
		refused := newProblem(adapter.InvalidNumber, noCarrier, q.Number)
		refused.Repairs = repairs(result)
		return target{query: q}, refused
	}
	if t, ok := p.likeliest(q, result); ok {
		return t, nil
	}
	if len(result.Matches) > 0 {
		info := p.infoOf(result.Matches[0])
		q.Carrier = info.Slug
		return target{query: q}, newProblem(adapter.UnknownCarrier, info, q.Number)
	}
	refused := newProblem(adapter.UnknownCarrier, noCarrier, q.Number)
	refused.Title = "No carrier is known for this number"
	refused.Detail = "The number has no shape that is known here. If you know the carrier, name it."
	refused.Repairs = repairs(result)
	return target{query: q}, refused
}

// likeliest returns the question for the first carrier that can be asked at once and
// is at least half as likely as the likeliest, else for the first that has an
// adapter at all.
func (p *Proxy) likeliest(q adapter.Query, result tracknum.Result) (target, bool) {
	var first target
	for _, m := range result.Matches {
		if !m.Valid() {
			continue
		}
		info := p.infoOf(m)
		a, ok := p.choices.Reader(m.Carrier, info.Adapter, info.Slug != "")
		if !ok {
			continue
		}
		t := target{a, q, info}
		t.query.Carrier = m.Carrier
		if p.choices.Ready(a) && m.Confidence*2 >= result.Matches[0].Confidence {
			return t, true
		}
		if first.adapter == nil {
			first = t
		}
	}
	return first, first.adapter != nil
}

// infoOf returns what is known of a match's carrier. An issuer without a profile
// has at least its name.
func (p *Proxy) infoOf(m tracknum.Match) tracknum.CarrierInfo {
	info, known := p.table.Carrier(m.Carrier)
	if !known {
		info = tracknum.CarrierInfo{Slug: m.Carrier, Name: m.Name}
	}
	return info
}

func repairs(result tracknum.Result) []repair {
	var list []repair
	for _, r := range result.Repairs {
		list = append(list, repair{Number: r.Number, Reason: r.Reason})
	}
	return list
}

// readQuery reads the query's parameters, each of them optional.
func readQuery(r *http.Request) (adapter.Query, *problem) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return adapter.Query{}, badRequest("What stands behind the question mark cannot be read. Separate its parts by &, and write a percent sign as %%25.")
	}
	q := adapter.Query{
		Carrier:  values.Get("carrier"),
		Postcode: strings.ToUpper(strings.TrimSpace(values.Get("postcode"))),
		Phone:    strings.TrimSpace(values.Get("phone")),
		Date:     values.Get("date"),
	}
	switch {
	case !only(q.Carrier, 40, "abcdefghijklmnopqrstuvwxyz0123456789-"):
		return q, badRequest("The carrier must be a name as in /v1/carriers: small letters, digits and hyphens.")
	case !only(q.Postcode, 12, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -"):
		return q, badRequest("The postcode must have at most 12 letters, digits, spaces and hyphens.")
	case !only(q.Phone, 24, "0123456789 +-()/."):
		return q, badRequest("The phone number must have at most 24 digits and the usual marks between them.")
	case q.Date != "" && !isDay(q.Date):
		return q, badRequest("The date must be a day written as 2026-11-20.")
	}
	return q, nil
}

// only reports whether s has at most n characters, all of them in set.
func only(s string, n int, set string) bool {
	return len(s) <= n && strings.Trim(s, set) == ""
}

func isDay(s string) bool {
	t, err := timeline.ParseTime(s)
	return err == nil && t.Date() == s
}
