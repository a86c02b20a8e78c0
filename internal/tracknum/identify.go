package tracknum

// Verdict says whether a number can exist.
type Verdict string

// The verdicts.
const (
	Valid        Verdict = "valid"   // a format fits; its check digit and issuing country, if any, are right
	Invalid      Verdict = "invalid" // a shape fits, the check digit or the issuing country does not
	Unrecognised Verdict = "unknown" // no shape fits
)

// Hints is what is known beside the number.
type Hints struct {
	Carrier string // slug of the carrier whose page this is: first among equals
}

// Result is what can be said about an input.
type Result struct {
	Input   string  // as given
	Number  string  // as compared, see [Normalize]
	Verdict Verdict // whether it can exist
	Matches []Match // best first; empty when the verdict is Unrecognised
	Repairs []Repair
}

// Identify says which carriers' number input may be and whether it can exist.
// Matches and Repairs are nil when there are none. Input may be anything; what
// has more than 64 characters when normalised is no tracking number.
func (t *Table) Identify(input string, h Hints) Result {
	r := Result{Input: input, Number: Normalize(input), Verdict: Unrecognised}
	r.Matches = t.Match(nil, r.Number)
	if len(r.Matches) > 0 {
		r.Verdict = Invalid
		if r.Matches[0].valid {
			r.Verdict = Valid
		}
		prefer(r.Matches, h.Carrier)
	}
	if r.Verdict != Valid {
		r.Repairs = t.repairs(r.Number, r.Verdict)
	}
	return r
}

// prefer moves the match of carrier before those of the same confidence.
func prefer(matches []Match, carrier string) {
	for i := range matches {
		if matches[i].Carrier != carrier {
			continue
		}
		m := matches[i]
		for ; i > 0 && !matches[i-1].better(&m); i-- {
			matches[i] = matches[i-1]
		}
		matches[i] = m
		return
	}
}
