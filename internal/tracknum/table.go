package tracknum

// Table is the compact number table, decoded. It does not change, so any
// number of goroutines may use it at once.
type Table struct {
	print      string
	words      *Words        // may be nil
	carriers   []CarrierInfo // by slug
	meanings   []meaning     // by part, the longer texts first
	issuers    []issuer      // by code
	indicators []indicator   // by first code
	formats    []format      // most telling first
	shapes     []shape       // in the order of formats

	weights [256]float32 // what the weights of the formats stand for

	issuerAt    [676]uint16 // 1 + index of the issuer of a two-letter code
	indicatorAt [676]uint16 // 1 + index of the service indicator

	// runs has, for a number of n characters beginning with c, at n*starts +
	// startOf(c) the stretch of lists with the shapes that it can have.
	runs  []run
	lists []uint16
}

// CarrierInfo is what the table knows of a carrier.
type CarrierInfo struct {
	_ [0]func() // as in Match

	Slug     string // "la-poste"
	Name     string // "La Poste"
	Country  string // ISO 3166-1 alpha-2, "" or "ZZ" for none
	Tracking string // address of its tracking page with {number} in it, may be empty
	Needs    string // what else it asks for: "", "postcode", "phone" or "date"
	Adapter  string // id of the adapter that reads its timelines, may be empty
	Hosts    string // hosts of its own sites, separated by spaces: "ups.com"
	Page     bool   // whether the site has a page about it

	bit uint64 // one of 64, by which carriers are told apart before they are compared
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
	_                       [0]func() // as in Match
	code, country, operator string
	carrier                 *CarrierInfo // nil when the slug is not among the carriers
	slug                    string       // the carrier's, "" for none
	verified                bool
}

// indicator is a range of S10 service indicators.
type indicator struct {
	_                 [0]func() // as in Match
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
	_                [0]func() // as in Match
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

// run is a stretch of lists.
type run struct{ from, to uint32 }

// longRun is how many shapes may stand in the list of one length and first
// letter before it is divided by the last character: postal numbers all look alike
// but for their end.
const longRun = 8

// index fills runs and lists from shapes, in the order of the shapes: it counts
// them, and then puts each in its place.
func (t *Table) index() {
	t.runs = make([]run, (maxLength+1)*starts, 2*(maxLength+1)*starts)
	for pass := range 2 {
		for i := range t.shapes {
			s := &t.shapes[i]
			r := t.runs[int(s.n)*starts:]
			for c, bits := 0, s.allowed(0); bits != 0; c, bits = c+1, bits>>1 {
				if bits&1 != 0 {
					if pass > 0 {
						t.lists[r[c].to] = uint16(i)
					}
					r[c].to++
				}
			}
		}
		if pass > 0 {
			break
		}
		n := uint32(0)
		for i := range t.runs {
			r := &t.runs[i]
			r.from, r.to, n = n, n, n+r.to
		}
		t.lists = make([]uint16, n, 2*n)
	}
	for at := range (maxLength + 1) * starts {
		if r := t.runs[at]; at%starts >= 10 && r.to-r.from > longRun {
			t.runs[at] = run{from: uint32(len(t.runs)), to: divided}
			for last := range starts {
				t.divide(r, 1<<last)
			}
		}
	}
}

// divide appends the run of those shapes of r that can end in a character of last.
func (t *Table) divide(r run, last uint64) {
	from := len(t.lists)
	for _, i := range t.lists[r.from:r.to] {
		if s := &t.shapes[i]; s.allowed(int(s.n)-1)&last != 0 {
			t.lists = append(t.lists, i)
		}
	}
	t.runs = append(t.runs, run{uint32(from), uint32(len(t.lists))})
}

// divided marks a run whose from is the first of the runs for each last
// character.
const divided = ^uint32(0)

// candidates returns the indexes of the shapes that number, which is normalised
// and has 1 to maxLength characters, can have.
func (t *Table) candidates(number string) []uint16 {
	r := t.runs[len(number)*starts+startOf(number[0])]
	if r.to == divided {
		r = t.runs[int(r.from)+startOf(number[len(number)-1])]
	}
	return t.lists[r.from:r.to]
}
