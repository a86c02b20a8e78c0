package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// style colours text for a terminal; off, it returns the text as it is. Colour
// only repeats what the words say.
type style bool

func (s style) paint(code, text string) string {
	if !s || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string   { return s.paint("1", text) }
func (s style) faint(text string) string  { return s.paint("2", text) }
func (s style) red(text string) string    { return s.paint("31", text) }
func (s style) green(text string) string  { return s.paint("32", text) }
func (s style) yellow(text string) string { return s.paint("33", text) }

// clean makes text from outside fit for a terminal: control characters, which
// could move the cursor or recolour the screen, and marks that turn the
// direction of writing become spaces, and runs of spaces become one.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// cells returns how many columns of a terminal text takes. East Asian wide
// characters take two, combining marks none.
func cells(text string) int {
	n := 0
	for _, r := range text {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		case k == width.EastAsianWide, k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// wrap breaks text into lines of at most limit columns, between words where it
// can. A word longer than a line keeps a line of its own, unbroken, so that an
// address or a number can still be copied. The first line is "" for no text.
func wrap(text string, limit int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case cells(line)+1+cells(word) <= limit:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

// paragraph wraps text and puts indent before every line.
func paragraph(indent, text string, limit int) string {
	return indent + strings.Join(wrap(text, limit-len(indent)), "\n"+indent) + "\n"
}

// pad fills text with spaces up to columns.
func pad(text string, columns int) string {
	return text + strings.Repeat(" ", max(0, columns-cells(text)))
}
