package tracknum

import (
	"unicode/utf8"
)

// Found is a tracking number in a text.
type Found struct {
	Start, End int // in bytes, within the text
	Result
}

// How numbers are found in running text.
//
// The text is cut into tokens: letters and digits of any script of digits, in
// an unbroken run. Up to mostJoined tokens that are separated by one space, dot
// or dash each are tried together, since people and labels group digits. Slashes
// and the punctuation of addresses separate for good, so that the number in a
// link is a token of its own; nothing is opened.
//
// What is taken must be valid and have a confidence of at least leastFound, and
// so be told by more than its length: phone numbers, dates and order numbers,
// which are bare digits, are not taken. For one unbroken token that begins with
// two or more fixed letters leastPrefixed is enough, so that formats of which
// only the shape is known are found; in groups they are not, because invoices
// are written like that ("AE-2023-00123"). A token of letters only is joined to
// others only when it is in upper case ("RA 123 456 785 CH"), otherwise words
// would be taken ("at 123 456 785 us"). International bank account numbers are
// recognised by their own check digits and passed over whole.
//
// Less is enough where the text says what the number is, see context.go: in a link
// to a carrier's own site any number that is valid with that carrier, and behind
// words such as "tracking number" one that passes a check digit or is valid with a
// carrier that the text names.
//
// The work is linear in the length of the text: at each token at most mostJoined
// pieces of at most maxLength characters are looked at.
const (
	leastFound    = 0.87
	leastPrefixed = 0.70
	mostJoined    = 12
	mostBeside    = 20 // carriers that one text makes likelier
)

// token is one run of letters and digits.
type token struct {
	_          [0]func() // as in Match
	start, end int       // in the text
	from, to   int       // in the folded text
	joined     bool      // separated from the token before by one space, dot or dash
	word       bool      // letters only, at least one of them in lower case
	upper      bool      // no lower-case letter
	iban       bool      // begins as an IBAN does: two letters, two digits
	link       int       // 1 + index of the web address that it stands in, 0 outside
}

// extraction is one text on its way.
type extraction struct {
	t      *Table
	text   string
	folded string
	tokens []token
	links  []link
	hints  Hints // what the whole text says
	buf    []Match
}

// Extract returns the tracking numbers in text, in order, each number once, where
// it stands first. It returns nil when there are none.
func (t *Table) Extract(text string) []Found {
	x := extraction{t: t, text: text}
	x.tokenize()
	x.hints.Beside = x.named()
	var out []Found
	seen := map[string]bool{}
	for i := 0; i < len(x.tokens); {
		n, h := x.bestFrom(i)
		if n == 0 {
			i += max(1, x.ibanTokens(i))
			continue
		}
		first, last := &x.tokens[i], &x.tokens[i+n-1]
		if number := x.folded[first.from:last.to]; !seen[number] {
			number = string([]byte(number))
			seen[number] = true
			out = append(out, Found{Start: first.start, End: last.end})
			f := &out[len(out)-1]
			f.Input, f.Number, f.Verdict = text[first.start:last.end], number, Valid
			f.Matches = t.match(nil, number, &h)
			prefer(f.Matches, h.Carrier)
			if m := &f.Matches[0]; m.Confidence >= leastFound && len(x.hints.Beside) < mostBeside {
				x.hints.Beside = append(x.hints.Beside, m.Carrier)
			}
		}
		i += n
	}
	// What the certain numbers tell counts for the others, wherever they stand.
	for i := range out {
		if f := &out[i]; f.Matches[0].Confidence < leastFound {
			f.Matches = t.match(f.Matches[:0], f.Number, &x.hints)
		}
	}
	return out
}

// bestFrom returns how many tokens, from the i-th on, make the number with the
// highest confidence; the fewest among equals, 0 when they make none. It returns
// with what hints the number is to be identified.
func (x *extraction) bestFrom(i int) (taken int, h Hints) {
	tokens := x.tokens[i:]
	best := 0.0
	h = x.hints
	labelled := false
	asked := false // whether labelled has been looked up
	for n := 1; n <= len(tokens) && n <= mostJoined; n++ {
		last := &tokens[n-1]
		if n > 1 && (!last.joined || last.word || tokens[0].word) {
			break
		}
		number := x.folded[tokens[0].from:last.to]
		if len(number) > maxLength {
			break
		}
		if len(number) < minLength {
			continue
		}
		if n == 1 && last.link > 0 {
			if slug := x.linked(&x.links[last.link-1], number); slug != "" {
				h.Carrier = slug
				return 1, h
			}
		}
		x.buf = x.t.match(x.buf[:0], number, nil)
		if len(x.buf) == 0 || !x.buf[0].valid {
			continue
		}
		m := &x.buf[0]
		least := leastFound
		if n == 1 && m.shape.prefixed() {
			least = leastPrefixed
		}
		if m.Confidence >= least {
			if m.Confidence > best && m.tells(tokens[0].upper) {
				best, taken = m.Confidence, n
			}
			continue
		}
		if taken > 0 || tokens[0].word || !m.tells(false) {
			continue
		}
		if !asked {
			labelled, asked = x.labelled(&tokens[0]), true
		}
		if labelled && x.supported() {
			best, taken = m.Confidence, n
		}
	}
	return taken, h
}

// supported reports whether something beside the label speaks for one of the
// matches in buf: a check digit, or the text names the carrier.
func (x *extraction) supported() bool {
	for i := range x.buf {
		m := &x.buf[i]
		if m.valid && m.Check == CheckPass && m.weight >= leastChecked {
			return true
		}
		for _, slug := range x.hints.Beside {
			if m.valid && m.Carrier == slug {
				return true
			}
		}
	}
	return false
}

// prefixed reports whether the shape begins with two or more fixed letters.
func (s *shape) prefixed() bool {
	for i := range s.lits {
		if l := &s.lits[i]; l.at == 0 && l.size >= 2 {
			return charClass[l.packed[0]]&charClass[l.packed[1]]&classLetter != 0
		}
	}
	return false
}

// tells reports whether the number cannot be a word: it has a digit, or is fixed
// as a whole and in upper case.
func (m *Match) tells(upper bool) bool {
	has, _ := layoutOf(m.number)
	return has.digits != 0 || upper && m.shape.literal()
}

// tokenize cuts the text into tokens. Their characters, folded as in
// [Normalize], stand one after the other in the folded text.
func (x *extraction) tokenize() {
	var (
		text    = x.text
		b       = make([]byte, 0, len(text))
		inside  bool // of a token
		between int  // separators since the last token
		joining bool // all of them join
		inLink  int  // as link in token
	)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		c, kept := fold(r)
		switch {
		case inLink > 0 && r == '%' && i+3 <= len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			size = 3 // an escaped character: %20 is a space
			joining = joining && text[i+1:i+3] == "20"
			between++
			inside = false
		case kept && c < utf8.RuneSelf && charClass[c]&(classDigit|classLetter) != 0:
			if !inside {
				x.tokens = append(x.tokens, token{
					start: i, from: len(b), upper: true, link: inLink,
					joined: len(x.tokens) > 0 && between == 1 && joining,
				})
				inside = true
			}
			b = append(b, byte(c))
			last := &x.tokens[len(x.tokens)-1]
			last.end, last.to = i+size, len(b)
			last.upper = last.upper && (r < 'a' || r > 'z')
			between, joining = 0, true
		case zeroWidth(r):
			// neither part of a number nor a separator
		default:
			inside = false
			between++
			joining = joining && joins(r)
			if hasPrefix(text[i:], "://") {
				inLink = x.follow(i + 3)
			} else if r <= ' ' || r == '<' || r == '>' || r == '"' {
				inLink = 0
			}
		}
		i += size
	}
	x.folded = string(b)
	for i := range x.tokens {
		x.tokens[i].classify(x.folded)
	}
}

// classify looks at the characters of a token.
func (k *token) classify(folded string) {
	s := folded[k.from:k.to]
	letters := true
	for i := range len(s) {
		letters = letters && !isDigit(s[i])
	}
	k.word = letters && !k.upper
	k.iban = len(s) >= 4 && pair(s[0], s[1]) >= 0 && isDigit(s[2]) && isDigit(s[3])
}

// joins reports whether r may stand between the groups of one number.
func joins(r rune) bool {
	_, kept := fold(r)
	return !kept && r >= ' ' && r != 0x85 && r != 0x2028 && r != 0x2029 // no control, no line end
}

// zeroWidth reports whether r takes no room: numbers are copied with such
// characters in their midst.
func zeroWidth(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x180E, r == 0xFEFF,
		r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E,
		r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return false
}

// isHex reports whether c is a hexadecimal digit.
func isHex(c byte) bool {
	return isDigit(c) || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

// ibanTokens returns how many tokens, from the i-th on, make an international
// bank account number (ISO 13616): two letters, two check digits, 15 to 34
// characters in all, and 1 modulo 97. It returns 0 when they make none.
func (x *extraction) ibanTokens(i int) int {
	tokens := x.tokens[i:]
	if !tokens[0].iban {
		return 0
	}
	for n := 1; n <= len(tokens) && n <= mostJoined; n++ {
		if n > 1 && !tokens[n-1].joined {
			break
		}
		s := x.folded[tokens[0].from:tokens[n-1].to]
		if len(s) > 34 {
			break
		}
		if len(s) >= 15 && mod97(s) == 1 {
			return n
		}
	}
	return 0
}

// mod97 returns the remainder of s with its first four characters moved to the
// end, letters counting 10 to 35.
func mod97(s string) int {
	rest := 0
	for i := range len(s) {
		c := s[(i+4)%len(s)]
		if isDigit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest
}
