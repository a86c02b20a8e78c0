package tracknum

// lookAlike returns the character that c is mistaken for, or 0.
func lookAlike(c byte) byte {
	const pairs = "O0I1S5B8Z2"
	for i := range len(pairs) {
		if pairs[i] == c {
			return pairs[i^1]
		}
	}
	return 0
}

// misplaced tries each shape of the same length with look-alikes exchanged
// where the shape wants the other class or another fixed character.
func (r *repairer) misplaced() {
	has, _ := layoutOf(r.number)
	for i := range len(r.number) { // what could be the other class too
		if lookAlike(r.number[i]) != 0 {
			has.digits |= 1 << i
			has.letters |= 1 << i
		}
	}
	for i := range r.t.shapes {
		s := &r.t.shapes[i]
		if int(s.n) != len(r.number) || has.digits&s.digits != s.digits || has.letters&s.letters != s.letters {
			continue
		}
		number := s.coerce(r.number)
		changed, at := 0, 0
		for j := range len(number) {
			if number[j] != r.number[j] {
				if changed++; changed == 1 {
					at = j
				}
			}
		}
		if changed > 0 && changed <= mostLookAlikes && 2*changed <= len(number) {
			r.try(candidate{number: number, slip: slipMisplaced, at: at, more: changed})
		}
	}
}

// coerce exchanges look-alikes so that number has the shape's classes and
// literals. It returns "" when that is impossible.
func (s *shape) coerce(number string) string {
	out := []byte(number)
	for i := range out {
		bit, class := uint64(1)<<i, charClass[out[i]]
		if s.digits&bit != 0 && class != classDigit || s.letters&bit != 0 && class != classLetter {
			if out[i] = lookAlike(out[i]); out[i] == 0 {
				return ""
			}
		}
	}
	for i := range s.lits {
		if !s.lits[i].coerce(out) {
			return ""
		}
	}
	return string(out)
}

// coerce exchanges look-alikes so that one of the literal's alternatives stands
// in number. It reports false when none can.
func (l *lit) coerce(number []byte) bool {
	here := number[l.at : l.at+l.size]
	for i := 0; i < len(l.packed); i += int(l.size) {
		alt := l.packed[i : i+int(l.size)]
		like := true
		for j := range here {
			like = like && (here[j] == alt[j] || lookAlike(here[j]) == alt[j])
		}
		if like {
			copy(here, alt)
			return true
		}
	}
	return false
}

// lookAlikes tries each single look-alike, wherever it stands.
func (r *repairer) lookAlikes() {
	for i := range len(r.number) {
		if like := lookAlike(r.number[i]); like != 0 {
			r.try(candidate{number: r.with(i, 1, string([]byte{like})), slip: slipLookAlike, at: i, more: 1})
		}
	}
}

// with returns the number with length characters at position at replaced.
func (r *repairer) with(at, length int, text string) string {
	return r.number[:at] + text + r.number[at+length:]
}

// swaps tries each pair of unequal neighbours the other way round.
func (r *repairer) swaps() {
	n := r.number
	for i := 0; i+1 < len(n); i++ {
		if n[i] == n[i+1] {
			continue
		}
		c := candidate{number: r.with(i, 2, n[i+1:i+2]+n[i:i+1]), slip: slipMixedSwap, at: i, said: swappedMixed}
		if charClass[n[i]] == charClass[n[i+1]] {
			c.slip, c.said = slipSwap, swappedLetters
			if isDigit(n[i]) {
				c.said = swappedDigits
			}
		}
		r.try(c)
	}
}

// lengths tries the number with leading zeros, with each run of equal
// characters one shorter or longer, and without each single character.
func (r *repairer) lengths() {
	n := r.number
	r.try(candidate{number: "0" + n, slip: slipZeros, said: zeroMissing})
	r.try(candidate{number: "00" + n, slip: slipZeros, said: zerosMissing})
	for i := range len(n) {
		if i > 0 && n[i] == n[i-1] {
			continue // once a run
		}
		double := i+1 < len(n) && n[i+1] == n[i]
		c := candidate{number: r.with(i, 1, ""), slip: slipInserted, at: i, text: n[i : i+1]}
		if double {
			c.slip = slipDoubled
		}
		r.try(c)
		r.try(candidate{number: r.with(i, 0, n[i:i+1]), slip: slipHalved, at: i, text: n[i : i+1]})
	}
}

// suffixUK tries GB in the place of UK at the end of an S10 number, which has 13
// characters: the United Kingdom's code is GB, and no country has UK.
func (r *repairer) suffixUK() {
	if n := r.number; len(n) == 13 && n[11:] == "UK" {
		r.try(candidate{number: n[:11] + "GB", slip: slipMisplaced, at: 11, text: "GB"})
	}
}

// glued tries the number without the letters in front of it or behind it: "No" or
// a carrier's name; and as two numbers.
func (r *repairer) glued() {
	n := r.number
	for i := 1; i < len(n); i++ {
		front, behind := n[:i], n[i:]
		a, b := r.certain(front), r.certain(behind)
		if a && (b || wordlike(behind, front[i-1])) {
			r.try(candidate{number: front, slip: slipGlued, said: gluedBehind, text: behind})
		}
		if b && (a || wordlike(front, behind[0])) {
			r.try(candidate{number: behind, slip: slipGlued, said: gluedInFront, text: front})
		}
	}
}

// certain reports whether number is valid beyond doubt.
func (r *repairer) certain(number string) bool {
	if len(number) < minLength {
		return false
	}
	r.buf = r.t.match(r.buf[:0], number, nil)
	return len(r.buf) > 0 && r.buf[0].valid && r.buf[0].Confidence >= leastGlued
}

// wordlike reports whether text, beside a number whose nearest character is next,
// can be a word: letters only, and apart from the number by being of another class
// or by its length.
func wordlike(text string, next byte) bool {
	for i := range len(text) {
		if charClass[text[i]] != classLetter {
			return false
		}
	}
	return len(text) > 2 || charClass[next] == classDigit
}

// fixedParts tries, for each fixed part of two or more characters without
// alternatives, to supply one character of it and to correct one.
func (r *repairer) fixedParts() {
	for i := range r.t.shapes {
		s := &r.t.shapes[i]
		missing := int(s.n) - len(r.number)
		if s.format.rule == nil || missing < 0 || missing > 1 {
			continue
		}
		for j := range s.lits {
			if l := &s.lits[j]; l.size > 1 && len(l.packed) == int(l.size) {
				r.fixedPart(int(l.at), l.packed, missing)
			}
		}
	}
}

// fixedPart tries fixed at position at, where one character is missing or wrong.
func (r *repairer) fixedPart(at int, fixed string, missing int) {
	here := r.number[at : at+len(fixed)-missing]
	for i := range len(fixed) {
		if here[:i] != fixed[:i] || here[i+1-missing:] != fixed[i+1:] {
			continue
		}
		c := candidate{number: r.with(at, len(here), fixed), slip: slipFixed, at: at + i, text: fixed[i : i+1]}
		if missing == 0 {
			c.slip = slipWrongFixed
		}
		r.try(c)
	}
}

// anywhere tries every digit in the place of length characters at each position,
// until too many pass: of one digit, or of none where one was left out.
func (r *repairer) anywhere(s slip, length int) {
	digits := alphabet[:10]
	for at := 0; at+length <= len(r.number); at++ {
		if length > 0 && !isDigit(r.number[at]) {
			continue
		}
		for i := range len(digits) {
			if r.passing[s] > s.most() {
				return
			}
			r.try(candidate{number: r.with(at, length, digits[i:i+1]), slip: s, at: at, text: digits[i : i+1]})
		}
	}
}

// reason says what the slip was.
func (r *repairer) reason(c *candidate) string {
	w := r.t.words
	at := itoa(c.at + 1)
	switch c.slip {
	case slipMisplaced, slipLookAlike:
		switch {
		case c.text != "":
			return w.say(insteadOf, "UK", c.text, at)
		case c.more == 1:
			return w.say(insteadOf, w.character(r.number[c.at]), w.character(c.number[c.at]), at)
		}
		places, separator := "", ""
		for i := range len(c.number) {
			if c.number[i] != r.number[i] {
				places += separator + itoa(i+1)
				separator = ", "
			}
		}
		return w.say(lookAlikesAt, places)
	case slipSwap, slipMixedSwap, slipZeros, slipGlued:
		return w.say(c.said, text1(c, at), itoa(c.at+2))
	case slipFixed, slipLost:
		return w.say(missingAt, c.text, at)
	case slipDoubled:
		return w.say(oneTooMany, c.text, at)
	case slipHalved:
		return w.say(oneTooFew, c.text, at)
	case slipInserted:
		return w.say(tooMany, c.text, at)
	}
	return w.say(insteadOf, r.number[c.at:c.at+1], c.text, at) // wrong characters
}

// text1 is what a slip that has words of its own is about: a text, or a place.
func text1(c *candidate, at string) string {
	if c.text != "" {
		return c.text
	}
	return at
}

// character returns "letter O" or "digit 0".
func (w *Words) character(c byte) string {
	p := letterNamed
	if isDigit(c) {
		p = digitNamed
	}
	return w.say(p, string([]byte{c}))
}
