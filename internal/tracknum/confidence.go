package tracknum

// How confidence is computed, once, when the table is compiled.
//
// A number that has the shape of a format may belong to it or be somebody
// else's. What speaks for the format is counted in bits, the logarithm of one in
// how many random strings of the same layout would do as well:
//
//   - identity: the literals (4.7 bits for a fixed letter, 3.3 for a fixed digit,
//     less for alternatives), the issuing country (1.5 bits when 230 of 676 codes
//     are known), and the layout itself: 3 bits for each change between letters
//     and digits, two changes at most;
//   - check: 3.3 bits for a check digit that agrees, since one in ten would.
//
// Confidence in percent is 15 + 10.5 × check bits + 6.4 × identity bits, and
//
//   - at most 99, and at most 90 without a check, because a prefix may also be
//     used by a carrier we do not know;
//   - at most 89 when more than one in a hundred random strings of the same
//     layout would fit (S10 numbers have their own rule, below);
//   - for a format of which a source shows only the shape, four fifths of that;
//     for one from memory, half, and it ranks behind all others.
//
// So a bare run of digits has 15, and 50 with a check digit that agrees: twenty
// carriers use it. UPS's 1Z has 99, Cainiao's LP and 14 digits 90, an S10
// number 98. An S10 number keeps nine tenths, 89, when its service indicator has
// no meaning between all countries or its issuer is known from memory only.
// Without that, random letters and digits in the layout of S10 would be taken for
// certain too often: 3.4 in a hundred pass, 0.93 with both.
//
// When the check digit is wrong, the confidence is half of what identity alone
// gives: that this carrier issued the number that was meant.
const (
	percentShape    = 15.0
	percentCheck    = 10.5
	percentIdentity = 6.4
	layoutBits      = 3.0
	layoutChanges   = 2
	mostChecked     = 99
	mostUnchecked   = 90
	mostShared      = 89 // one in a hundred random strings fits
	sharedBits      = 6.64
)

// evidence is what speaks for a format, in bits.
type evidence struct {
	literal float64 // literals and country
	layout  float64
	check   float64 // when it agrees
	issuer  bool    // the pattern has an issuing country
}

// confidence returns the percentages for a number that fits and for one whose
// check digit is wrong.
func (e evidence) confidence(known trust) (fits, fails uint8) {
	identity := percentShape + percentIdentity*(e.literal+e.layout)
	whole, most := identity+percentCheck*e.check, float64(mostChecked)
	if e.check == 0 {
		most = mostUnchecked
	}
	if e.literal+e.check < sharedBits && !e.issuer {
		most = min(most, mostShared)
	}
	whole, identity = min(whole, most), min(identity, mostUnchecked)/2
	switch known {
	case trustShape:
		whole, identity = whole*0.8, identity*0.8
	case trustRecall:
		whole, identity = whole*0.5, identity*0.5
	}
	return uint8(whole + 0.5), uint8(identity + 0.5)
}

// weigh returns the evidence for a pattern: issuers is how many country codes
// are known, check the rule or nil.
func weigh(items []item, issuers int, check *rule) evidence {
	var e evidence
	changes := 0
	before := uint8(0)
	for _, it := range items {
		if it.optional {
			before = 0
			continue
		}
		switch it.kind {
		case kindLiteral:
			e.literal += literalBits(it.alts)
		case kindCountry:
			e.literal += log2(26 * 26 / float64(max(issuers, 1)))
			e.issuer = true
		}
		first, last, inside := classesOf(it)
		if before != 0 && first != 0 && before != first {
			changes++
		}
		changes += inside
		before = last
	}
	e.layout = layoutBits * float64(min(changes, layoutChanges))
	if check != nil {
		e.check = log2(float64(check.odds))
	}
	return e
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
	case kindCharacters, kindCheckCharacter:
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
