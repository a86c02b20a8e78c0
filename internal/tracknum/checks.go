package tracknum

import "strconv"

// rule is a way to compute a check digit from the characters before it.
type rule struct {
	name    string
	over    int  // how many characters directly before the check digit it covers
	letters bool // whether these may be letters
	odds    int  // one in how many random strings passes

	// agrees reports whether check is right for covered, which has over
	// characters of the classes that the rule allows.
	agrees func(covered string, check byte) bool

	// working writes the sum out and says which digit it comes to.
	working func(covered string) string
}

// rules are all check rules, by name. Sources: facts.md, section 1, where each
// is named with the number corpora it was run against.
var rules = [...]rule{
	{name: "s10", over: 8, odds: 10, agrees: agreesS10, working: workingS10},
	{name: "ups", over: 15, letters: true, odds: 10, agrees: agreesUPS, working: workingUPS},
	{name: "ups-waybill", over: 9, odds: 10, agrees: agreesUPS, working: workingUPS},
}

// Checks returns the names of the check rules that a format may name, sorted.
func Checks() []string {
	names := make([]string, len(rules))
	for i := range rules {
		names[i] = rules[i].name
	}
	return names
}

// ruleNamed returns the rule called name, or nil when there is none.
func ruleNamed(name string) *rule {
	for i := range rules {
		if rules[i].name == name {
			return &rules[i]
		}
	}
	return nil
}

// term appends the i-th product of a sum: "8·4", with a plus sign before all
// but the first.
func term(b []byte, i, weight, value int) []byte {
	if i > 0 {
		b = append(b, '+')
	}
	b = strconv.AppendInt(b, int64(weight), 10)
	b = append(b, "·"...)
	return strconv.AppendInt(b, int64(value), 10)
}

// total appends " = 200; 200 mod 11 = 2".
func total(b []byte, sum, modulus int) []byte {
	b = append(b, " = "...)
	b = strconv.AppendInt(b, int64(sum), 10)
	b = append(b, "; "...)
	b = strconv.AppendInt(b, int64(sum), 10)
	b = append(b, " mod "...)
	b = strconv.AppendInt(b, int64(modulus), 10)
	b = append(b, " = "...)
	return strconv.AppendInt(b, int64(sum%modulus), 10)
}

// indexByte reports whether c is in s.
func indexByte(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}

// expected returns the check character that r computes for covered, and false
// when there is none. Where a rule accepts several, it is the smallest.
func (r *rule) expected(covered string) (byte, bool) {
	const all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for i := range len(all) {
		if r.agrees(covered, all[i]) {
			return all[i], true
		}
	}
	return 0, false
}
