package catalog

import (
	"fmt"

	"waybill/internal/timeline"
)

var (
	carrierKinds = []string{string(KindPost), string(KindCourier), string(KindIntegrator), string(KindStandard), string(KindSandbox)}
	confidences  = []string{"verified", "shape", "recall"}
	needs        = []string{"postcode", "phone", "date"}
)

// profile is a carrier together with the places that problems of the number
// table point to.
type profile struct {
	carrier *Carrier
	keys    map[string]span   // of the profile's own keys
	formats []map[string]span // by the format's position, then by key
	entries map[string][]span // of the codes of issuers and indicators
}

// file returns the profile's file, read again: it is seldom wanted, and would be held
// for every carrier of a large site.
func (p *profile) file() file {
	f, _ := p.carrier.body.read()
	return f
}

// spans returns where the values of a format stand, nothing for a profile that was not
// read from its file: Load then reads it after all.
func (p *profile) spans(format int) map[string]span {
	if format < len(p.formats) {
		return p.formats[format]
	}
	return nil
}

// numberingSlug is the one profile with issuers and indicators: the standard
// that the posts' numbers follow.
const numberingSlug = "s10"

// carrier reads the keys of a carrier's profile.
func (r *reader) carrier(f *fields, page Page) *profile {
	c := &Carrier{
		Page:     page,
		Name:     f.need("name").text,
		Legal:    f.text("legal").text,
		Country:  f.country("country"),
		Kind:     Kind(f.oneOf("kind", "kind", carrierKinds)),
		Website:  f.address("website", web...),
		Tracking: f.tracking("tracking"),
		Needs:    f.oneOf("needs", "need", needs),
		Adapter:  f.slug("adapter"),
	}
	for _, key := range []string{"country", "kind"} {
		if f.node(key) == nil {
			f.missing(key)
		}
	}
	for _, v := range f.texts("aliases") {
		c.Aliases = append(c.Aliases, v.text)
	}
	for _, g := range f.groups("facts") {
		c.Facts = append(c.Facts, Fact{Name: g.need("name").text, Value: g.need("value").text, Source: g.sourceOf()})
		g.done()
	}
	p := &profile{carrier: c, keys: f.spans, entries: map[string][]span{}}
	for _, g := range f.groups("formats") {
		format, spans := g.format()
		c.Formats = append(c.Formats, format)
		p.formats = append(p.formats, spans)
	}
	for _, g := range f.groups("meanings") {
		text := g.need("text")
		m := Meaning{Part: g.need("part").text, Text: text.text, Meaning: g.need("meaning").text, Source: g.sourceOf()}
		g.done()
		if text.ok && m.Part != "" && m.Meaning != "" {
			c.Meanings = append(c.Meanings, m)
			p.entries["meanings"] = append(p.entries["meanings"], text.span)
		}
	}
	for _, g := range f.groups("services") {
		c.Services = append(c.Services, Service{
			Name: g.need("name").text, Days: g.days(), Scans: g.text("scans").text,
			Note: g.text("note").text, Source: g.sourceOf(),
		})
		g.done()
	}
	for _, g := range f.groups("silences") {
		silence := g.silence()
		silence.From, silence.To, silence.Service = g.needStatus("from"), g.needStatus("to"), g.text("service").text
		c.Silences = append(c.Silences, silence)
		g.done()
	}
	c.Deadlines = r.deadlines(f, c.Name)
	worded := map[[2]string]int{} // the line of each text with its code
	for _, g := range f.groups("wordings") {
		text := g.need("text")
		wording := Wording{
			Text: text.text, Code: g.text("code").text, Status: g.needStatus("status"),
			Note: g.text("note").text, Source: g.sourceOf(),
		}
		key := [2]string{wording.Text, wording.Code}
		if line, again := worded[key]; again && text.ok {
			r.report(text.span, "wording/duplicate", fmt.Sprintf("the words %q stand here twice", text.text),
				fmt.Sprintf("they are on line %d already", line))
		}
		worded[key] = text.line
		c.Wordings = append(c.Wordings, wording)
		g.done()
	}
	for _, g := range f.groups("partners") {
		c.Partners = append(c.Partners, Partner{
			Name: g.need("name").text, Carrier: g.slug("carrier"), Country: g.country("country"),
			Role: g.text("role").text, Source: g.sourceOf(),
		})
		g.done()
	}
	reached := map[string]int{} // the line of each address
	for _, g := range f.groups("contacts") {
		contact := Contact{
			Scope: g.need("scope").text, Label: g.need("label").text,
			URL: g.address("url", "https", "http", "mailto", "tel"), Note: g.text("note").text, Source: g.sourceOf(),
		}
		if g.node("url") == nil {
			g.missing("url")
		}
		address := g.text("url")
		if line, again := reached[contact.URL]; again && contact.URL != "" {
			r.report(address.span, "contact/duplicate", fmt.Sprintf("two contacts have the address %q", contact.URL),
				fmt.Sprintf("it is on line %d already: one entry with a wider scope says it once", line))
		}
		reached[contact.URL] = address.line
		c.Contacts = append(c.Contacts, contact)
		g.done()
	}
	if page.Slug == numberingSlug {
		r.numbering(f, p)
	}
	return p
}

// numbering reads the keys that only the UPU S10 standard has. The compiler of
// the number table looks at the letters.
func (r *reader) numbering(f *fields, p *profile) {
	c := p.carrier
	for _, g := range f.groups("issuers") {
		code := g.need("code")
		issuer := Issuer{
			Code: code.text, Country: g.need("country").text, Operator: g.need("operator").text,
			Carrier: g.slug("carrier"), Confidence: g.oneOf("confidence", "confidence", []string{"verified", "recall"}),
		}
		g.done()
		if code.ok {
			c.Issuers = append(c.Issuers, issuer)
			p.entries["issuers"] = append(p.entries["issuers"], code.span)
		}
	}
	for _, g := range f.groups("indicators") {
		from, to := g.need("from"), g.need("to")
		indicator := Indicator{From: from.text, To: to.text, Meaning: g.need("meaning").text}
		g.done()
		if from.ok && to.ok {
			c.Indicator = append(c.Indicator, indicator)
			p.entries["indicators"] = append(p.entries["indicators"], from.span)
		}
	}
}

// format reads one number format and notes where its values stand. The compiler
// of the number table looks at the id, the pattern, the check and the example.
func (f *fields) format() (Format, map[string]span) {
	spans := map[string]span{"": f.place}
	keep := func(key string, v value) string {
		if v.ok {
			spans[key] = v.span
			if v.literal && v.span.text != v.text {
				// The value was trimmed; its parts have moved.
				s := v.span
				s.literal = false
				spans[key] = s
			}
		}
		return v.text
	}
	format := Format{
		ID:         keep("id", f.need("id")),
		Pattern:    keep("pattern", f.need("pattern")),
		Check:      keep("check", f.text("check")),
		Example:    keep("example", f.need("example")),
		Country:    f.country("country"),
		Service:    f.text("service").text,
		Note:       f.text("note").text,
		Confidence: f.oneOf("confidence", "confidence", confidences),
		Source:     f.sourceOf(),
	}
	covers, v := f.number("covers")
	format.Covers = covers
	keep("covers", v)
	if f.node("confidence") == nil {
		f.missing("confidence")
	}
	f.done()
	return format, spans
}

// days reads the key days: {min, max, working}.
func (f *fields) days() Days {
	g := f.group("days")
	if g == nil {
		return Days{}
	}
	least, from := g.number("min")
	most, to := g.number("max")
	if !from.ok {
		g.missing("min")
	}
	if !to.ok {
		g.missing("max")
	}
	if from.ok && to.ok && least > most {
		g.r.report(from.span, "value/days", fmt.Sprintf("min %d is more than max %d", least, most), "swap them")
	}
	d := Days{Min: least, Max: most, Working: g.flag("working")}
	g.done()
	return d
}

// needDays is days for a group without which the entry says nothing.
func (f *fields) needDays() Days {
	if f.node("days") == nil {
		f.missing("days")
	}
	return f.days()
}

// needStatus reads a canonical status that must be there.
func (f *fields) needStatus(key string) timeline.Status { return f.r.status(f.need(key)) }
