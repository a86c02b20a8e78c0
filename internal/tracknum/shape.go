package tracknum

// shape is a pattern with all its lengths fixed: what has to stand at each
// position of a number of n characters. Positions are bits of the masks, the
// first character being bit 0, so that the classes of a whole number are
// compared in three operations.
type shape struct {
	format  *format
	digits  uint64 // positions of digits
	letters uint64 // positions of letters
	either  uint64 // positions of letters or digits
	hex     uint64 // positions of hexadecimal digits
	mixed   uint64 // positions among which there are a letter and a digit; 0 without
	more    bool   // it has more than digits and letters
	lits    []lit
	ends    []uint8 // where each item of the format's pattern ends
	n       uint8   // characters
	check   int8    // position of the check digit, -1 without
	over    int8    // how many characters before it are covered by the check
	country int8    // position of the issuing country, -1 without
	issuer  int8    // position of an issuing country that is fixed, -1 without
	service int8    // position of the S10 service indicator, -1 without
}

// lit is a literal at its position: one or several alternatives of size
// characters each, one after the other in packed.
type lit struct {
	_        [0]func() // as in Match
	at, size uint8
	packed   string
}

// fits reports whether the literal stands in number, which is long enough.
func (l *lit) fits(number string) bool {
	here := number[l.at : l.at+l.size]
	for i := 0; i < len(l.packed); i += int(l.size) {
		if l.packed[i:i+int(l.size)] == here {
			return true
		}
	}
	return false
}

// expander makes shapes out of patterns. Their literals and ends lie one behind
// the other in two slices, so that decoding a table makes few allocations.
type expander struct {
	shapes []shape
	lits   []lit
	ends   []uint8
}

// expand appends one shape for every combination of lengths that the items of
// f allow, the longest choices of the leftmost items first. Items are within the
// limits that ParsePattern keeps.
func (e *expander) expand(f *format) {
	var lengths [maxItems]int
	e.item(f, &lengths, 0)
}

// item chooses each length of the i-th item in turn, and those of all behind it.
func (e *expander) item(f *format, lengths *[maxItems]int, i int) {
	if i == len(f.items) {
		e.shape(f, lengths)
		return
	}
	lo, hi := f.items[i].lengths()
	for n := hi; n >= lo; n-- {
		if f.items[i].takes(n) {
			lengths[i] = n
			e.item(f, lengths, i+1)
		}
	}
}

// shape appends the shape of f whose items have these lengths.
func (e *expander) shape(f *format, lengths *[maxItems]int) {
	from, fromEnd := len(e.lits), len(e.ends)
	e.shapes = append(e.shapes, shape{format: f, check: -1, country: -1, issuer: -1, service: -1})
	s := &e.shapes[len(e.shapes)-1]
	for i := range f.items {
		it, n, at := &f.items[i], lengths[i], s.n
		s.n += uint8(n)
		e.ends = append(e.ends, s.n)
		mask := (uint64(1)<<n - 1) << at
		switch it.kind {
		case kindLiteral:
			if n > 0 {
				e.lits = append(e.lits, lit{at: at, size: uint8(n), packed: packed(it.alts, n)})
			}
		case kindDigits:
			s.digits |= mask
		case kindLetters:
			s.letters |= mask
		case kindCharacters:
			s.either |= mask
		case kindHex:
			s.hex |= mask
		case kindCheckDigit:
			s.digits |= mask
			s.checks(at)
		case kindCheckCharacter:
			s.either |= mask
			s.checks(at)
		case kindCountry:
			s.letters |= mask
			s.country = int8(at)
		}
		if it.mixed {
			s.mixed |= mask
		}
		switch {
		case n != 2:
		case it.name == serviceIndicator:
			s.service = int8(at)
		case it.name == issuingCountry && it.kind == kindLiteral:
			s.issuer = int8(at)
		}
	}
	s.lits = e.lits[from:len(e.lits):len(e.lits)]
	s.more = len(s.lits) > 0 || s.either|s.hex != 0
	s.ends = e.ends[fromEnd:len(e.ends):len(e.ends)]
}

// checks puts the check digit at position at.
func (s *shape) checks(at uint8) {
	s.check, s.over = int8(at), int8(at)
	f := s.format
	if f.rule != nil && f.rule.over > 0 {
		s.over = int8(f.rule.over)
	} else if f.covers > 0 {
		s.over = int8(f.covers)
	}
}

// packed joins the alternatives of n characters.
func packed(alts []string, n int) string {
	out := ""
	for _, a := range alts {
		if len(a) == n {
			out += a
		}
	}
	return out
}

// covers reports whether the characters that the format's check rule counts
// stand before the check digit and are of the classes it allows.
func (s *shape) covers() bool {
	from := int(s.check - s.over)
	if s.check < 0 || from < 0 || s.over == 0 || s.format.rule.modulus == 0 && s.over < 8 {
		return false
	}
	for i := from; i < int(s.check); i++ {
		class := uint8(classDigit)
		if s.format.rule.letters {
			class |= classLetter
		}
		if s.classAt(i)&^class != 0 {
			return false
		}
	}
	return true
}

// classAt returns the classes that can stand at position i.
func (s *shape) classAt(i int) uint8 {
	switch bit := uint64(1) << i; {
	case s.digits&bit != 0:
		return classDigit
	case s.letters&bit != 0:
		return classLetter
	case (s.either|s.hex)&bit != 0:
		return classDigit | classLetter
	}
	class := uint8(0)
	for _, l := range s.lits {
		if i < int(l.at) || i >= int(l.at+l.size) {
			continue
		}
		for j := i - int(l.at); j < len(l.packed); j += int(l.size) {
			class |= charClass[l.packed[j]]
		}
	}
	return class
}

// allowed returns which characters of the alphabet can stand at position i, as
// bits.
func (s *shape) allowed(i int) uint64 {
	const digits, letters = 1<<10 - 1, (1<<26 - 1) << 10
	switch bit := uint64(1) << i; {
	case s.digits&bit != 0:
		return digits
	case s.letters&bit != 0:
		return letters
	case s.hex&bit != 0:
		return digits | letters&(1<<16-1)
	case s.either&bit != 0:
		return digits | letters
	}
	set := uint64(0)
	for _, l := range s.lits {
		if i < int(l.at) || i >= int(l.at+l.size) {
			continue
		}
		for j := i - int(l.at); j < len(l.packed); j += int(l.size) {
			set |= 1 << startOf(l.packed[j])
		}
	}
	return set
}
