package tracknum

// The table's bytes: magic, version, fingerprint of the rest, then the rest as
// numbers in base 128 (seven bits a byte, least first) and texts. Every text is
// stored once, in a list at the front, and named by its place in the list.
const (
	magic       = "WBTN"
	version     = 2
	headerBytes = len(magic) + 1 + 8
)

// Flags of an item.
const (
	flagOptional = 1 << iota
	flagMixed
)

// Limits of a table; the decoder keeps them too.
const (
	mostCarriers   = 50_000
	mostFormats    = 4000
	mostIssuers    = 676
	mostIndicators = 676
	mostMeanings   = 8000
	mostText       = 400 // bytes of one text
	mostExpanded   = 16000
)

// tableError says why a table cannot be read.
type tableError string

func (e tableError) Error() string { return string(e) }

// mostBytes is the size of the largest table that is read.
const mostBytes = 8 << 20

// Decode reads a table that [Compile] made, which then says things of numbers in the
// words w; without any it says nothing. It refuses, with a reason, what is
// not such a table: bytes of something else, another version of the layout, a
// damaged table, or one that names check rules that this program does not have.
// It never panics, and what it allocates is bounded by the size of data.
func Decode(data []byte, w *Words) (*Table, error) {
	switch {
	case len(data) < headerBytes || string(data[:len(magic)]) != magic:
		return nil, tableError("not a number table: it does not begin with " + magic)
	case data[len(magic)] != version:
		return nil, tableError("the number table is of another version than this program: build the site again")
	case len(data) > mostBytes:
		return nil, tableError("the number table is larger than " + itoa(mostBytes) + " bytes")
	}
	contents := data[headerBytes:]
	sum := fingerprint(contents)
	if string(data[:headerBytes]) != string(header(sum)) {
		return nil, tableError("the number table is damaged: its fingerprint does not agree with its contents")
	}
	r := reader{data: string(contents)}
	t := &Table{print: hexadecimal(sum), words: w, weights: weights()}
	r.textList()
	r.carriers(t)
	r.issuers(t)
	r.indicators(t)
	r.formats(t)
	if r.fault == "" && r.at != len(r.data) {
		r.bad()
	}
	if r.fault != "" {
		return nil, tableError("the number table is damaged: " + r.fault)
	}
	t.index()
	return t, nil
}

// header returns the bytes that come before contents with this fingerprint.
func header(sum uint64) []byte {
	out := append([]byte(magic), version)
	for shift := 56; shift >= 0; shift -= 8 {
		out = append(out, byte(sum>>shift))
	}
	return out
}

// fingerprint is the 64-bit FNV-1a hash.
func fingerprint(data []byte) uint64 {
	sum := uint64(14695981039346656037)
	for _, c := range data {
		sum = (sum ^ uint64(c)) * 1099511628211
	}
	return sum
}

// hexadecimal returns n in 16 digits.
func hexadecimal(n uint64) string {
	var s [16]byte
	for i := range s {
		s[i] = "0123456789abcdef"[n>>(60-4*i)&15]
	}
	return string(s[:])
}

// reader reads the contents of a table. After the first fault it returns zero
// values only.
type reader struct {
	data  string
	at    int
	texts []string
	fault string
}

// bad notes that the bytes here are not what a table has. Where the fingerprint
// is right that is the work of somebody who made it so; it helps nobody to say what.
func (r *reader) bad() {
	if r.fault == "" {
		r.fault = "at byte " + itoa(r.at)
	}
}

// number reads a number from 0 to most.
func (r *reader) number(most int) int {
	n := 0
	for shift := 0; r.fault == ""; shift += 7 {
		if r.at == len(r.data) || shift > 21 {
			r.bad()
			break
		}
		c := r.data[r.at]
		r.at++
		n |= int(c&0x7F) << shift
		if c < 0x80 {
			if n > most {
				r.bad()
				break
			}
			return n
		}
	}
	return 0
}

// count reads how many things follow, each at least one byte long.
func (r *reader) count(most int) int {
	n := r.number(most)
	if n > len(r.data)-r.at {
		r.bad()
		return 0
	}
	return n
}

// byte reads one byte.
func (r *reader) byte() byte {
	if s := r.bytes(1); s != "" {
		return s[0]
	}
	return 0
}

func (r *reader) flag() bool { return r.number(1) == 1 }

// bytes reads n bytes.
func (r *reader) bytes(n int) string {
	if r.fault != "" || n > len(r.data)-r.at {
		r.bad()
		return ""
	}
	r.at += n
	return r.data[r.at-n : r.at]
}

// letters reads n upper-case letters.
func (r *reader) letters(n int) string {
	s := r.bytes(n)
	for i := range len(s) {
		if charClass[s[i]] != classLetter {
			r.bad()
			return ""
		}
	}
	return s
}

// text reads the place of a text.
func (r *reader) text() string {
	i := r.number(max(len(r.texts)-1, 0))
	if r.fault != "" || len(r.texts) == 0 {
		return ""
	}
	return r.texts[i]
}

// textList reads all texts.
func (r *reader) textList() {
	n := r.count(mostBytes)
	sizes := make([]int, n)
	for i := range sizes {
		sizes[i] = r.number(mostText)
	}
	r.texts = make([]string, n)
	for i := range r.texts {
		r.texts[i] = r.bytes(sizes[i])
	}
	if n == 0 {
		r.bad()
	}
}

func (r *reader) carriers(t *Table) {
	t.carriers = make([]CarrierInfo, r.count(mostCarriers))
	for i := range t.carriers {
		c := &t.carriers[i]
		c.Slug, c.Name, c.Country = r.text(), r.text(), r.text()
		c.Tracking, c.Needs, c.Adapter, c.Hosts = r.text(), r.text(), r.text(), r.text()
		c.Page = r.flag()
		c.bit = 1 << (i % 64)
		if i > 0 && t.carriers[i-1].Slug >= c.Slug {
			r.bad()
		}
	}
	t.meanings = make([]meaning, r.count(mostMeanings))
	for i := range t.meanings {
		m := &t.meanings[i]
		m.carrier = r.carrier(t)
		m.part, m.text, m.says = r.text(), r.text(), r.text()
	}
}

// carrier reads the place of a carrier.
func (r *reader) carrier(t *Table) *CarrierInfo {
	i := r.number(max(len(t.carriers)-1, 0))
	if len(t.carriers) == 0 {
		r.bad()
		return nil
	}
	return &t.carriers[i]
}

func (r *reader) issuers(t *Table) {
	t.issuers = make([]issuer, r.count(mostIssuers))
	for i := range t.issuers {
		is := &t.issuers[i]
		is.code = r.letters(2)
		is.country, is.operator, is.slug = r.text(), r.text(), r.text()
		is.verified = r.flag()
		if r.fault != "" {
			return
		}
		is.carrier = t.carrier(is.slug)
		t.issuerAt[pair(is.code[0], is.code[1])] = uint16(i + 1)
	}
}

func (r *reader) indicators(t *Table) {
	t.indicators = make([]indicator, r.count(mostIndicators))
	for i := range t.indicators {
		in := &t.indicators[i]
		in.from, in.to = r.letters(2), r.letters(2)
		in.meaning = r.text()
		if r.fault != "" {
			return
		}
		for j := pair(in.from[0], in.from[1]); j <= pair(in.to[0], in.to[1]); j++ {
			t.indicatorAt[j] = uint16(i + 1)
		}
	}
}

func (r *reader) formats(t *Table) {
	t.formats = make([]format, r.count(mostFormats))
	shapes, items := 0, 0
	for i := range t.formats {
		r.format(t, &t.formats[i])
		if r.fault != "" {
			return
		}
		n := combinations(t.formats[i].items)
		shapes, items = shapes+n, items+n*len(t.formats[i].items)
	}
	if shapes > mostExpanded {
		r.bad()
		return
	}
	e := expander{make([]shape, 0, shapes), make([]lit, 0, items), make([]uint8, 0, items)}
	for i := range t.formats {
		f := &t.formats[i]
		from := len(e.shapes)
		e.expand(f)
		for j := range e.shapes[from:] {
			s := &e.shapes[from+j]
			if f.rule != nil && !s.covers() || f.rule == nil && s.check >= 0 {
				r.bad()
				return
			}
		}
	}
	t.shapes = e.shapes
}

func (r *reader) format(t *Table, f *format) {
	f.id = r.text()
	f.carrier = r.carrier(t)
	f.country, f.service = r.text(), r.text()
	rule := r.text()
	f.covers = uint8(r.number(maxLength - 1))
	f.trust = trust(r.number(int(trusts) - 1))
	f.fits, f.fails, f.most = r.byte(), r.byte(), r.byte()
	f.items = make([]item, r.count(maxItems))
	for i := range f.items {
		r.item(&f.items[i])
	}
	switch {
	case r.fault != "":
		return
	case outside(f.items) || f.most == 0 || f.most > mostChecked:
		r.bad()
		return
	}
	if f.rule = ruleNamed(rule); f.rule == nil && rule != "" {
		r.fault = "the check rule " + rule + " is not known to this program: build both from the same source"
	}
}

// outside reports whether items are none that ParsePattern would return.
func outside(items []item) bool {
	checks, countries, shortest, longest := 0, 0, 0, 0
	for i := range items {
		it := &items[i]
		if it.check() {
			checks++
		}
		if it.kind == kindCountry {
			countries++
		}
		lo, hi := it.lengths()
		shortest += lo
		longest += hi
	}
	return checks > 1 || countries > 1 || shortest < minLength || longest > maxLength || combinations(items) > maxShapes
}

func (r *reader) item(it *item) {
	it.kind = kind(r.number(int(kinds) - 1))
	flags := r.number(flagOptional | flagMixed)
	it.optional, it.mixed = flags&flagOptional != 0, flags&flagMixed != 0
	it.name = r.text()
	switch it.kind {
	case kindLiteral:
		it.alts = make([]string, r.count(maxAlts))
		for i := range it.alts {
			if it.alts[i] = r.text(); badLiteral(it.alts[i]) {
				r.bad()
			}
		}
		if len(it.alts) == 0 {
			r.bad()
		}
	case kindDigits, kindLetters, kindCharacters, kindHex:
		it.min, it.max = r.number(maxLength), r.number(maxLength)
		if it.max == 0 || it.min > it.max {
			r.bad()
		}
	case kindCountry:
		it.min, it.max = 2, 2
	default:
		it.min, it.max = 1, 1
	}
	if it.optional && (it.check() || it.kind == kindCountry) {
		r.bad()
	}
}

// badLiteral reports whether s is no literal.
func badLiteral(s string) bool {
	for i := range len(s) {
		if charClass[s[i]] == 0 {
			return true
		}
	}
	return s == "" || len(s) > maxLength
}
