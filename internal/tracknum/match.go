package tracknum

// CheckResult says whether a check digit agrees.
type CheckResult string

// The results of a check.
const (
	CheckPass CheckResult = "pass"
	CheckFail CheckResult = "fail"
	CheckNone CheckResult = "none" // the format has no check digit
)

// Match is a format that a number has the shape of. Its texts are parts of the
// table or of the number: making one allocates nothing.
type Match struct {
	_ [0]func() // no comparing: the code for it would be weight in the page

	Carrier    string      // slug; for S10 numbers that of the issuer
	Name       string      // of the carrier or, for an S10 issuer without a profile, the operator
	Format     string      // id
	Service    string      // what the format or an S10 service indicator with an international meaning says, otherwise ""
	Check      CheckResult // of the check digit alone
	Country    string      // of issue, two letters, "" when the number does not tell
	Confidence float64     // 0 to 1, see confidence.go

	number  string
	shape   *shape
	carrier *CarrierInfo // nil for an S10 issuer without a profile
	issuer  *issuer      // S10 only, nil when unknown
	weight  float32      // see confidence.go
	most    uint8        // highest confidence in percent
	valid   bool
}

// Valid reports whether the number can exist as one of this format: its check
// digit, if it has one, agrees, and its issuing country, if it has one, is known.
func (m *Match) Valid() bool { return m.valid }

// Match appends to dst the formats that number may be of, best first, and
// returns the extended slice. Number is normalised, see [Normalize]; text that is
// not, or that fits no format, appends nothing.
//
// When number is valid in some format, those in which it is not are left out,
// unless what is valid is known from memory only or less likely than that the
// number was mistyped: then the mistyped ones come first. A carrier appears once,
// with its best format. Nothing is allocated when dst has room.
func (t *Table) Match(dst []Match, number string) []Match {
	return t.match(dst, number, &Hints{})
}

// match is Match with what is known beside the number.
func (t *Table) match(dst []Match, number string, h *Hints) []Match {
	has, ok := layoutOf(number)
	if !ok {
		return dst
	}
	base := len(dst)
	for _, i := range t.candidates(number) {
		s := &t.shapes[i]
		if !s.fits(number, has) {
			continue
		}
		dst = append(dst, Match{})
		m := &dst[len(dst)-1]
		t.fill(m, s, number)
		h.weigh(m)
		dst = settle(dst, base)
	}
	return dst[:base+judge(dst[base:])]
}

// judge puts matches, which are sorted, into their final order, fills in their
// confidence and returns how many of them stay.
func judge(matches []Match) (kept int) {
	sound, mistyped, all := float32(0), float32(0), float32(unknownWeight)
	for i := range matches {
		m := &matches[i]
		all += m.weight
		switch {
		case m.valid && m.shape.format.trust != trustRecall:
			sound += m.weight
		case !m.valid:
			if m.weight > mistyped {
				mistyped = m.weight
			}
		}
	}
	for i := range matches {
		m := &matches[i]
		percent := int(100*m.weight/all + 0.5)
		m.Confidence = float64(max(1, min(percent, int(m.most)))) / 100
	}
	if sound == 0 {
		return len(matches)
	}
	if sound < mistyped {
		valid, known := 0, 0
		for known < len(matches) && matches[known].shape.format.trust != trustRecall {
			if matches[known].valid {
				valid++
			}
			known++
		}
		rotate(matches[:known], valid)
		return len(matches)
	}
	for i := range matches {
		if matches[i].valid {
			if kept != i {
				matches[kept] = matches[i]
			}
			kept++
		}
	}
	clear(matches[kept:])
	return kept
}

// layout says which positions of a number, as bits, have what kind of character.
type layout struct {
	digits, letters uint64
	hex             uint64 // digits and the letters A to F
}

// layoutOf returns the layout of number. It reports false when number has other
// characters than normalised numbers have, or more than any format.
func layoutOf(number string) (has layout, ok bool) {
	if len(number) == 0 || len(number) > maxLength {
		return has, false
	}
	all := uint8(classDigit | classLetter | classSlash)
	for i := range len(number) {
		c := charClass[number[i]]
		if c == 0 {
			all = 0
		}
		has.digits |= uint64(c&classDigit) << i
		has.letters |= uint64(c>>1&1) << i
		has.hex |= uint64((number[i]-'G')>>7) << i // what comes before G, by its carry
	}
	has.hex &= has.digits | has.letters
	return has, all != 0
}

// fits reports whether number, whose length is the shape's, has the shape.
func (s *shape) fits(number string, has layout) bool {
	if has.digits&s.digits != s.digits || has.letters&s.letters != s.letters ||
		(has.digits|has.letters)&s.either != s.either || has.hex&s.hex != s.hex ||
		s.mixed != 0 && (has.digits&s.mixed == 0 || has.letters&s.mixed == 0) {
		return false
	}
	for i := range s.lits {
		if !s.lits[i].fits(number) {
			return false
		}
	}
	return true
}

// fill makes m, which is zero, the match of number with a shape that it fits.
// It writes in place because matches are large and this is the hot path.
func (t *Table) fill(m *Match, s *shape, number string) {
	f := s.format
	m.number, m.shape, m.valid, m.carrier = number, s, true, f.carrier
	m.Carrier, m.Name, m.Format, m.Service = f.carrier.Slug, f.carrier.Name, f.id, f.service
	if m.Country = f.country; m.Country == "" && f.carrier.Country != "ZZ" {
		m.Country = f.carrier.Country
	}
	weight := f.fits
	m.Check, m.most = CheckNone, f.most
	if f.rule != nil {
		m.Check = CheckPass
		if !s.agrees(number) {
			m.Check, m.valid, weight, m.most = CheckFail, false, f.fails, mostMistyped
		}
	}
	m.weight = t.weights[weight]
	if s.country >= 0 || s.issuer >= 0 {
		t.issue(m)
	}
}

// agrees reports whether the check digit of number is right.
func (s *shape) agrees(number string) bool {
	return s.format.rule.agrees(s.covered(number), number[s.check])
}

// covered returns the characters of number that its check digit covers.
func (s *shape) covered(number string) string {
	return number[s.check-s.over : s.check]
}

// issue fills in what the issuing country and the service indicator say, and
// takes from the confidence what they leave in doubt.
func (t *Table) issue(m *Match) {
	s := m.shape
	doubt := false
	if s.issuer >= 0 { // a carrier's own format: the country is fixed
		m.Country = m.number[s.issuer : s.issuer+2]
		m.issuer = t.issuerOf(m.number, s.issuer)
	} else {
		m.Country = m.number[s.country : s.country+2]
		m.issuer = t.issuerOf(m.number, s.country)
		switch {
		case m.issuer == nil:
			m.valid = false
			m.weight, m.most = t.weights[s.format.fails], mostMistyped
		case m.issuer.carrier != nil && m.issuer.carrier != m.carrier:
			m.carrier = m.issuer.carrier
			m.Carrier, m.Name = m.carrier.Slug, m.carrier.Name
		default:
			m.Name = m.issuer.operator
			if m.issuer.carrier == nil && m.issuer.slug != "" {
				m.Carrier, m.carrier = m.issuer.slug, nil
			}
		}
		doubt = m.issuer != nil && !m.issuer.verified
	}
	if at := s.service; at >= 0 {
		assigned, everywhere := indicatorUse(m.number[at], m.number[at+1])
		doubt = doubt || !everywhere
		if in := t.indicatorOf(m.number, at); in != nil && assigned && m.Service == "" {
			m.Service = in.meaning
		}
	}
	if doubt {
		m.most = min(m.most, mostShared)
	}
}

// settle moves the last of dst to its place among dst[base:], which is sorted
// but for it. Of two matches of one carrier the better stays. Candidates come
// nearly in order, so that the place is nearly always the end.
func settle(dst []Match, base int) []Match {
	last := len(dst) - 1
	if c := dst[last].carrier; c != nil {
		for i := base; i < last; i++ {
			if dst[i].carrier != c {
				continue
			}
			if dst[last].better(&dst[i]) {
				copy(dst[i:], dst[i+1:])
			}
			last--
			break
		}
	}
	dst = dst[:last+1]
	for i := last; i > base && dst[i].better(&dst[i-1]); i-- {
		dst[i], dst[i-1] = dst[i-1], dst[i]
	}
	return dst
}

// better reports whether m comes before n: formats from memory last, then the
// valid ones first, then by weight. Among equals the order of the table stays.
func (m *Match) better(n *Match) bool {
	if r, q := m.shape.format.trust == trustRecall, n.shape.format.trust == trustRecall; r != q {
		return q
	}
	if m.valid != n.valid {
		return m.valid
	}
	return m.weight > n.weight
}

// rotate moves the first n matches behind the others.
func rotate(matches []Match, n int) {
	reverse(matches[:n])
	reverse(matches[n:])
	reverse(matches)
}

func reverse(matches []Match) {
	for i, j := 0, len(matches)-1; i < j; i, j = i+1, j-1 {
		matches[i], matches[j] = matches[j], matches[i]
	}
}
