//go:build !js || compiler

package tracknum

// stored returns the byte for a weight of so many bits.
func stored(bits float64) uint8 {
	return uint8(max(0, min(255, (bits-lowestBits)*bitSteps+0.5)))
}

// evidence is what speaks for a format, in bits.
type evidence struct {
	literal float64 // literals and country
	check   float64 // when it agrees
	changes int     // between letters and digits
	loose   int     // characters that may be either
	issuer  bool    // the pattern has an issuing country
}

// weigh returns the evidence for a pattern: issuers is how many country codes
// are known, check the rule or nil.
func weigh(items []item, issuers int, check *rule) evidence {
	var e evidence
	before := uint8(0)
	for _, it := range items {
		lo, _ := it.lengths()
		if it.optional {
			before = 0
			continue
		}
		switch it.kind {
		case kindLiteral:
			e.literal += literalBits(it.alts)
		case kindCountry:
			e.literal += log2(26 * 26 / float64(max(issuers, 1)))
		case kindCharacters:
			e.loose += lo
		case kindHex:
			e.loose += lo / 2
		}
		e.issuer = e.issuer || it.kind == kindCountry || it.name == issuingCountry
		first, last, inside := classesOf(it)
		if before != 0 && first != 0 && before != first {
			e.changes++
		}
		e.changes += inside
		before = last
	}
	if check != nil {
		e.check = log2(float64(check.odds))
	}
	return e
}

// bits returns what speaks for a format without a check digit.
func (e evidence) bits() float64 {
	bits := e.literal
	if e.changes > 1 {
		bits += layoutBits
	}
	return bits - looseBits*float64(min(e.loose, mostLoose))
}

// place fills in what f weighs. In order is its place among the formats that
// share its shape, 0 for the first of them or when it shares none.
func (e evidence) place(f *format, order int) {
	fits, most := e.bits(), uint8(mostUnchecked)
	if f.rule != nil {
		e.loose = 0
		fits, most = e.bits()+e.check, mostChecked
	}
	if e.literal+e.check < sharedBits && !e.issuer {
		most = mostShared
	}
	less := orderBits * float64(min(order, mostOrder))
	switch f.trust {
	case trustShape:
		less += shapeBits
		most = min(most, mostShape)
	case trustRecall:
		less += recallBits
		most = mostRecall
	}
	f.fits, f.fails, f.most = stored(fits-less), stored(e.bits()-mistypedBits-less), most
}

// literalBits returns how telling it is that one of the alternatives stands at
// its place.
func literalBits(alts []string) float64 {
	share := map[int]float64{} // of random strings, by length
	for _, a := range alts {
		p := 1.0
		for i := range len(a) {
			switch charClass[a[i]] {
			case classDigit:
				p /= 10
			case classLetter:
				p /= 26
			default:
				p /= 36
			}
		}
		share[len(a)] += p
	}
	most := 0.0
	for _, p := range share {
		most = max(most, p)
	}
	return log2(1 / most)
}

// classesOf returns the class of the first and the last character of an item, 0
// where it may be either, and how often letters and digits change inside it.
func classesOf(it item) (first, last uint8, inside int) {
	switch it.kind {
	case kindDigits, kindCheckDigit:
		return classDigit, classDigit, 0
	case kindLetters, kindCountry:
		return classLetter, classLetter, 0
	case kindCharacters, kindHex, kindCheckCharacter:
		return 0, 0, 0
	}
	for i, a := range it.alts {
		f, l, n := charClass[a[0]], charClass[a[len(a)-1]], 0
		for j := 1; j < len(a); j++ {
			if charClass[a[j]] != charClass[a[j-1]] {
				n++
			}
		}
		if i == 0 {
			first, last, inside = f, l, n
			continue
		}
		if first != f {
			first = 0
		}
		if last != l {
			last = 0
		}
		inside = min(inside, n)
	}
	return first, last, inside
}

// log2 returns the binary logarithm of x ≥ 1, to a thousandth. Package math is
// not used because this package ships in the page.
func log2(x float64) float64 {
	whole := 0.0
	for x >= 2 {
		x /= 2
		whole++
	}
	fraction := 0.0
	for bit := 0.5; bit > 0.0005; bit /= 2 {
		if x *= x; x >= 2 {
			x /= 2
			fraction += bit
		}
	}
	return whole + fraction
}
