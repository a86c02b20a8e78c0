// Package wording reads what carriers write about a parcel: it finds the status
// that a line of text means, by phrases that people have collected.
//
// The phrases stand in the front matter of the glossary's status pages. A phrase
// fits a text when its words stand in it side by side, whatever their case, accents
// and punctuation. "…" in a phrase stands for any words between two parts. Of all
// phrases that fit, the longest says what the text means, so that "could not be
// delivered" is never read as "delivered". Scripts without spaces between words
// are looked for anywhere in the text.
package wording

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"waybill/internal/timeline"
)

// Phrase is a wording and what it means.
type Phrase struct {
	Text   string
	Status timeline.Status
}

// Table holds phrases, ready for use. It is never changed and safe for concurrent
// use. The nil table knows no phrase.
type Table struct {
	byWord   map[string][]pattern // by the first word of the phrase
	anywhere []pattern            // phrases of scripts without spaces
}

// pattern is a phrase, folded and cut at its "…".
type pattern struct {
	parts  []string
	length int // of all parts, which ranks the phrases that fit
	status timeline.Status
}

// longestText is how much of a text is read, in bytes: no carrier says what happened
// only after that.
const longestText = 2000

// New returns a table of the given phrases. It refuses a phrase without words and
// one that is given two meanings.
func New(phrases []Phrase) (*Table, error) {
	t := &Table{byWord: map[string][]pattern{}}
	seen := map[string]timeline.Status{}
	for _, phrase := range phrases {
		p := pattern{status: phrase.Status}
		for part := range strings.SplitSeq(phrase.Text, "…") {
			if part = Fold(part); part != "" {
				p.parts = append(p.parts, part)
				p.length += len(part)
			}
		}
		if len(p.parts) == 0 {
			return nil, fmt.Errorf("the phrase %q has no words", phrase.Text)
		}
		key := strings.Join(p.parts, "…")
		if other, ok := seen[key]; ok && other != p.status {
			return nil, fmt.Errorf("the phrase %q means both %s and %s", phrase.Text, other, p.status)
		} else if ok {
			continue
		}
		seen[key] = p.status
		if unspaced(p.parts[0]) {
			t.anywhere = append(t.anywhere, p)
			continue
		}
		word, _, _ := strings.Cut(p.parts[0], " ")
		t.byWord[word] = append(t.byWord[word], p)
	}
	return t, nil
}

// Status returns what a text means, and [timeline.Unknown] when no phrase fits.
func (t *Table) Status(text string) timeline.Status {
	if t == nil {
		return timeline.Unknown
	}
	if len(text) > longestText {
		text = text[:longestText]
	}
	folded := Fold(text)
	best := pattern{status: timeline.Unknown}
	for at := 0; at < len(folded); {
		word, _, _ := strings.Cut(folded[at:], " ")
		for _, p := range t.byWord[word] {
			if p.length > best.length && p.fits(folded[at:]) {
				best = p
			}
		}
		at += len(word) + 1
	}
	for _, p := range t.anywhere {
		if p.length > best.length && p.within(folded) {
			best = p
		}
	}
	return best.status
}

// fits reports whether text begins with the first part, and holds the others in
// their order behind it.
func (p pattern) fits(text string) bool {
	rest, ok := strings.CutPrefix(text+" ", p.parts[0]+" ")
	if !ok {
		return false
	}
	for _, part := range p.parts[1:] {
		_, rest, ok = strings.Cut(" "+rest, " "+part+" ")
		if !ok {
			return false
		}
	}
	return true
}

// within reports whether text holds the parts in their order, anywhere.
func (p pattern) within(text string) bool {
	ok := true
	for _, part := range p.parts {
		if _, text, ok = strings.Cut(text, part); !ok {
			return false
		}
	}
	return true
}

// Fold brings a text into the form in which phrases are compared: small letters
// without accents, words apart by single spaces, nothing else.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			// An accent, or the apostrophe within a word.
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// unspaced reports whether a folded phrase is written in a script that does not
// part its words by spaces, or joins endings to them as Korean does.
func unspaced(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	})
}
