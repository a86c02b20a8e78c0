// Package locale holds how the site speaks in each language: every word of its
// interface in one typed catalogue, [Words], and how it writes days and counts things.
//
// The words of a language stand in one YAML file. Those of English and Spanish are
// built in (folder words); a publisher puts another language, or other words, beside
// the content, as content/<lang>/words.yaml. [Read] is strict: a key that is missing,
// unknown or of the wrong kind, and a text that leaves out what is put into it, is a
// problem with its line and column.
package locale

import (
	"embed"
	"fmt"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"waybill/internal/tracknum"
)

// Words are all words of the interface in one language.
type Words struct {
	Tag language.Tag // of the language
	Sum string       // the text that they were read from, for whoever wants to know whether it changed

	Language  Language
	Page      Page
	Home      Home
	Help      Help
	News      News
	NotFound  NotFound
	Carrier   Carrier
	Kinds     Kinds
	Directory Directory
	Glossary  Glossary
	Look      Look
	Rules     Rules
	Counted   Occasions // from which day a time limit counts
	DaysOf    Occasions // asks for that day
	Stages    Stages
	Stickers  Stickers
	Field     Field
	Number    Numbers           // what is said of a number
	Parts     map[string]string // names of parts of numbers, by those of the profiles
	Result    Result
	Problem   Problem
	List      List
	Leaves    Leaves
	Letters   Phrases // ready letters
	Said      Phrases // what the tracker says, with what it knows put in
}

// Numbers are the phrases of package tracknum, in their order.
type Numbers [tracknum.PhraseCount]string

// Phrases are texts that the page's modules ask for by their keys, in the order of the
// file.
type Phrases []Phrase

// Phrase is one of them.
type Phrase struct {
	Key  string // "days-ago"
	Text Count
}

// Tracknum returns the words in which package tracknum speaks.
func (w *Words) Tracknum() *tracknum.Words {
	out := &tracknum.Words{Phrases: w.Number}
	for _, name := range sorted(w.Parts) {
		out.Parts = append(out.Parts, name, w.Parts[name])
	}
	return out
}

//go:embed words
var builtin embed.FS

// file returns the built-in text of a language, nil when there is none.
func file(lang string) []byte {
	text, err := builtin.ReadFile(path.Join("words", lang+".yaml"))
	if err != nil {
		return nil
	}
	return text
}

// Begin returns the text with which the words of a new language begin: those of
// English, to be translated.
func Begin() []byte { return file("en") }

// english are the words that say which keys there are, and what is put into each.
var english = sync.OnceValue(func() *Words { return builtinWords("en", nil) })

// Builtin returns the words of a language that Waybill knows itself: "en", "es". It
// returns nil for another one.
func Builtin(lang string) *Words {
	switch {
	case lang == "en":
		return english()
	case file(lang) == nil:
		return nil
	}
	return builtinWords(lang, english())
}

func builtinWords(lang string, like *Words) *Words {
	name := "words/" + lang + ".yaml"
	words, problems := read(lang, name, file(lang), like)
	if err := problems.Err(); err != nil {
		panic(fmt.Sprintf("locale: the built-in %s: %v", name, err)) // a test reads each
	}
	return words
}

// Day writes a date, "2026-11-22", as people say it: "22 November 2026". A text that is
// no date comes back as it is.
func (w *Words) Day(date string) string { return w.date(w.Language.Day, date) }

// DayOfYear writes the month and the day of a date: "22 November".
func (w *Words) DayOfYear(date string) string { return w.date(w.Language.DayOfYear, date) }

// MonthOfYear writes the month and the year of a date: "November 2026".
func (w *Words) MonthOfYear(date string) string { return w.date(w.Language.MonthOfYear, date) }

func (w *Words) date(form, date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return Fill(form, "day", strconv.Itoa(day.Day()), "month", w.Language.Months[day.Month()-1], "year", strconv.Itoa(day.Year()))
}

// Fill replaces the {names} of a text by the values that follow: Fill("from {a}", "a",
// "Monday"). A name without a value stays.
func Fill(text string, pairs ...string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		value, known := valueOf(name, pairs)
		if !known {
			out.WriteByte('{')
			text = rest
			continue
		}
		out.WriteString(value)
		text = after
	}
}

func valueOf(name string, pairs []string) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return "", false
}
