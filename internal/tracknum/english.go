package tracknum

// PhraseNames returns the keys by which files of words name the phrases, in their order.
func PhraseNames() []string {
	all := phrases()
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i][0]
	}
	return names
}

// English returns the words of English.
func English() *Words {
	var w Words
	for i, p := range phrases() {
		w.Phrases[i] = p[1]
	}
	return &w
}

// phrases are the keys of the phrases, each with its English.
func phrases() [PhraseCount][2]string {
	return [PhraseCount][2]string{
		moreToCome:         {"more-to-come", "{1} more to come"},
		undocumented:       {"undocumented", "seen in a source, not documented"},
		unconfirmed:        {"unconfirmed", "not confirmed by any source"},
		isWhole:            {"is", "is {1}"},
		startsEnds:         {"starts-ends", "starts {1}, ends {2}"},
		startsWith:         {"starts", "starts {1}"},
		endsWith:           {"ends", "ends {1}"},
		postalShape:        {"postal", "has the shape of an international postal number"},
		onlyDigits:         {"digits", "{1} digits"},
		onlyLetters:        {"letters", "{1} letters"},
		mixedShape:         {"mixed", "{1} letters and digits"},
		noOperator:         {"no-operator", "no postal operator is known that ends its numbers {1}"},
		operatorIs:         {"operator", "{1} is {2}"},
		noCheck:            {"no-check", "no check digit"},
		checkAgrees:        {"check-agrees", "check digit {1} agrees"},
		checkWould:         {"check-would", "check digit {1} does not agree, {2} would"},
		checkNone:          {"check-none", "check digit {1} does not agree, and none would"},
		letterNamed:        {"letter", "letter {1}"},
		digitNamed:         {"digit", "digit {1}"},
		insteadOf:          {"instead", "{1} instead of {2} at {3}"},
		lookAlikesAt:       {"look-alikes", "look-alikes at {1}"},
		swappedDigits:      {"swapped-digits", "two digits swapped at {1} and {2}"},
		swappedLetters:     {"swapped-letters", "two letters swapped at {1} and {2}"},
		swappedMixed:       {"swapped", "two characters swapped at {1} and {2}"},
		missingAt:          {"missing", "{1} missing at {2}"},
		oneTooMany:         {"one-too-many", "one {1} too many at {2}"},
		oneTooFew:          {"one-too-few", "one {1} too few at {2}"},
		tooMany:            {"too-many", "{1} too many at {2}"},
		zeroMissing:        {"zero-missing", "a leading zero is missing"},
		zerosMissing:       {"zeros-missing", "two leading zeros are missing"},
		gluedBehind:        {"behind", "{1} behind it"},
		gluedInFront:       {"in-front", "{1} in front of it"},
		nameCheckDigit:     {"check-digit", "check digit"},
		nameCheckCharacter: {"check-character", "check character"},
		nameIssuingCountry: {"issuing-country", "issuing country"},
		namePrefix:         {"prefix", "prefix"},
		nameSuffix:         {"suffix", "suffix"},
		nameFixed:          {"fixed", "fixed"},
		nameSerialNumber:   {"serial-number", "serial number"},
		nameCode:           {"code", "code"},
		checkGives:         {"gives", "{1} gives {2}"},
		checkOr:            {"or", "{1}; or {2}"},
		checkWritten:       {"written", "{1}, written {2}"},
		checkNot:           {"not", "{1}, not {2}"},
	}
}
