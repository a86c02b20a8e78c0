package tracknum

// Table is the compact number table, decoded. It does not change, so any
// number of goroutines may use it at once.
type Table struct {
	print      string
	carriers   []CarrierInfo // by slug
	meanings   []meaning     // by part, the longer texts first
	issuers    []issuer      // by code
	indicators []indicator   // by first code
	formats    []format      // most telling first
	shapes     []shape       // in the order of formats

	weights [256]float32 // what the weights of the formats stand for

	issuerAt    [676]uint16 // 1 + index of the issuer of a two-letter code
	indicatorAt [676]uint16 // 1 + index of the service indicator

	// byStart lists the shapes that a number of n characters beginning with c
	// can have: lists[byStart[n*starts+start(c)] : byStart[n*starts+start(c)+1]].
	byStart []uint32
	lists   []uint16
}

// CarrierInfo is what the table knows of a carrier.
type CarrierInfo struct {
	Slug     string // "la-poste"
	Name     string // "La Poste"
	Country  string // ISO 3166-1 alpha-2, "" or "ZZ" for none
	Tracking string // address of its tracking page with {number} in it, may be empty
	Needs    string // what else it asks for: "", "postcode", "phone" or "date"
	Adapter  string // id of the adapter that reads its timelines, may be empty
	Hosts    string // hosts of its own sites, separated by spaces: "ups.com"
	Page     bool   // whether the site has a page about it
}

// Link returns the address of the carrier's own tracking page for number, or ""
// when the table knows none.
func (c CarrierInfo) Link(number string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for i := range len(number) {
		if ch := number[i]; charClass[ch]&(classDigit|classLetter) != 0 || ch >= 'a' && ch <= 'z' {
			b = append(b, ch)
		} else {
			b = append(b, '%', hex[ch>>4], hex[ch&15])
		}
	}
	before, after, found := cut(c.Tracking, "{number}")
	if !found {
		return c.Tracking
	}
	return before + string(b) + after
}

// issuer is an operator that issues S10 numbers.
type issuer struct {
	code, country, operator string
	carrier                 *CarrierInfo // nil when the slug is not among the carriers
	slug                    string       // the carrier's, "" for none
	verified                bool
}

// indicator is a range of S10 service indicators.
type indicator struct {
	from, to, meaning string
}

// trust says how well a format is known.
type trust uint8

const (
	trustVerified trust = iota // read in a source
	trustShape                 // the source shows the shape only
	trustRecall                // from memory
	trusts                     // how many there are
)

// format is one number format of a carrier.
type format struct {
	id, country, service string
	carrier              *CarrierInfo
	rule                 *rule // nil without
	covers               uint8 // how many characters its check digit covers; 0 for all before it
	trust                trust
	fits                 uint8 // weight when all agrees, see confidence.go
	fails                uint8 // weight when the check digit does not
	most                 uint8 // highest confidence in percent
	items                []item
}

// meaning is what a part of a carrier's numbers says that begins with text.
type meaning struct {
	carrier          *CarrierInfo
	part, text, says string
}

// Fingerprint returns 16 hexadecimal digits that differ between tables with
// different contents.
func (t *Table) Fingerprint() string { return t.print }

// Carrier returns what the table knows of the carrier with this slug. It
// reports false when there is none.
func (t *Table) Carrier(slug string) (CarrierInfo, bool) {
	if c := t.carrier(slug); c != nil {
		return *c, true
	}
	return CarrierInfo{}, false
}

// carrier finds a carrier, or nil.
func (t *Table) carrier(slug string) *CarrierInfo {
	for lo, hi := 0, len(t.carriers); lo < hi; {
		mid := (lo + hi) / 2
		switch c := &t.carriers[mid]; {
		case c.Slug == slug:
			return c
		case c.Slug < slug:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return nil
}

// Carriers returns all carriers, by slug. The slice is the caller's.
func (t *Table) Carriers() []CarrierInfo {
	return append([]CarrierInfo(nil), t.carriers...)
}

// pair returns the place of two upper-case letters in a table of 676, or -1.
func pair(a, b byte) int {
	if charClass[a] != classLetter || charClass[b] != classLetter {
		return -1
	}
	return int(a-'A')*26 + int(b-'A')
}

// issuerOf returns the issuer whose code begins at position at of number, or
// nil when it is not known.
func (t *Table) issuerOf(number string, at int8) *issuer {
	if at < 0 || int(at)+2 > len(number) {
		return nil
	}
	if i := pair(number[at], number[at+1]); i >= 0 && t.issuerAt[i] > 0 {
		return &t.issuers[t.issuerAt[i]-1]
	}
	return nil
}

// indicatorOf returns the service indicator at position at of number, or nil
// when the table does not have it.
func (t *Table) indicatorOf(number string, at int8) *indicator {
	if at < 0 || int(at)+2 > len(number) {
		return nil
	}
	if i := pair(number[at], number[at+1]); i >= 0 && t.indicatorAt[i] > 0 {
		return &t.indicators[t.indicatorAt[i]-1]
	}
	return nil
}

// starts is how many characters a number can begin with: digits, letters and
// the slash.
const starts = 37

// startOf returns the place of a first character among starts.
func startOf(c byte) int {
	switch charClass[c] {
	case classDigit:
		return int(c - '0')
	case classLetter:
		return 10 + int(c-'A')
	}
	return 36
}

// index fills byStart and lists from shapes: a counting sort that keeps the
// order of the shapes.
func (t *Table) index() {
	first := make([]uint64, len(t.shapes))
	t.byStart = make([]uint32, (maxLength+1)*starts+1)
	for i := range t.shapes {
		first[i] = t.shapes[i].first()
		row := t.byStart[int(t.shapes[i].n)*starts+1:]
		for c := range starts {
			row[c] += uint32(first[i] >> c & 1)
		}
	}
	for i := 1; i < len(t.byStart); i++ {
		t.byStart[i] += t.byStart[i-1]
	}
	t.lists = make([]uint16, t.byStart[len(t.byStart)-1])
	next := append([]uint32(nil), t.byStart...)
	for i := range t.shapes {
		row := next[int(t.shapes[i].n)*starts:]
		for c := range starts {
			if first[i]>>c&1 != 0 {
				t.lists[row[c]] = uint16(i)
				row[c]++
			}
		}
	}
}

// first returns the characters that a number of this shape can begin with, as
// bits by their place among starts.
func (s *shape) first() uint64 {
	const digits, letters = 1<<10 - 1, (1<<26 - 1) << 10
	switch {
	case s.digits&1 != 0:
		return digits
	case s.letters&1 != 0:
		return letters
	case s.either&1 != 0:
		return digits | letters
	case s.hex&1 != 0:
		return digits | letters&(1<<16-1)
	}
	bits := uint64(0)
	for i := 0; i < len(s.lits[0].packed); i += int(s.lits[0].size) {
		bits |= 1 << startOf(s.lits[0].packed[i])
	}
	return bits
}

// candidates returns the indexes of the shapes that number, which is normalised
// and has 1 to maxLength characters, can have.
func (t *Table) candidates(number string) []uint16 {
	at := len(number)*starts + startOf(number[0])
	return t.lists[t.byStart[at]:t.byStart[at+1]]
}
