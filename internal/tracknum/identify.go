package tracknum

// Verdict says whether a number can exist.
type Verdict string

// The verdicts.
const (
	Valid        Verdict = "valid"   // a format fits; its check digit and issuing country, if any, are right
	Invalid      Verdict = "invalid" // a shape fits, the check digit or the issuing country does not
	Unrecognised Verdict = "unknown" // no shape fits
)

// Hints is what is known beside the number. Nothing of it makes a number valid.
type Hints struct {
	Carrier string   // slug of the carrier whose page this is: it comes first when the number fits it
	Country string   // where the parcel goes, two letters: carriers of that country are likelier
	Beside  []string // slugs of carriers that the same text names or has numbers of: they are likelier
}

// weigh makes a hit as much likelier as the hints say, in steps of a sixth of a bit.
func (h *Hints) weigh(n *hit) {
	if n.carrier == nil {
		return
	}
	steps := uint16(0)
	if n.carrier.Slug == h.Carrier {
		steps = 6 * bitSteps
	}
	if h.Country != "" && n.carrier.Country == h.Country {
		steps += 2 * bitSteps
	}
	for _, slug := range h.Beside {
		if n.carrier.Slug == slug {
			steps += 4 * bitSteps
		}
	}
	n.rank += min(steps, rankWeight-n.rank&rankWeight)
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
//
// A format that any twelve characters fit does not count when a slip away there is
// a number of a telling format, unless its carrier is h.Carrier: it would call a
// UPS number with a character lost valid.
func (t *Table) Identify(input string, h Hints) Result {
	r := Result{Input: input, Number: Normalize(input), Verdict: Unrecognised}
	r.Matches = t.match(nil, r.Number, &h)
	if len(r.Matches) > 0 {
		r.Verdict = Invalid
		if r.Matches[0].valid {
			r.Verdict = Valid
		}
		prefer(r.Matches, h.Carrier)
	}
	switch {
	case r.Verdict != Valid:
		r.Repairs, _ = t.repairs(r.Number, r.Verdict)
	case r.Matches[0].weight < leastTelling && r.Matches[0].Carrier != h.Carrier:
		if repairs, near := t.repairs(r.Number, Unrecognised); near {
			r.Verdict, r.Matches, r.Repairs = Unrecognised, nil, repairs
		}
	}
	return r
}

// prefer moves the match of carrier to the front, unless the number is valid in
// others only.
func prefer(matches []Match, carrier string) {
	for i := range matches {
		if m := matches[i]; m.Carrier == carrier && m.valid == matches[0].valid {
			copy(matches[1:i+1], matches[:i])
			matches[0] = m
			return
		}
	}
}
