package tracknum

import "strconv"

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
	digits, letters := has.digits, has.letters
	for i := range len(r.number) { // what could be the other class too
		if lookAlike(r.number[i]) != 0 {
			digits |= 1 << i
			letters |= 1 << i
		}
	}
	for i := range r.t.shapes {
		s := &r.t.shapes[i]
		if int(s.n) != len(r.number) || digits&s.digits != s.digits || letters&s.letters != s.letters {
			continue
		}
		if number, changed := s.coerce(r.number); len(changed) > 0 {
			r.try(number, costMisplaced, false, func() string { return r.lookAlikeReason(changed) })
		}
	}
}

// coerce exchanges look-alikes so that number has the shape's classes and
// literals. It returns the positions changed, none when that is impossible or
// would change too much.
func (s *shape) coerce(number string) (string, []int) {
	out := []byte(number)
	for i := range out {
		bit, class := uint64(1)<<i, charClass[out[i]]
		if s.digits&bit != 0 && class != classDigit || s.letters&bit != 0 && class != classLetter {
			if out[i] = lookAlike(out[i]); out[i] == 0 {
				return "", nil
			}
		}
	}
	for _, l := range s.lits {
		if !l.coerce(out) {
			return "", nil
		}
	}
	var changed []int
	for i := range out {
		if out[i] != number[i] {
			changed = append(changed, i)
		}
	}
	if len(changed) > mostLookAlikes || 2*len(changed) > len(number) {
		return "", nil
	}
	return string(out), changed
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

// lookAlikeReason says which characters were mistaken.
func (r *repairer) lookAlikeReason(changed []int) string {
	if len(changed) == 1 {
		c := r.number[changed[0]]
		return describe(c) + " instead of " + describe(lookAlike(c)) + " at " + strconv.Itoa(changed[0]+1)
	}
	out := "look-alikes at "
	for i, at := range changed {
		switch {
		case i > 0 && i == len(changed)-1:
			out += " and "
		case i > 0:
			out += ", "
		}
		out += strconv.Itoa(at + 1)
	}
	return out
}

// describe returns "letter O" or "digit 0".
func describe(c byte) string {
	if isDigit(c) {
		return "digit " + string(rune(c))
	}
	return "letter " + string(rune(c))
}

// lookAlikes tries each single look-alike, wherever it stands.
func (r *repairer) lookAlikes() {
	for i := range len(r.number) {
		if like := lookAlike(r.number[i]); like != 0 {
			number := r.number[:i] + string(rune(like)) + r.number[i+1:]
			r.try(number, costLookAlike, true, func() string { return r.lookAlikeReason([]int{i}) })
		}
	}
}

// swaps tries each pair of unequal neighbours the other way round.
func (r *repairer) swaps() {
	n := r.number
	for i := 0; i+1 < len(n); i++ {
		if n[i] == n[i+1] {
			continue
		}
		number := n[:i] + n[i+1:i+2] + n[i:i+1] + n[i+2:]
		what, cost := "characters", costExtra
		if charClass[n[i]] == charClass[n[i+1]] {
			cost = costSwap
			if what = "letters"; isDigit(n[i]) {
				what = "digits"
			}
		}
		r.try(number, cost, true, func() string {
			return "two " + what + " swapped at " + strconv.Itoa(i+1) + " and " + strconv.Itoa(i+2)
		})
	}
}

// doubles tries each run of equal characters one shorter and each character
// twice, and a zero in front.
func (r *repairer) doubles() {
	n := r.number
	r.try("0"+n, costExtra, true, func() string { return "leading zero missing" })
	for i := range len(n) {
		if i > 0 && n[i] == n[i-1] {
			continue // once a run
		}
		c, at := n[i:i+1], strconv.Itoa(i+1)
		if i+1 < len(n) && n[i+1] == n[i] {
			r.try(n[:i]+n[i+1:], costExtra, true, func() string { return "one " + c + " too many at " + at })
		}
		r.try(n[:i]+c+n[i:], costMissing, true, func() string { return "one " + c + " too few at " + at })
	}
}

// inserted tries the number without each character that has no equal beside it:
// those that have are for doubles.
func (r *repairer) inserted() {
	n := r.number
	for i := range len(n) {
		if (i == 0 || n[i] != n[i-1]) && (i+1 == len(n) || n[i] != n[i+1]) {
			r.try(n[:i]+n[i+1:], costInserted, true, func() string { return n[i:i+1] + " too many at " + strconv.Itoa(i+1) })
		}
	}
}

// suffixUK tries GB in the place of UK at the end of an S10 number, which has 13
// characters.
func (r *repairer) suffixUK() {
	if n := r.number; len(n) == 13 && n[11:] == "UK" {
		r.try(n[:11]+"GB", costMisplaced, true, func() string { return "UK instead of GB at 12" })
	}
}

// fixedParts tries, for each fixed part of two or more characters without
// alternatives, to supply one character of it and to correct one.
func (r *repairer) fixedParts() {
	for i := range r.t.shapes {
		s := &r.t.shapes[i]
		if s.format.rule == nil {
			continue
		}
		for j := range s.lits {
			l := &s.lits[j]
			if l.size < 2 || l.only() == "" {
				continue
			}
			switch int(s.n) - len(r.number) {
			case 1:
				r.supply(int(l.at), l.packed)
			case 0:
				r.correct(int(l.at), l.packed)
			}
		}
	}
}

// supply tries fixed at position at with one of its characters missing.
func (r *repairer) supply(at int, fixed string) {
	for i := range len(fixed) {
		here := r.number[at : at+len(fixed)-1]
		if here == fixed[:i]+fixed[i+1:] {
			number := r.number[:at] + fixed + r.number[at+len(fixed)-1:]
			r.try(number, costExtra, true, func() string { return fixed[i:i+1] + " missing at " + strconv.Itoa(at+i+1) })
		}
	}
}

// correct tries fixed at position at with one of its characters wrong.
func (r *repairer) correct(at int, fixed string) {
	wrong, count := 0, 0
	for i := range len(fixed) {
		if r.number[at+i] != fixed[i] {
			wrong = i
			count++
		}
	}
	if count != 1 {
		return
	}
	number := r.number[:at] + fixed + r.number[at+len(fixed):]
	r.try(number, costFixed, true, func() string {
		return r.number[at+wrong:at+wrong+1] + " instead of " + fixed[wrong:wrong+1] + " at " + strconv.Itoa(at+wrong+1)
	})
}
