package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Terminal sequences. Colour only repeats what the words say.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	faint  = "\x1b[2m"
	reset  = "\x1b[0m"
)

// A longer line is cut around the place of the problem, so that the caret stays
// on a terminal of usual width.
const (
	maxCells = 110
	lead     = 40
)

// Print writes the problems in their order, each with the line it stands on
// and a caret below the place. It returns the first error of w.
func (ps Problems) Print(w io.Writer, color bool) error {
	for _, p := range ps {
		if _, err := io.WriteString(w, p.format(color)); err != nil {
			return fmt.Errorf("print problems: %w", err)
		}
	}
	return nil
}

func (p Problem) format(color bool) string {
	paint := func(style, s string) string {
		if !color || s == "" {
			return s
		}
		return style + s + reset
	}
	mark := red
	kind := ""
	if p.Warning {
		mark, kind = yellow, "warning: "
	}
	var b strings.Builder
	b.WriteString(paint(bold, p.place()+":"))
	b.WriteString(" " + paint(mark, kind) + visible(p.Message))
	if p.ID != "" {
		b.WriteString(paint(faint, " ("+p.ID+")"))
	}
	b.WriteByte('\n')

	if p.Line == 0 || p.Excerpt == "" {
		if p.Hint != "" {
			b.WriteString("    " + visible(p.Hint) + "\n")
		}
		return b.String()
	}
	before, under, after := p.cut()
	gutter := fmt.Sprintf("%d | ", p.Line)
	b.WriteString(paint(faint, gutter) + visible(before+under+after) + "\n")
	if p.Column > 0 {
		caret := strings.Repeat("^", max(cells(under), 1))
		b.WriteString(strings.Repeat(" ", len(gutter)) + blank(before) + paint(mark, caret))
		if p.Hint != "" {
			b.WriteString(" " + visible(p.Hint))
		}
		b.WriteByte('\n')
	} else if p.Hint != "" {
		b.WriteString(strings.Repeat(" ", len(gutter)) + visible(p.Hint) + "\n")
	}
	return b.String()
}

// cut splits the excerpt at the underlined part and shortens a long line.
func (p Problem) cut() (before, under, after string) {
	line := []rune(p.Excerpt)
	from := min(max(p.Column-1, 0), len(line))
	to := min(from+max(p.Width, 1), len(line))
	before, under, after = string(line[:from]), string(line[from:to]), string(line[to:])
	if cells(before)+cells(under)+cells(after) <= maxCells {
		return before, under, after
	}
	if cells(before) > lead {
		before = "…" + tail(before, lead)
	}
	if room := maxCells - cells(before); cells(under) > room {
		return before, head(under, room) + "…", ""
	}
	if room := maxCells - cells(before) - cells(under); cells(after) > room {
		after = head(after, room) + "…"
	}
	return before, under, after
}

// head returns the longest start of s that is at most n cells wide.
func head(s string, n int) string {
	for i, r := range s {
		n -= cellsOf(r)
		if n < 0 {
			return s[:i]
		}
	}
	return s
}

// tail returns the longest end of s that is at most n cells wide.
func tail(s string, n int) string {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		n -= cellsOf(r)
		if n < 0 {
			return s[i:]
		}
		i -= size
	}
	return s
}

// blank returns white space that is as wide as s on a terminal. Tabs stay tabs:
// how wide they are is the terminal's business.
func blank(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\t' {
			b.WriteByte('\t')
			continue
		}
		b.WriteString(strings.Repeat(" ", cellsOf(r)))
	}
	return b.String()
}

// cells returns the width of s on a terminal, a tab counted as one.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += cellsOf(r)
	}
	return n
}

// cellsOf returns the terminal cells of a rune: two for the wide ones of East
// Asia and for pictures, none for marks that sit on the rune before.
func cellsOf(r rune) int {
	switch {
	case r == '\t':
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// visible replaces what would move the cursor or change the terminal's state:
// a file is only shown, it must not act.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return '\uFFFD'
		}
		return r
	}, s)
}
