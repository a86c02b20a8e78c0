package tracknum

import "strconv"

// serviceIndicator is the part name that stands for the first two letters of a
// UPU S10 number.
const serviceIndicator = "service indicator"

// indicatorUse reports whether standard S10 gives a service indicator a meaning,
// and whether it may be used between all countries; the others are unassigned,
// reserved, for use within a country, or left to agreements. All of them occur
// in valid numbers. Source: Wikipedia, "S10 (UPU standard)".
func indicatorUse(a, b byte) (assigned, everywhere bool) {
	switch a {
	case 'C', 'L', 'M', 'R', 'U', 'V':
		return true, b != 'Z'
	case 'E', 'H':
		return true, b < 'X'
	case 'Q':
		return b <= 'M', b <= 'M'
	}
	return false, false
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
