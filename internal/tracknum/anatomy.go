package tracknum

// PartKind says what a part of a number is for.
type PartKind string

// The kinds of part.
const (
	PartLiteral PartKind = "literal" // the same in every number of the format
	PartService PartKind = "service" // names the service
	PartSerial  PartKind = "serial"  // counts parcels
	PartCheck   PartKind = "check"   // computed from the others
	PartCountry PartKind = "country" // who issued the number
	PartOther   PartKind = "other"   // something else that the name tells
)

// Part is one part of a number.
type Part struct {
	_          [0]func()   // no comparing: the code for it would be weight in the page
	Start, End int         // in bytes, within the whole normalised number
	Kind       PartKind    // what it is for
	Name       string      // "serial number", in the words of the table
	Text       string      // the characters themselves; fewer than End-Start when the rest is still to be typed
	Meaning    string      // what they say here, "" when nothing is known
	OK         CheckResult // of check digit and country; CheckNone for all others
}

// Anatomy takes number apart in the way of m, a match of this table for the
// same number or, from [Table.Expect], for a number of which it is the
// beginning. The parts are in order and leave nothing out. It returns nil when
// number does not have the shape of m.
func (t *Table) Anatomy(number string, m *Match) []Part {
	if m.shape == nil {
		return nil
	}
	number = Normalize(number)
	has, ok := layoutOf(number)
	whole := len(number) == int(m.shape.n)
	switch {
	case !ok || len(number) > int(m.shape.n):
		return nil
	case whole && !m.shape.fits(number, has), !whole && !m.shape.begins(number, has):
		return nil
	}
	var parts []Part
	start := 0
	items := m.shape.format.items
	for i := range items {
		end := int(m.shape.ends[i])
		if name := items[i].name; name != "" && i+1 < len(items) && items[i+1].name == name {
			continue // one part, described in several items
		}
		if end > start {
			parts = append(parts, t.part(m, i, number, start, end))
		}
		start = end
	}
	return parts
}

// part describes number[start:end], which stands for the i-th item.
func (t *Table) part(m *Match, i int, number string, start, end int) Part {
	s := m.shape
	it := &s.format.items[i]
	p := Part{
		Start: start, End: end, Kind: kindOf(it), Name: t.words.part(it.name),
		Text: number[min(start, len(number)):min(end, len(number))], OK: CheckNone,
	}
	if p.Name == "" {
		p.Name = t.words.say(nameOf(it, start == 0, end == int(s.n)))
	}
	if len(p.Text) < end-start {
		return p // still to be typed
	}
	switch {
	case p.Kind == PartCheck:
		p.OK, p.Meaning = s.work(number, t.words)
	case p.Kind == PartCountry:
		p.OK = CheckFail
		if is := t.issuerOf(number, int8(start)); is != nil {
			p.OK, p.Meaning = CheckPass, is.operator
			if is.country != "" {
				p.Meaning = is.country + ", " + is.operator
			}
		} else if it.kind == kindLiteral {
			p.OK = CheckNone // the carrier's own code, in no list
		}
	case it.name == serviceIndicator:
		if in := t.indicatorOf(number, int8(start)); in != nil {
			p.Meaning = in.meaning
		}
	case p.Kind == PartService && it.kind == kindLiteral:
		p.Meaning = s.format.service
	}
	if says := t.says(m.shape.format.carrier, it.name, p.Text); says != "" {
		p.Meaning = says
	}
	return p
}

// says returns what a carrier's part of this name and text means, or "".
func (t *Table) says(c *CarrierInfo, part, text string) string {
	for i := range t.meanings {
		if m := &t.meanings[i]; m.carrier == c && m.part == part && hasPrefix(text, m.text) {
			return m.says
		}
	}
	return ""
}

// work checks the check digit and writes the sum out.
func (s *shape) work(number string, w *Words) (CheckResult, string) {
	working := s.format.rule.working(s.covered(number), w)
	if s.agrees(number) {
		return CheckPass, working
	}
	return CheckFail, w.say(checkNot, working, number[s.check:s.check+1])
}

// kindOf derives the kind of a part from its item and, where that leaves it
// open, from the part's name.
func kindOf(it *item) PartKind {
	switch {
	case it.check():
		return PartCheck
	case it.kind == kindCountry || it.name == issuingCountry:
		return PartCountry
	case it.name == "service" || it.name == "service type" || it.name == serviceIndicator:
		return PartService
	case it.kind == kindLiteral:
		return PartLiteral
	case it.name == "serial number" || it.name == "package":
		return PartSerial
	case it.name == "" && it.kind == kindDigits:
		return PartSerial
	}
	return PartOther
}

// nameOf returns a name for a part that has none in its pattern.
func nameOf(it *item, first, last bool) phrase {
	switch {
	case it.kind == kindCheckDigit:
		return nameCheckDigit
	case it.kind == kindCheckCharacter:
		return nameCheckCharacter
	case it.kind == kindCountry:
		return nameIssuingCountry
	case it.kind == kindLiteral && first:
		return namePrefix
	case it.kind == kindLiteral && last:
		return nameSuffix
	case it.kind == kindLiteral:
		return nameFixed
	case it.kind == kindDigits:
		return nameSerialNumber
	}
	return nameCode
}
