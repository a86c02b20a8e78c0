package tracknum

// Repair is a number that may have been meant.
type Repair struct {
	Number string // normalised, valid
	Reason string // the slip: "two digits swapped at 5 and 6"; positions count from 1 in the normalised number
}

// What is offered as a repair, and what is not.
//
// A slip is offered when undoing it gives a number that passes a check digit. For
// formats without one, only look-alikes that stand where they cannot (a letter O
// among digits) are offered, since nothing would confirm anything else.
//
// Slips in order of likelihood, the cost in brackets:
//
//	(1) look-alikes where they cannot stand: O for 0, 1 for I, S for 5, B for 8, Z for 2 and back
//	(2) a look-alike where both can stand
//	(3) two neighbours swapped, both digits or both letters
//	(4) a digit and a letter swapped; a character of the fixed part missing, a leading zero lost, a character typed twice
//	(5) a doubled character typed once
//	(6) any other character typed in between
//	(7) a wrong character in the fixed part
//
// An S10 number that ends in UK is of (1): the United Kingdom's code is GB, and
// no country has UK.
//
// Lengths are changed and fixed parts mended only when no shape fits as it is.
//
// A single wrong digit is not undone: in an S10 number every one of the nine
// digits can be changed in one way that passes, and in a UPS number each of the
// sixteen characters, so that nothing tells which was meant. A lost check digit
// is not supplied either, since it would always pass.
//
// When more than five slips of one cost from (2) on pass, they say nothing, and
// none of these is offered. Of the rest the three likeliest are.
const (
	mostRepairs    = 3
	mostPassing    = 5
	mostLookAlikes = 4    // changed at once
	leastChecked   = 0.45 // confidence of a repair that passes a check: that of bare digits
	leastUnchecked = 0.60 // of one without: needs a prefix
)

// The costs of the slips, as above.
const (
	costMisplaced = 1 + iota
	costLookAlike
	costSwap
	costExtra
	costMissing
	costInserted
	costFixed
	costs
)

// repairer collects the repairs of one number.
type repairer struct {
	t      *Table
	number string
	found  []candidate
	buf    []Match
}

// candidate is a repair with what it is ranked by.
type candidate struct {
	Repair
	cost       int
	confidence int // percent
}

// repairs returns what may have been meant by number, which is normalised and
// not valid.
func (t *Table) repairs(number string, v Verdict) []Repair {
	if len(number) < minLength-1 || len(number) > maxLength || !normalized(number) {
		return nil
	}
	r := repairer{t: t, number: number}
	r.misplaced()
	r.lookAlikes()
	r.swaps()
	r.suffixUK()
	if v == Unrecognised {
		r.doubles()
		r.inserted()
		r.fixedParts()
	}
	return r.best()
}

// best ranks the candidates and drops what is too many.
func (r *repairer) best() []Repair {
	var passing [costs]int
	for _, c := range r.found {
		passing[c.cost]++
	}
	// A few candidates: the library's generic sort would weigh 2 kB in the page.
	for i := 1; i < len(r.found); i++ {
		for j := i; j > 0 && r.found[j].before(&r.found[j-1]); j-- {
			r.found[j-1], r.found[j] = r.found[j], r.found[j-1]
		}
	}
	var out []Repair
	for _, c := range r.found {
		if len(out) < mostRepairs && (c.cost == costMisplaced || passing[c.cost] <= mostPassing) {
			out = append(out, c.Repair)
		}
	}
	return out
}

// before reports whether a is the likelier repair.
func (a *candidate) before(b *candidate) bool {
	return a.cost < b.cost || a.cost == b.cost && a.confidence > b.confidence
}

// try adds number when it is valid and passes a check, or, where the slip needs
// none, is told by its prefix.
func (r *repairer) try(number string, cost int, needsCheck bool, reason func() string) {
	r.buf = r.t.Match(r.buf[:0], number)
	if len(r.buf) == 0 || !r.buf[0].valid {
		return
	}
	m := &r.buf[0]
	if m.Check == CheckPass && m.Confidence < leastChecked ||
		m.Check == CheckNone && (needsCheck || m.Confidence < leastUnchecked) {
		return
	}
	for _, c := range r.found {
		if c.Number == number {
			return // found before, as a likelier slip
		}
	}
	r.found = append(r.found, candidate{Repair{number, reason()}, cost, int(m.Confidence * 100)})
}
