package tracknum

// Words are the texts in which a [Table] says things of numbers, in one language.
type Words struct {
	Phrases [PhraseCount]string // {1}, {2} and {3} in them are replaced
	Parts   []string            // names that patterns give to parts, each followed by what it is called here
}

// phrase is one of the Words.
type phrase uint8

// The phrases. Their keys, in the same order, and their English are in english.go.
const (
	moreToCome phrase = iota
	undocumented
	unconfirmed
	isWhole
	startsEnds
	startsWith
	endsWith
	postalShape
	onlyDigits
	onlyLetters
	mixedShape
	noOperator
	operatorIs
	noCheck
	checkAgrees
	checkWould
	checkNone
	letterNamed
	digitNamed
	insteadOf
	lookAlikesAt
	swappedDigits
	swappedLetters
	swappedMixed
	missingAt
	oneTooMany
	oneTooFew
	tooMany
	zeroMissing
	zerosMissing
	gluedBehind
	gluedInFront
	nameCheckDigit
	nameCheckCharacter
	nameIssuingCountry
	namePrefix
	nameSuffix
	nameFixed
	nameSerialNumber
	nameCode
	checkGives
	checkOr
	checkWritten
	checkNot

	PhraseCount // how many phrases there are
)

// say returns a phrase with its {1}, {2} and {3} replaced by the texts that follow. A
// table without words says nothing.
func (w *Words) say(p phrase, texts ...string) string {
	if w == nil {
		return ""
	}
	text := w.Phrases[p]
	out := ""
	for {
		before, after, found := cut(text, "{")
		out += before
		if !found {
			return out
		}
		if len(after) > 1 && after[1] == '}' && int(after[0]-'1') < len(texts) {
			out += texts[after[0]-'1']
			after = after[2:]
		} else {
			out += "{"
		}
		text = after
	}
}

// part returns what a part is called to which a pattern gives a name.
func (w *Words) part(name string) string {
	if w != nil {
		for i := 0; i+1 < len(w.Parts); i += 2 {
			if w.Parts[i] == name {
				return w.Parts[i+1]
			}
		}
	}
	return name
}
