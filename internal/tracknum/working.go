package tracknum

// working writes out how r comes to its check character: "8·4+6·7+… = 200; 200
// mod 11 = 2; 11 − 2 = 9". A letter stands in parentheses behind what it counts.
func (r *rule) working(covered string, w *Words) string {
	switch r.name {
	case "mod37-36":
		return w.say(checkGives, "ISO/IEC 7064 MOD 37,36", string([]byte{iso7064(covered)}))
	case "mondial-relay":
		return ruleNamed("mod11").working(covered[15:], w)
	case "tnt":
		return w.say(checkOr, ruleNamed("mod7").working(covered, w), ruleNamed("s10").working(covered, w))
	}
	sum := r.sum(covered)
	rest := sum % r.modulus
	b := make([]byte, 0, 200)
	if r.name == "mod7" {
		// A remainder of the whole number: the weights are only how we compute it.
		b = append(b, covered...)
	} else {
		b = r.terms(b, covered)
		b = append(b, " = "...)
		b = appendInt(b, sum)
		b = append(b, "; "...)
		b = appendInt(b, sum)
	}
	b = equation(b, " mod ", r.modulus, rest)
	written := r.signs[rest]
	if r.signs[2] > r.signs[3] && r.modulus < 23 {
		b = append(b, "; "...)
		b = appendInt(b, r.modulus)
		b = equation(b, " − ", rest, r.modulus-rest)
		rest = r.modulus - rest
	}
	if rest > 9 || byte('0'+rest) != written {
		return w.say(checkWritten, string(b), string([]byte{written}))
	}
	return string(b)
}

// terms appends the products and what is added to them: "8·4+6·7".
func (r *rule) terms(b []byte, covered string) []byte {
	all := r.before + covered
	for i := range len(all) {
		at := i
		if r.right {
			at = len(all) - 1 - i
		}
		weight, value := int(r.weights[at%len(r.weights)]), r.count(all[i])
		if i > 0 {
			b = append(b, '+')
		}
		if len(r.weights) > 1 {
			b = appendInt(b, weight)
			b = append(b, "·"...)
		}
		b = appendInt(b, value)
		if !isDigit(all[i]) {
			b = append(b, '(', all[i], ')')
		}
		if p := weight * value; r.crossed && p > 9 {
			b = append(b, "→"...)
			b = appendInt(b, cross(p))
		}
	}
	if r.plus > 0 {
		b = append(b, '+')
		b = appendInt(b, r.plus)
	}
	return b
}

// equation appends an operator, its second operand and the result: " mod 11 = 2".
func equation(b []byte, operator string, operand, result int) []byte {
	b = append(b, operator...)
	b = appendInt(b, operand)
	b = append(b, " = "...)
	return appendInt(b, result)
}
