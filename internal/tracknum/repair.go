package tracknum

// Repair is a number that may have been meant.
type Repair struct {
	_ [0]func() // no comparing: the code for it would be weight in the page

	Number string // normalised, valid
	Reason string // the slip: "two digits swapped at 5 and 6"; positions count from 1 in the normalised number
}

// What is offered as a repair, and what is not.
//
// A slip is offered when undoing it gives a number that passes a check digit. For
// formats without one, only look-alikes that stand where they cannot (a letter O
// among digits) and words glued to a number are offered, since nothing would
// confirm anything else.
//
// The slips are listed in the order of their likelihood, see [slip]. Lengths are
// changed and fixed parts mended only when no shape fits as it is.
//
// When more than five slips of one kind pass, from look-alikes on, or three wrong
// or lost digits, they say nothing, and none of these is offered. So a single wrong digit of an S10 or UPS
// number is not mended: each of its digits could be changed in one way that
// passes. With a stronger check, such as that of DPD, it is. Of what remains, the
// three likeliest are offered. A lost check digit is not supplied, since it would
// always pass.
const (
	mostRepairs    = 3
	mostPassing    = 5
	mostLookAlikes = 4                 // changed at once
	leastChecked   = unknownWeight     // weight of a repair that passes a check: bare digits do
	leastUnchecked = 8 * unknownWeight // of one without: needs a prefix
	leastGlued     = 0.87              // confidence of a number that something is glued to
	leastTelling   = 0.125             // weight of a valid match that stands even if a slip explains the number
)

// slip is a kind of mistake, the likeliest first.
type slip uint8

const (
	slipMisplaced  slip = iota // look-alikes where they cannot stand: O for 0, 1 for I, S for 5, B for 8, Z for 2
	slipLookAlike              // a look-alike where both can stand
	slipSwap                   // two neighbours changed places, both digits or both letters
	slipMixedSwap              // a digit and a letter changed places
	slipZeros                  // leading zeros lost
	slipFixed                  // a character of the fixed part missing
	slipDoubled                // a character typed twice
	slipGlued                  // a word or another number glued to it
	slipHalved                 // a doubled character typed once
	slipInserted               // any other character typed in between
	slipWrongFixed             // a wrong character in the fixed part
	slipWrong                  // a wrong digit anywhere
	slipLost                   // a digit left out
	slips                      // how many there are
)

// most returns how many repairs of one slip may pass before they say nothing.
func (s slip) most() int {
	if s >= slipWrong {
		return mostRepairs // they are all alike, so all or none
	}
	return mostPassing
}

// candidate is a repair with what it is ranked and explained by.
type candidate struct {
	_        [0]func() // as in Match
	number   string
	slip     slip
	at, more int    // where: positions that the slip's reason names
	text     string // what: characters that it names
	said     phrase // of slips that can be said in several ways
	weight   float32
}

// repairer collects the repairs of one number.
type repairer struct {
	t       *Table
	number  string
	found   []candidate
	passing [slips]int
	near    bool // a telling format fits after some slip, offered or not
	buf     []Match
}

// repairs returns what may have been meant by number, which is normalised, and
// whether a number of a telling format is near, one that is not offered included:
// that may be without a check digit, or one of too many.
func (t *Table) repairs(number string, v Verdict) (offered []Repair, near bool) {
	if len(number) < minLength-1 || len(number) > maxLength || !normalized(number) {
		return nil, false
	}
	r := repairer{t: t, number: number}
	r.misplaced()
	r.lookAlikes()
	r.swaps()
	r.suffixUK()
	if v == Unrecognised {
		r.glued()
		r.lengths()
		r.fixedParts()
	}
	r.anywhere(slipWrong, 1)
	if v == Unrecognised {
		r.anywhere(slipLost, 0)
	}
	return r.best(), r.near
}

// best ranks the candidates and drops what is too many.
func (r *repairer) best() []Repair {
	// A few candidates: the library's generic sort would weigh 2 kB in the page.
	for i := 1; i < len(r.found); i++ {
		for j := i; j > 0; j-- {
			a, b := &r.found[j-1], &r.found[j]
			if b.slip > a.slip || b.slip == a.slip && b.weight <= a.weight {
				break
			}
			*a, *b = *b, *a
		}
	}
	var out []Repair
	for i := range r.found {
		c := &r.found[i]
		if len(out) < mostRepairs && (c.slip == slipMisplaced || r.passing[c.slip] <= c.slip.most()) {
			out = append(out, Repair{Number: c.number, Reason: r.reason(c)})
		}
	}
	return out
}

// try adds c when its number is valid and passes a check or, where the slip
// needs none, is told by its prefix.
func (r *repairer) try(c candidate) {
	r.buf = r.t.match(r.buf[:0], c.number, nil)
	if len(r.buf) == 0 || !r.buf[0].valid || r.buf[0].shape.format.trust == trustRecall {
		return
	}
	m := &r.buf[0]
	r.near = r.near || m.weight >= leastUnchecked
	switch {
	case m.Check == CheckPass && m.weight >= leastChecked:
	case m.Check == CheckNone && m.weight >= leastUnchecked && (c.slip == slipMisplaced || c.slip == slipGlued):
	default:
		return
	}
	for i := range r.found {
		if r.found[i].number == c.number {
			return // found before, as a likelier slip
		}
	}
	c.weight = m.weight
	r.passing[c.slip]++
	r.found = append(r.found, c)
}
