//go:build !js || compiler

package tracknum

import (
	"strconv"
)

// SyntaxError is a mistake in a pattern.
type SyntaxError struct {
	Offset, Length int    // in bytes, within the pattern's text
	Msg            string // what is wrong
	Hint           string // what to write instead, may be empty
}

// Error returns the message and, when there is one, the hint.
func (e *SyntaxError) Error() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + " (" + e.Hint + ")"
}

// ParsePattern reads a pattern in the language that the package comment
// describes. The error, if any, is a [*SyntaxError] and points at the first
// mistake.
func ParsePattern(s string) (Pattern, error) {
	p := parser{text: s}
	items, err := p.pattern()
	if err != nil {
		return Pattern{}, err
	}
	return Pattern{items: items}, nil
}

// parser walks over a pattern's text. Spans are byte offsets into it.
type parser struct {
	text string
}

// word is one word of an item with its place in the text.
type word struct {
	text string
	at   int
}

// fail returns an error that points at the length bytes at offset.
func fail(offset, length int, msg, hint string) *SyntaxError {
	return &SyntaxError{Offset: offset, Length: length, Msg: msg, Hint: hint}
}

// pattern splits the text at plus signs and checks what the items make together.
func (p parser) pattern() ([]item, error) {
	if squeeze(p.text) == "" {
		return nil, fail(0, len(p.text), "the pattern is empty", `write, for example, "LP + 14 digits"`)
	}
	var items []item
	checks, countries := 0, 0
	for start := 0; start <= len(p.text); {
		end := p.plus(start)
		it, err := p.item(start, end)
		if err != nil {
			return nil, err
		}
		if it.check() {
			checks++
		}
		if it.kind == kindCountry {
			countries++
		}
		if len(items) == maxItems || checks > 1 || countries > 1 {
			msg := "only one check digit can stand in a pattern"
			switch {
			case len(items) == maxItems:
				msg = "a pattern has at most " + strconv.Itoa(maxItems) + " items"
			case countries > 1:
				msg = "only one country can stand in a pattern"
			}
			return nil, fail(start, end-start, msg, "")
		}
		items = append(items, it)
		start = end + 1
	}
	if msg := lengthFault(items); msg != "" {
		return nil, fail(0, len(p.text), msg, "")
	}
	return items, nil
}

// plus returns where the item that begins at start ends: at the next plus sign
// outside parentheses, or at the end of the text.
func (p parser) plus(start int) int {
	depth := 0
	for i := start; i < len(p.text); i++ {
		switch p.text[i] {
		case '(':
			depth++
		case ')':
			depth--
		case '+':
			if depth <= 0 {
				return i
			}
		}
	}
	return len(p.text)
}

// item reads one item, text[start:end].
func (p parser) item(start, end int) (item, error) {
	body, name, err := p.partName(start, end)
	if err != nil {
		return item{}, err
	}
	words := p.words(start, body)
	if len(words) == 0 {
		return item{}, fail(start, end-start, "an item is missing here", "items are joined by single plus signs")
	}
	optional := words[0].text == "optional"
	if optional {
		first := words[0]
		if words = words[1:]; len(words) == 0 {
			return item{}, fail(first.at, len(first.text), "optional stands alone", `say what may be absent: "optional 4 digits"`)
		}
	}
	it, err := p.body(words)
	if err != nil {
		return item{}, err
	}
	if optional && (it.check() || it.kind == kindCountry) {
		return item{}, fail(words[0].at, len(words[0].text), "the "+it.words()+" cannot be optional", "")
	}
	it.optional, it.name = optional, name
	return it, nil
}

// partName cuts the part name in parentheses off an item. It returns where the
// rest ends.
func (p parser) partName(start, end int) (int, string, error) {
	text := p.text[start:end]
	open := index(text, "(")
	if open < 0 {
		if i := index(text, ")"); i >= 0 {
			return 0, "", fail(start+i, 1, "closing parenthesis without an opening one", "")
		}
		return end, "", nil
	}
	closing := index(text, ")")
	if closing < open {
		return 0, "", fail(start+open, 1, "the part name is not closed", "write (serial number)")
	}
	if rest := p.words(start+closing+1, end); len(rest) > 0 {
		last := rest[len(rest)-1]
		return 0, "", fail(rest[0].at, last.at+len(last.text)-rest[0].at, "the part name comes last in an item", "put a plus sign between items")
	}
	name := squeeze(text[open+1 : closing])
	if name == "" || len(name) > maxName || index(name, "(") >= 0 || index(name, "+") >= 0 {
		return 0, "", fail(start+open, closing-open+1, "a part name has 1 to "+strconv.Itoa(maxName)+" bytes and no parenthesis or plus sign", "")
	}
	return start + open, name, nil
}

// words splits text[start:end] at spaces.
func (p parser) words(start, end int) []word {
	var out []word
	for i := start; i < end; {
		if isBlank(p.text[i]) {
			i++
			continue
		}
		from := i
		for i < end && !isBlank(p.text[i]) {
			i++
		}
		out = append(out, word{p.text[from:i], from})
	}
	return out
}

// isBlank reports whether c separates words.
func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// body reads the words of an item without its part name.
func (p parser) body(words []word) (item, error) {
	first, last := words[0], words[len(words)-1]
	span := last.at + len(last.text) - first.at
	switch {
	case len(words) > 1 && isDigit(first.text[0]):
		return p.class(first, words[1:])
	case len(words) > 2:
		return item{}, missingPlus(words[2])
	case len(words) == 2 && first.text == "check":
		switch last.text {
		case "digit":
			return item{kind: kindCheckDigit, min: 1, max: 1}, nil
		case "character":
			return item{kind: kindCheckCharacter, min: 1, max: 1}, nil
		}
		return item{}, fail(last.at, len(last.text), last.text+" is not known after check", `write "check digit" or "check character"`)
	case len(words) == 2:
		return item{}, fail(first.at, span, "these two words make no item", suggest(first.text))
	case first.text == "country":
		return item{kind: kindCountry, min: 2, max: 2}, nil
	}
	return p.literal(first)
}

// missingPlus is the mistake of a word that belongs to no item.
func missingPlus(w word) *SyntaxError {
	return fail(w.at, len(w.text), "a plus sign is missing before "+w.text, "")
}

// class reads a count and the words of a class: "14 digits", "8-14 letters", "16
// mixed hex digits".
func (p parser) class(count word, words []word) (item, error) {
	it := item{}
	if it.mixed = words[0].text == "mixed" && len(words) > 1; it.mixed {
		words = words[1:]
	}
	name := words[0].text
	if name == "hex" && len(words) > 1 {
		words = words[1:]
		name += " " + words[0].text
	}
	switch name {
	case "digit", "digits":
		it.kind = kindDigits
	case "letter", "letters":
		it.kind = kindLetters
	case "character", "characters":
		it.kind = kindCharacters
	case "hex digit", "hex digits":
		it.kind = kindHex
	default:
		w := words[0]
		return it, fail(w.at, len(w.text), w.text+" is not a class of characters", suggest(w.text))
	}
	switch {
	case len(words) > 1:
		return it, missingPlus(words[1])
	case it.mixed && (it.kind == kindDigits || it.kind == kindLetters):
		return it, fail(words[0].at, len(words[0].text), name+" cannot be mixed", "only characters and hex digits can")
	}
	from, to, isRange := cut(count.text, "-")
	if !isRange {
		to = from
	}
	var err1, err2 error
	it.min, err1 = strconv.Atoi(from)
	it.max, err2 = strconv.Atoi(to)
	if err1 != nil || err2 != nil || it.min < 0 || it.max < 1 || it.max > maxLength || it.min > it.max {
		return it, fail(count.at, len(count.text), count.text+" is not a count",
			"write 1 to "+strconv.Itoa(maxLength)+", or a range such as 8-14")
	}
	return it, nil
}

// lengthFault says what is wrong with the lengths that items allow, or "".
func lengthFault(items []item) string {
	shortest, longest := Pattern{items}.Lengths()
	if combinations(items) > maxShapes {
		return "too many combinations of lengths: more than " + strconv.Itoa(maxShapes)
	}
	if shortest < minLength {
		return "the shortest number would have " + strconv.Itoa(shortest) + " characters; it needs at least " + strconv.Itoa(minLength)
	}
	if longest > maxLength {
		return "the longest number would have " + strconv.Itoa(longest) + " characters; at most " + strconv.Itoa(maxLength) + " are possible"
	}
	return ""
}

// String returns the pattern as one would write it. Parsing it again gives the
// same pattern.
func (p Pattern) String() string {
	var b []byte
	for i, it := range p.items {
		if i > 0 {
			b = append(b, " + "...)
		}
		if it.optional {
			b = append(b, "optional "...)
		}
		b = append(b, it.words()...)
		if it.name != "" {
			b = append(b, " ("+it.name+")"...)
		}
	}
	return string(b)
}

// words returns the item without its part name.
func (it item) words() string {
	switch it.kind {
	case kindLiteral:
		return join(it.alts, "|")
	case kindCheckDigit:
		return "check digit"
	case kindCheckCharacter:
		return "check character"
	case kindCountry:
		return "country"
	}
	count := strconv.Itoa(it.min)
	if it.max != it.min {
		count += "-" + strconv.Itoa(it.max)
	}
	if it.mixed {
		count += " mixed"
	}
	return count + " " + className(it.kind, it.max)
}

// className returns the class in the singular or plural: "digit", "letters".
func className(k kind, n int) string {
	name := "digit"
	switch k {
	case kindLetters:
		name = "letter"
	case kindCharacters:
		name = "character"
	case kindHex:
		name = "hex digit"
	}
	if n != 1 {
		name += "s"
	}
	return name
}

// Lengths returns the smallest and the largest number of characters that a
// number of this pattern has.
func (p Pattern) Lengths() (shortest, longest int) {
	for _, it := range p.items {
		lo, hi := it.lengths()
		shortest += lo
		longest += hi
	}
	return shortest, longest
}

// squeeze drops the blanks around s and leaves one space of those inside.
func squeeze(s string) string {
	var b []byte
	for i := range len(s) {
		switch {
		case !isBlank(s[i]):
			b = append(b, s[i])
		case len(b) > 0 && b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	if len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return string(b)
}
