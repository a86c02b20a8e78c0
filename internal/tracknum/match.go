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
	words   *Words // of the table
	shape   *shape
	carrier *CarrierInfo // nil for an S10 issuer without a profile
	issuer  *issuer      // S10 only, nil when unknown
	weight  float32      // see confidence.go
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
	return t.match(dst, number, nil)
}

// match is Match with what is known beside the number, if anything.
func (t *Table) match(dst []Match, number string, hints *Hints) []Match {
	has, ok := layoutOf(number)
	if !ok {
		return dst
	}
	var (
		room  [32]hit
		spare [16]hit
		hits  = room[:0]  // valid ones, sorted
		typos = spare[:0] // the others
		last  check
		seen  uint64 // the bits of the carriers of hits
	)
	for _, i := range t.candidates(number) {
		s := &t.shapes[i]
		if has.digits&s.digits != s.digits || has.letters&s.letters != s.letters || s.more && !s.fits(number, has) {
			continue
		}
		h := hit{shape: s, carrier: s.format.carrier}
		t.try(&h, number, &last)
		if hints != nil {
			hints.weigh(&h)
		}
		if h.rank&rankValid == 0 {
			typos = append(typos, h)
			continue
		}
		hits = append(hits, h)
		bit := uint64(0)
		if h.carrier != nil {
			bit = h.carrier.bit
		}
		// Candidates come nearly in order, and most carriers once.
		if n := len(hits) - 1; seen&bit != 0 || n > 0 && h.rank > hits[n-1].rank {
			hits = settle(hits)
		}
		seen |= bit
	}
	hits, all := t.judge(hits, typos)
	from, to := len(dst), len(dst)+len(hits)
	if to > cap(dst) {
		dst = append(make([]Match, 0, to), dst...)
	}
	dst = dst[:to]
	for i := range hits {
		t.fill(&dst[from+i], &hits[i], number, all)
	}
	return dst
}

// hit is a shape that a number fits, with what is needed to rank it: most of what
// fits bare digits is put in order many times, and a Match is large.
type hit struct {
	shape   *shape
	carrier *CarrierInfo // as in Match
	issuer  *issuer
	rank    uint16 // the weight as it is stored, with what is below
	most    uint8  // highest confidence in percent
	passes  bool   // the check digit agrees, or there is none
}

// What a rank is made of. Hits from memory only come last, then those that are not
// valid, unless they outweigh the others, then those of less weight; among equals
// the order of the table stays.
const (
	rankWeight = 1<<8 - 1
	rankValid  = 1 << 8
	rankKnown  = 1 << 9
	rankFirst  = 1 << 10
)

// check is a check that was computed, since several carriers use the same.
type check struct {
	rule   *rule
	over   int8
	passes bool
}

// judge returns the hits that count, in their final order, and the weight of all.
// The mistyped count when nothing valid is known better than from memory, or when
// they outweigh that; then they come first.
func (t *Table) judge(hits, typos []hit) ([]hit, float32) {
	sound, mistyped, all := float32(0), float32(0), float32(unknownWeight)
	for i := range hits {
		weight := t.weights[hits[i].rank&rankWeight]
		all += weight
		if hits[i].rank >= rankKnown {
			sound += weight
		}
	}
	for i := range typos {
		weight := t.weights[typos[i].rank&rankWeight]
		all += weight
		if weight > mistyped {
			mistyped = weight
		}
	}
	if sound > 0 && sound >= mistyped {
		return hits, all
	}
	for i := range typos {
		if typos[i].rank >= rankKnown {
			typos[i].rank |= rankFirst
		}
		hits = settle(append(hits, typos[i]))
	}
	return hits, all
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

// try ranks a hit, of which shape and carrier are known.
func (t *Table) try(h *hit, number string, last *check) {
	s, f := h.shape, h.shape.format
	h.most, h.passes = f.most, true
	if f.rule != nil {
		if last.rule != f.rule || last.over != s.over {
			*last = check{f.rule, s.over, f.rule.agrees(number[s.check-s.over:s.check], number[s.check])}
		}
		h.passes = last.passes
	}
	valid := h.passes
	if s.country >= 0 || s.issuer >= 0 {
		valid = t.issue(h, number) && valid
	}
	h.rank = uint16(f.fits) | rankValid
	if !valid {
		h.rank, h.most = uint16(f.fails), mostMistyped
	}
	if f.trust != trustRecall {
		h.rank |= rankKnown
	}
}

// issue finds who issued a postal number, and takes from the confidence what
// issuer and service indicator leave in doubt. It reports whether there is an
// issuer of the number's country.
func (t *Table) issue(h *hit, number string) bool {
	s := h.shape
	doubt := false
	if s.issuer >= 0 { // a carrier's own format: the country is fixed
		h.issuer = t.issuerOf(number, s.issuer)
	} else {
		if h.issuer = t.issuerOf(number, s.country); h.issuer == nil {
			return false
		}
		doubt = !h.issuer.verified
		if h.issuer.slug != "" {
			h.carrier = h.issuer.carrier
		}
	}
	if at := s.service; at >= 0 {
		_, everywhere := indicatorUse(number[at], number[at+1])
		doubt = doubt || !everywhere
	}
	if doubt {
		h.most = min(h.most, mostShared)
	}
	return true
}

// fill makes m the match of a hit, all being the weight of all. It writes every
// field.
func (t *Table) fill(m *Match, h *hit, number string, all float32) {
	s, f := h.shape, h.shape.format
	m.number, m.words, m.shape, m.carrier, m.issuer = number, t.words, s, h.carrier, h.issuer
	m.weight, m.valid = t.weights[h.rank&rankWeight], h.rank&rankValid != 0
	m.Format, m.Service, m.Carrier, m.Name = f.id, f.service, "", ""
	percent := min(int(100*m.weight/all+0.5), int(h.most))
	m.Confidence = float64(max(1, percent)) / 100
	m.Check = CheckNone
	if f.rule != nil {
		if m.Check = CheckFail; h.passes {
			m.Check = CheckPass
		}
	}
	if h.carrier != nil {
		m.Carrier, m.Name = h.carrier.Slug, h.carrier.Name
	}
	if m.Country = f.country; m.Country == "" && f.carrier.Country != "ZZ" {
		m.Country = f.carrier.Country
	}
	if at := max(s.issuer, s.country); at >= 0 {
		m.Country = number[at : at+2]
	}
	if is := h.issuer; is != nil && s.country >= 0 && (h.carrier == nil || h.carrier == f.carrier) {
		m.Name = is.operator // it tells more than the standard's name
		if h.carrier == nil {
			m.Carrier = is.slug
		}
	}
	if at := s.service; at >= 0 && m.Service == "" {
		if assigned, _ := indicatorUse(number[at], number[at+1]); assigned {
			if in := t.indicatorOf(number, at); in != nil {
				m.Service = in.meaning
			}
		}
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

// settle moves the last of hits to its place among the others, which are sorted.
// Of two of one carrier the better stays.
func settle(hits []hit) []hit {
	last := len(hits) - 1
	if c := hits[last].carrier; c != nil {
		for i := range last {
			if hits[i].carrier != c {
				continue
			}
			if hits[last].rank > hits[i].rank {
				copy(hits[i:], hits[i+1:])
			}
			last--
			break
		}
	}
	hits = hits[:last+1]
	for i := last; i > 0 && hits[i].rank > hits[i-1].rank; i-- {
		hits[i], hits[i-1] = hits[i-1], hits[i]
	}
	return hits
}
