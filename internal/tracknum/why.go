package tracknum

// Why says in one line of lower-case clauses, separated by semicolons, what
// speaks for and against the match, in the words of its table: "starts 1Z; check
// digit 4 agrees". It is "" for a match that no table made.
func (m *Match) Why() string {
	if m.shape == nil {
		return ""
	}
	clauses := []string{m.shapeClause()}
	if missing := int(m.shape.n) - len(m.number); missing > 0 {
		return clauses[0] + "; " + m.words.say(moreToCome, itoa(missing))
	}
	if m.shape.country >= 0 || m.issuer != nil {
		clauses = append(clauses, m.issuerClause())
	}
	if !m.shape.literal() {
		clauses = append(clauses, m.checkClause())
	}
	switch m.shape.format.trust {
	case trustShape:
		clauses = append(clauses, m.words.say(undocumented))
	case trustRecall:
		clauses = append(clauses, m.words.say(unconfirmed))
	}
	return join(clauses, "; ")
}

// shapeClause says how the number looks: its fixed start and end, or its length.
func (m *Match) shapeClause() string {
	s := m.shape
	start, end := "", ""
	for _, l := range s.lits {
		if int(l.at) >= len(m.number) {
			break // still to be typed
		}
		if int8(l.at) == s.issuer {
			continue // has a clause of its own
		}
		text := m.number[l.at:min(int(l.at+l.size), len(m.number))]
		if int(l.at) == len(start) {
			start += text
		} else if l.at+l.size == s.n {
			end = text
		}
	}
	switch {
	case s.literal() && len(m.number) == int(s.n):
		return m.words.say(isWhole, start)
	case start != "" && end != "":
		return m.words.say(startsEnds, start, end)
	case start != "":
		return m.words.say(startsWith, start)
	case end != "":
		return m.words.say(endsWith, end)
	}
	n := itoa(int(s.n))
	all := uint64(1)<<(s.n-1)<<1 - 1 // n bits, n up to 64
	switch {
	case s.country >= 0 || s.issuer >= 0 && s.service >= 0:
		return m.words.say(postalShape)
	case s.digits == all:
		return m.words.say(onlyDigits, n)
	case s.letters == all:
		return m.words.say(onlyLetters, n)
	}
	return m.words.say(mixedShape, n)
}

// literal reports whether every character of the shape is fixed.
func (s *shape) literal() bool { return s.digits|s.letters|s.either|s.hex == 0 }

// issuerClause names who issues numbers with this country code.
func (m *Match) issuerClause() string {
	if m.issuer == nil {
		return m.words.say(noOperator, m.Country)
	}
	return m.words.say(operatorIs, m.Country, m.issuer.operator)
}

// checkClause says whether the check digit agrees.
func (m *Match) checkClause() string {
	s := m.shape
	if s.format.rule == nil {
		return m.words.say(noCheck)
	}
	at := int(s.check)
	digit := m.number[at : at+1]
	if m.Check == CheckPass {
		return m.words.say(checkAgrees, digit)
	}
	if want, ok := s.format.rule.expected(s.covered(m.number)); ok {
		return m.words.say(checkWould, digit, string([]byte{want}))
	}
	return m.words.say(checkNone, digit)
}
