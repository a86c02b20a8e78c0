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

// weightsS10 are the weights of the eight serial digits of a UPU S10 number.
const weightsS10 = "86423597"

// agreesS10 is the rule of the Universal Postal Union's standard S10: the
// serial digits weighted 8 6 4 2 3 5 9 7, the sum modulo 11 taken from 11; 10
// is written 0 and 11 is written 5. The letters do not count.
func agreesS10(covered string, check byte) bool {
	return check == digitS10(sumS10(covered)%11)
}

// sumS10 returns the weighted sum of the serial digits.
func sumS10(covered string) int {
	sum := 0
	for i := range len(weightsS10) {
		sum += int(covered[i]-'0') * int(weightsS10[i]-'0')
	}
	return sum
}

// digitS10 returns the check digit for a remainder modulo 11.
func digitS10(remainder int) byte {
	switch c := 11 - remainder; c {
	case 10:
		return '0'
	case 11:
		return '5'
	default:
		return byte('0' + c)
	}
}

func workingS10(covered string) string {
	b := make([]byte, 0, 80)
	for i := range len(weightsS10) {
		b = term(b, i, int(weightsS10[i]-'0'), int(covered[i]-'0'))
	}
	sum := sumS10(covered)
	b = total(b, sum, 11)
	b = append(b, "; 11 − "...)
	b = strconv.AppendInt(b, int64(sum%11), 10)
	b = append(b, " = "...)
	b = strconv.AppendInt(b, int64(11-sum%11), 10)
	switch sum % 11 {
	case 0:
		b = append(b, ", written 5"...)
	case 1:
		b = append(b, ", written 0"...)
	}
	return string(b)
}

// agreesUPS is UPS's rule: the characters weighted 1 2 1 2 … from the left,
// products taken whole; a letter counts (its ASCII code − 63) modulo 10, so that
// A is 2 and I is 0; the sum is taken to the next ten. A 1Z number counts all
// fifteen characters after 1Z, a waybill number the nine digits after its letter.
func agreesUPS(covered string, check byte) bool {
	return check == byte('0'+(10-sumUPS(covered)%10)%10)
}

// sumUPS returns the weighted sum of the characters.
func sumUPS(covered string) int {
	sum, weight := 0, 1
	for i := range len(covered) {
		sum += valueUPS(covered[i]) * weight
		weight = 3 - weight
	}
	return sum
}

// valueUPS returns what a character counts.
func valueUPS(c byte) int {
	if isDigit(c) {
		return int(c - '0')
	}
	return (int(c) - 63) % 10
}

func workingUPS(covered string) string {
	b := make([]byte, 0, 160)
	for i := range len(covered) {
		c := covered[i]
		if isDigit(c) || indexByte(covered[:i], c) {
			continue
		}
		if len(b) > 0 {
			b = append(b, ", "...)
		}
		b = append(b, c)
		b = append(b, " counts "...)
		b = strconv.AppendInt(b, int64(valueUPS(c)), 10)
	}
	if len(b) > 0 {
		b = append(b, "; "...)
	}
	for i := range len(covered) {
		b = term(b, i, 1+i%2, valueUPS(covered[i]))
	}
	sum := sumUPS(covered)
	b = total(b, sum, 10)
	if sum%10 == 0 {
		return string(append(b, ", so 0"...))
	}
	b = append(b, "; 10 − "...)
	b = strconv.AppendInt(b, int64(sum%10), 10)
	b = append(b, " = "...)
	return string(strconv.AppendInt(b, int64(10-sum%10), 10))
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
