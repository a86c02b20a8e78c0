package tracknum

import "strconv"

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
