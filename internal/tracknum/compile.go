//go:build !js || compiler

package tracknum

import (
	"errors"
	"slices"
	"strconv"
)

// Compile makes the compact table that [Decode] reads. The bytes depend only on
// the contents of src, not on the order of its slices. The error joins one
// [*FormatError] for each mistake found.
func Compile(src Source) ([]byte, error) {
	c := compiler{slugs: map[string]bool{}, ids: map[string]bool{}}
	c.issuers(src.Issuers)
	c.indicators(src.Indicators)
	carriers := slices.Clone(src.Carriers)
	slices.SortStableFunc(carriers, func(a, b Carrier) int { return compare(a.Slug, b.Slug) })
	for i := range carriers {
		c.carrier(&carriers[i])
	}
	c.weigh(src.Shared)
	c.limits()
	slices.SortFunc(c.table.meanings, byLength)
	slices.SortFunc(c.table.formats, byRank)
	data := c.table.encode()
	t, err := Decode(data, English())
	if err != nil {
		return nil, errors.Join(append(c.errs, err)...)
	}
	c.examples(t, carriers)
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return data, nil
}

// compiler collects what is sound of a table's contents, and the mistakes in
// the rest, so that all of them are found in one run.
type compiler struct {
	table Table // only its contents, not its indexes
	slugs map[string]bool
	ids   map[string]bool
	errs  []error
}

// bad notes a mistake that concerns a whole field, whose text is given.
func (c *compiler) bad(carrier string, format int, field, text, msg, hint string) {
	c.errs = append(c.errs, &FormatError{carrier, format, field, 0, len(text), msg, hint})
}

// limits notes when the table as a whole is too large.
func (c *compiler) limits() {
	shapes := 0
	for i := range c.table.formats {
		shapes += combinations(c.table.formats[i].items)
	}
	if len(c.table.carriers) > mostCarriers || len(c.table.meanings) > mostMeanings || len(c.table.formats) > mostFormats || shapes > mostExpanded {
		c.errs = append(c.errs, errors.New("the table is too large: at most "+strconv.Itoa(mostCarriers)+" carriers, "+
			strconv.Itoa(mostFormats)+" formats, "+strconv.Itoa(mostMeanings)+" meanings and "+strconv.Itoa(mostExpanded)+" combinations of lengths"))
	}
}

// carrier checks one carrier and its formats.
func (c *compiler) carrier(in *Carrier) {
	before := len(c.errs)
	switch {
	case !isSlug(in.Slug):
		c.bad(in.Slug, -1, "slug", in.Slug, "the slug is not made of lower-case letters, digits and dashes", "")
	case c.slugs[in.Slug]:
		c.bad(in.Slug, -1, "slug", in.Slug, "two carriers have the slug "+in.Slug, "")
	}
	if in.Name == "" {
		c.bad(in.Slug, -1, "name", "", "the carrier has no name", "")
	}
	if max(len(in.Name), len(in.Country), len(in.Tracking), len(in.Needs), len(in.Adapter), len(in.Hosts)) > mostText {
		c.bad(in.Slug, -1, "name", in.Name, "a text of the carrier is longer than "+strconv.Itoa(mostText)+" bytes", "")
	}
	if len(c.errs) == before {
		c.slugs[in.Slug] = true
		c.table.carriers = append(c.table.carriers,
			CarrierInfo{
				Slug: in.Slug, Name: in.Name, Country: in.Country, Tracking: in.Tracking,
				Needs: in.Needs, Adapter: in.Adapter, Hosts: in.Hosts, Page: in.Page,
			})
		c.meanings(in)
	}
	sound := len(c.errs) == before
	for i := range in.Formats {
		if f, ok := c.format(in, i); ok && sound {
			c.table.formats = append(c.table.formats, f)
		}
	}
}

// format checks one format. It reports false when it found a mistake.
func (c *compiler) format(in *Carrier, i int) (format, bool) {
	before := len(c.errs)
	src := &in.Formats[i]
	out := format{id: src.ID, country: src.Country, service: src.Service, carrier: &CarrierInfo{Slug: in.Slug}}
	switch {
	case !isSlug(src.ID):
		c.bad(in.Slug, i, "id", src.ID, "the id is not made of lower-case letters, digits and dashes", "")
	case c.ids[src.ID]:
		c.bad(in.Slug, i, "id", src.ID, "two formats have the id "+src.ID, "")
	case max(len(src.Country), len(src.Service)) > mostText:
		c.bad(in.Slug, i, "id", src.ID, "a text of the format is longer than "+strconv.Itoa(mostText)+" bytes", "")
	}
	c.ids[src.ID] = true
	known := slices.Index(trustNames[:], src.Confidence)
	if known < 0 {
		c.bad(in.Slug, i, "confidence", src.Confidence, quote(src.Confidence)+" is not a confidence",
			"write verified, shape or recall")
	}
	if src.Covers < 0 || src.Covers >= maxLength {
		c.bad(in.Slug, i, "covers", strconv.Itoa(src.Covers), "a check digit covers 1 to "+strconv.Itoa(maxLength-1)+" characters", "")
	} else {
		out.covers = uint8(src.Covers)
	}
	out.rule = ruleNamed(src.Check)
	if src.Check != "" && out.rule == nil {
		c.bad(in.Slug, i, "check", src.Check, "there is no check rule "+quote(src.Check), checkHint(src.Check))
	}
	p, err := ParsePattern(src.Pattern)
	if err != nil {
		var syntax *SyntaxError
		if errors.As(err, &syntax) {
			c.errs = append(c.errs, &FormatError{in.Slug, i, "pattern", syntax.Offset, syntax.Length, syntax.Msg, syntax.Hint})
		}
		return out, false
	}
	out.items = p.items
	if msg, hint := c.fault(&out, src); msg != "" {
		c.bad(in.Slug, i, "pattern", src.Pattern, msg, hint)
	}
	if len(c.errs) > before {
		return out, false
	}
	out.trust = trust(known)
	return out, true
}

// meanings checks what a carrier says of its parts.
func (c *compiler) meanings(in *Carrier) {
	for i, m := range in.Meanings {
		switch {
		case m.Part == "" || m.Says == "" || badLiteral(m.Text):
			c.bad(in.Slug, i, "meanings", m.Text, "a meaning has the name of a part, upper-case letters and digits, and what they mean", "")
		case max(len(m.Part), len(m.Says)) > mostText:
			c.bad(in.Slug, i, "meanings", m.Text, "a text of the meaning is longer than "+strconv.Itoa(mostText)+" bytes", "")
		default:
			c.table.meanings = append(c.table.meanings, meaning{carrier: &CarrierInfo{Slug: in.Slug}, part: m.Part, text: m.Text, says: m.Says})
		}
	}
}

// byLength orders meanings so that the longest text that fits is found first.
func byLength(a, b meaning) int {
	for _, order := range [...]int{
		compare(a.carrier.Slug, b.carrier.Slug), compare(a.part, b.part), len(b.text) - len(a.text), compare(a.text, b.text),
	} {
		if order != 0 {
			return order
		}
	}
	return compare(a.says, b.says)
}

// weigh gives every format its weight. Formats that share their shape have the
// literals of the least specific of them, and weigh less by their order.
func (c *compiler) weigh(shared []Shared) {
	at := map[string]int{}
	found := make([]evidence, len(c.table.formats))
	order := make([]int, len(found))
	for i := range found {
		f := &c.table.formats[i]
		at[f.id] = i
		found[i] = weigh(f.items, len(c.table.issuers), f.rule)
	}
	place := 0 // of the format among all that are shared
	for _, group := range shared {
		least := 64.0
		for j, id := range group.Formats {
			k, known := at[id]
			place++
			if !known {
				if !c.ids[id] { // else its own mistake is reported
					c.bad("", place-1, "shared", id, "there is no format "+quote(id), "")
				}
				continue
			}
			least = min(least, found[k].literal)
			order[k] = max(order[k], j)
		}
		for _, id := range group.Formats {
			if k, known := at[id]; known {
				found[k].literal = min(found[k].literal, least)
			}
		}
	}
	for i := range found {
		found[i].place(&c.table.formats[i], order[i])
	}
}

// trustNames are the words for trust in front matter.
var trustNames = [trusts]string{"verified", "shape", "recall"}

// checkHint proposes a rule for one that does not exist.
func checkHint(name string) string {
	if near := nearest(name, Checks()); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	return "the rules are " + join(Checks(), ", ")
}

// fault says what is wrong between a pattern and the rest of its format.
func (c *compiler) fault(f *format, src *Format) (msg, hint string) {
	hasCheck, hasCountry := false, false
	for _, it := range f.items {
		hasCheck = hasCheck || it.check()
		hasCountry = hasCountry || it.kind == kindCountry
	}
	switch {
	case hasCheck && src.Check == "":
		return "the pattern has a check digit, but the format names no check rule", "the rules are " + join(Checks(), ", ")
	case !hasCheck && src.Check != "":
		return "the format has a check rule, but the pattern no check digit", `write "check digit" where it stands`
	case src.Covers != 0 && (f.rule == nil || f.rule.over != 0):
		return "covers does not go with this format", "it goes with a check rule that does not always cover as many characters"
	case hasCountry && len(c.table.issuers) == 0:
		return "the pattern has a country, but there are no issuers", "list them in the S10 profile"
	case f.rule == nil:
		return "", ""
	}
	var e expander
	e.expand(f)
	for i := range e.shapes {
		if s := &e.shapes[i]; !s.covers() {
			what := " digits"
			if f.rule.letters {
				what = " letters or digits"
			}
			hint := ""
			if f.rule.over == 0 {
				hint = "write covers: and how many characters before the check digit count"
			}
			return "the check rule " + f.rule.name + " needs " + strconv.Itoa(int(s.over)) + what + " directly before the check digit", hint
		}
	}
	return "", ""
}

// issuers checks and sorts the S10 issuers.
func (c *compiler) issuers(in []Issuer) {
	seen := map[string]bool{}
	for i, src := range in {
		switch {
		case !isPair(src.Code):
			c.bad("", i, "issuers", src.Code, quote(src.Code)+" is not a code of two upper-case letters", "")
		case seen[src.Code]:
			c.bad("", i, "issuers", src.Code, "the issuer "+src.Code+" is listed twice", "")
		case src.Operator == "":
			c.bad("", i, "issuers", src.Code, "the issuer "+src.Code+" has no operator", "")
		case max(len(src.Country), len(src.Operator), len(src.Carrier)) > mostText:
			c.bad("", i, "issuers", src.Code, "a text of the issuer is longer than "+strconv.Itoa(mostText)+" bytes", "")
		default:
			c.table.issuers = append(c.table.issuers,
				issuer{code: src.Code, country: src.Country, operator: src.Operator, slug: src.Carrier, verified: src.Verified})
		}
		seen[src.Code] = true
	}
	slices.SortFunc(c.table.issuers, func(a, b issuer) int { return compare(a.code, b.code) })
}

// indicators checks and sorts the S10 service indicators.
func (c *compiler) indicators(in []Indicator) {
	var taken [26 * 26]bool
	for i, src := range in {
		if !isPair(src.From) || !isPair(src.To) || src.From > src.To {
			c.bad("", i, "indicators", src.From, quote(src.From+"-"+src.To)+" is not a range of two upper-case letters", "")
			continue
		}
		if src.Meaning == "" || len(src.Meaning) > mostText {
			c.bad("", i, "indicators", src.From, "the meaning has 1 to "+strconv.Itoa(mostText)+" bytes", "")
			continue
		}
		from, to := pair(src.From[0], src.From[1]), pair(src.To[0], src.To[1])
		if slices.Contains(taken[from:to+1], true) {
			c.bad("", i, "indicators", src.From, "the indicators "+src.From+"-"+src.To+" overlap with others", "")
			continue
		}
		for j := from; j <= to; j++ {
			taken[j] = true
		}
		c.table.indicators = append(c.table.indicators, indicator{from: src.From, to: src.To, meaning: src.Meaning})
	}
	slices.SortFunc(c.table.indicators, func(a, b indicator) int { return compare(a.from, b.from) })
}

// examples checks that every example is recognised by its own format. Formats
// with other mistakes are not in t and are passed over.
func (c *compiler) examples(t *Table, carriers []Carrier) {
	sound := map[string]bool{}
	for i := range t.formats {
		sound[t.formats[i].carrier.Slug+" "+t.formats[i].id] = true
	}
	for _, carrier := range carriers {
		for i, f := range carrier.Formats {
			if f.Example == "" || !sound[carrier.Slug+" "+f.ID] {
				continue
			}
			if msg := t.exampleFault(&f); msg != "" {
				c.bad(carrier.Slug, i, "example", f.Example, msg, "")
			}
		}
	}
}

// exampleFault says why the example of f is not a number of it, or "".
func (t *Table) exampleFault(f *Format) string {
	number := Normalize(f.Example)
	has, ok := layoutOf(number)
	if !ok {
		return "the example does not fit the pattern"
	}
	for _, i := range t.candidates(number) {
		s := &t.shapes[i]
		if s.format.id != f.ID || !s.fits(number, has) {
			continue
		}
		h := hit{shape: s, carrier: s.format.carrier}
		t.try(&h, number, new(check))
		m := Match{}
		t.fill(&m, &h, number, unknownWeight)
		switch {
		case m.Check == CheckFail:
			return m.checkClause()
		case !m.valid:
			return "no issuer has the code " + m.Country
		}
		return ""
	}
	return "the example does not fit the pattern"
}

// byRank orders formats so that the more telling come first and every table
// with the same formats has them in the same order.
func byRank(a, b format) int {
	for _, order := range [...]int{
		int(a.trust/trustRecall) - int(b.trust/trustRecall), // from memory: last
		int(b.fits) - int(a.fits),
		fixed(b.items) - fixed(a.items),
		compare(a.carrier.Slug, b.carrier.Slug),
	} {
		if order != 0 {
			return order
		}
	}
	return compare(a.id, b.id)
}

// fixed counts the characters of literals without alternatives.
func fixed(items []item) int {
	n := 0
	for _, it := range items {
		if it.kind == kindLiteral && len(it.alts) == 1 && !it.optional {
			n += len(it.alts[0])
		}
	}
	return n
}

// isSlug reports whether s is made of lower-case letters, digits and dashes.
func isSlug(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && !isDigit(c) && (c != '-' || i == 0) {
			return false
		}
	}
	return s != "" && len(s) <= mostText
}

// isPair reports whether s is two upper-case letters.
func isPair(s string) bool {
	return len(s) == 2 && pair(s[0], s[1]) >= 0
}
