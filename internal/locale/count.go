package locale

import (
	"maps"
	"slices"
	"strconv"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Count is a text about a number of things. Which forms a language has, and when each
// is used, is that of the Unicode CLDR; most have "one" and "other".
type Count struct {
	tag   language.Tag
	forms map[string]string // by the CLDR's names; "other" is always there
}

// Of returns the text for n things, with {n} replaced by n as the language writes it
// and the other {names} by the values that follow, see [Fill].
func (c Count) Of(n int, pairs ...string) string {
	return Fill(c.Form(n), append([]string{"n", whole(c.tag, n)}, pairs...)...)
}

// Form returns the text for n things as it stands in the file.
func (c Count) Form(n int) string {
	if text, ok := c.forms[formOf(c.tag, n)]; ok {
		return text
	}
	return c.forms["other"]
}

// Other returns the text for what has no form of its own.
func (c Count) Other() string { return c.forms["other"] }

// Forms returns the other forms and their texts, in the order of their names.
func (c Count) Forms() [][2]string {
	var out [][2]string
	for _, form := range sorted(c.forms) {
		if form != "other" {
			out = append(out, [2]string{form, c.forms[form]})
		}
	}
	return out
}

// formNames are the forms as the CLDR calls them.
var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// formOf returns the form for n things.
func formOf(tag language.Tag, n int) string {
	return formNames[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]
}

// formsOf returns the forms that a language has for whole numbers, each with a number
// that takes it. Beyond 200 none are new, but for millions.
func formsOf(tag language.Tag) map[string]int {
	out := map[string]int{}
	for n := 200; n >= 0; n-- {
		out[formOf(tag, n)] = n
	}
	return out
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Whole writes a whole number as the language does.
func (w *Words) Whole(n int) string { return whole(w.Tag, n) }

func whole(tag language.Tag, n int) string {
	if n >= 0 && n < 1000 { // the same everywhere, and most numbers of a page
		return strconv.Itoa(n)
	}
	return message.NewPrinter(tag).Sprint(number.Decimal(n))
}
