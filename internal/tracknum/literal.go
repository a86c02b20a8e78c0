//go:build !js || compiler

package tracknum

import (
	"slices"
	"strconv"
)

// literal reads one word of literals: "LP", "A|C|F", "91-95".
func (p parser) literal(w word) (item, error) {
	it := item{kind: kindLiteral}
	at := w.at
	for rest, more := w.text, true; more; {
		var alt string
		alt, rest, more = cut(rest, "|")
		from, to, isRange := cut(alt, "-")
		if !isRange {
			to = from
		}
		switch {
		case alt == "": // the bar beside it is what can be pointed at
			return it, fail(max(at-1, w.at), 1, "a literal is missing here", "")
		case badLiteral(from) || badLiteral(to):
			return it, fail(at, len(alt), alt+" is neither a class nor a literal of upper-case letters and digits", suggest(alt))
		}
		expanded, ok := literalRange(from, to, maxAlts-len(it.alts))
		if !ok {
			return it, fail(at, len(alt), alt+" is not a range of at most "+strconv.Itoa(maxAlts)+" literals",
				"both ends have the same length and letters and digits in the same places")
		}
		it.alts = append(it.alts, expanded...)
		at += len(alt) + 1
	}
	slices.Sort(it.alts)
	it.alts = slices.Compact(it.alts)
	return it, nil
}

// literalRange returns all literals from one to the other, counting letters as
// letters and digits as digits, like an odometer. It reports false when the ends
// do not make a range, or one of more than limit literals.
func literalRange(from, to string, limit int) ([]string, bool) {
	if len(from) != len(to) || from > to {
		return nil, false
	}
	for i := range len(from) {
		if charClass[from[i]] != charClass[to[i]] {
			return nil, false
		}
	}
	var out []string
	for cur := []byte(from); ; {
		if len(out) == limit {
			return nil, false
		}
		out = append(out, string(cur))
		if string(cur) == to {
			return out, true
		}
		for i := len(cur) - 1; i >= 0; i-- {
			c := cur[i]
			if c != '9' && c != 'Z' && c != '/' {
				cur[i]++
				break
			}
			switch c {
			case '9':
				cur[i] = '0'
			case 'Z':
				cur[i] = 'A'
			}
		}
	}
}
