// Package diag holds mistakes in a text together with their place, and prints
// them so that a person sees at once what to change:
//
//	content/en/carriers/cainiao.md:12:3: unknown key "patern" (frontmatter/unknown-key)
//	12 |   patern: LP + 14 digits
//	       ^^^^^^ did you mean "pattern"?
//
// A reader of texts wraps each one in a [File], asks it for a [Problem] at a
// place, adds what is wrong, and collects all of them in [Problems] before it
// gives up.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in one file.
type Problem struct {
	ID      string // short and stable, "frontmatter/unknown-key"
	File    string // as a person finds it, "content/en/carriers/cainiao.md"
	Line    int    // from 1; 0 when the problem is the file as a whole
	Column  int    // in runes, from 1; 0 when the problem is the line as a whole
	Width   int    // runes that the caret underlines; less than 1 counts as 1
	Message string // what is wrong, lower case, no full stop
	Hint    string // what to do about it, "" when the message says so already
	Excerpt string // the line, without its line end
	Warning bool   // worth a look, but no reason to stop
}

// Error returns place, message and ID on one line, without the excerpt.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.place())
	b.WriteString(": ")
	if p.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(p.Message)
	if p.ID != "" {
		b.WriteString(" (" + p.ID + ")")
	}
	return b.String()
}

// place returns "file:line:column" as far as the parts are known.
func (p Problem) place() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Problems is what was found in a run. As an error it reads as one line for
// each problem.
type Problems []Problem

// Sort orders the problems by file, line and column; problems at one place are
// ordered by ID and message, so that two runs print the same.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// Faults returns the number of problems that are not warnings.
func (ps Problems) Faults() int {
	n := 0
	for _, p := range ps {
		if !p.Warning {
			n++
		}
	}
	return n
}

// Err returns the problems as an error, or nil when there are none or only
// warnings.
func (ps Problems) Err() error {
	if ps.Faults() == 0 {
		return nil
	}
	return ps
}

// Error returns every problem on a line of its own.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}
