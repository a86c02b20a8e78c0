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
	valid   bool
}

// Valid reports whether the number can exist as one of this format: its check
// digit, if it has one, agrees, and its issuing country, if it has one, is known.
func (m Match) Valid() bool { return m.valid }

// Match appends to dst the formats that number may be of, best first, and
// returns the extended slice. Number is normalised, see [Normalize]; text that is
// not, or that fits no format, appends nothing. When number is valid in some
// format, those in which it is not are left out, unless the valid ones are known
// from memory only. A carrier appears once, with its best format.
// Nothing is allocated when dst has room.
func (t *Table) Match(dst []Match, number string) []Match {
	digits, letters, ok := classes(number)
	if !ok {
		return dst
	}
	base := len(dst)
	sound := false
	for _, i := range t.candidates(number) {
		s := &t.shapes[i]
		if !s.fits(number, digits, letters) {
			continue
		}
		dst = append(dst, Match{})
		m := &dst[len(dst)-1]
		t.fill(m, s, number)
		sound = sound || m.valid && s.format.trust != trustRecall
		dst = settle(dst, base)
	}
	if !sound {
		return dst
	}
	kept := base
	for i := base; i < len(dst); i++ {
		if dst[i].valid {
			if kept != i {
				dst[kept] = dst[i]
			}
			kept++
		}
	}
	clear(dst[kept:])
	return dst[:kept]
}

// classes returns the positions of the digits and of the letters of number. It
// reports false when number has other characters than normalised numbers have,
// or more than any format.
func classes(number string) (digits, letters uint64, ok bool) {
	if len(number) == 0 || len(number) > maxLength {
		return 0, 0, false
	}
	all := uint8(classDigit | classLetter | classSlash)
	for i := range len(number) {
		c := charClass[number[i]]
		if c == 0 {
			all = 0
		}
		digits |= uint64(c&classDigit) << i
		letters |= uint64(c>>1&1) << i
	}
	return digits, letters, all != 0
}

// fits reports whether number, whose length is the shape's, has the shape.
func (s *shape) fits(number string, digits, letters uint64) bool {
	if digits&s.digits != s.digits || letters&s.letters != s.letters || (digits|letters)&s.either != s.either {
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
	percent := f.fits
	m.Check = CheckNone
	if f.rule != nil {
		m.Check = CheckPass
		if !s.agrees(number) {
			m.Check, m.valid, percent = CheckFail, false, f.fails
		}
	}
	if s.country >= 0 {
		doubt := t.issue(m)
		if percent -= percent * doubt / 10; !m.valid {
			percent = min(percent, f.fails)
		}
	}
	m.Confidence = float64(percent) / 100
}

// agrees reports whether the check digit of number is right.
func (s *shape) agrees(number string) bool {
	at := int(s.check)
	return s.format.rule.agrees(number[at-s.format.rule.over:at], number[at])
}

// issue fills in what the issuing country and the service indicator say. It
// returns how many tenths of the confidence they cost.
func (t *Table) issue(m *Match) (doubt uint8) {
	m.Country = m.number[m.shape.country : m.shape.country+2]
	m.issuer = t.issuerOf(m.number, m.shape.country)
	switch {
	case m.issuer == nil:
		m.valid = false
	case m.issuer.carrier != nil && m.issuer.carrier != m.carrier:
		m.carrier = m.issuer.carrier
		m.Carrier, m.Name = m.carrier.Slug, m.carrier.Name
	default:
		m.Name = m.issuer.operator
		if m.issuer.carrier == nil && m.issuer.slug != "" {
			m.Carrier, m.carrier = m.issuer.slug, nil
		}
	}
	if m.issuer != nil && !m.issuer.verified {
		doubt = 1
	}
	if m.shape.service < 0 {
		return doubt
	}
	at := m.shape.service
	assigned, everywhere := indicatorUse(m.number[at], m.number[at+1])
	if !everywhere {
		doubt = 1
	}
	if in := t.indicatorOf(m.number, at); in != nil && assigned && m.Service == "" {
		m.Service = in.meaning
	}
	return doubt
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

// better reports whether m comes before n: formats from memory last, then by
// confidence. Among equals the order of the table stays.
func (m *Match) better(n *Match) bool {
	if r, q := m.shape.format.trust == trustRecall, n.shape.format.trust == trustRecall; r != q {
		return q
	}
	if m.valid != n.valid {
		return m.valid
	}
	return m.Confidence > n.Confidence
}
