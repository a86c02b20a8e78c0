package diag

import (
	"strings"
	"unicode/utf8"
)

// File is a text in which problems are found.
type File struct {
	Name  string // as problems show it
	Text  string // the text, or a part of it that starts at the beginning of a line
	First int    // number of the first line of Text; 0 counts as 1
}

// At returns a problem without message at the byte offset into Text, underlining
// length bytes, or as much of them as stands on the same line. An offset
// outside the text is moved to its nearest end.
func (f File) At(offset, length int) Problem {
	offset = min(max(offset, 0), len(f.Text))
	start := strings.LastIndexByte(f.Text[:offset], '\n') + 1
	line := lineAt(f.Text, start)
	end := min(max(offset+length, offset), start+len(line))
	return Problem{
		File:    f.Name,
		Line:    max(f.First, 1) + strings.Count(f.Text[:start], "\n"),
		Column:  utf8.RuneCountInString(f.Text[start:offset]) + 1,
		Width:   max(utf8.RuneCountInString(f.Text[offset:max(end, offset)]), 1),
		Excerpt: line,
	}
}

// Line returns a problem without message on the given line of the file,
// counted from 1, at the given column in runes. A line outside the text has no
// excerpt.
func (f File) Line(line, column, width int) Problem {
	p := Problem{File: f.Name, Line: line, Column: column, Width: width}
	rest := f.Text
	for n := max(f.First, 1); n <= line; n++ {
		if n == line {
			p.Excerpt = lineAt(rest, 0)
			break
		}
		_, after, found := strings.Cut(rest, "\n")
		if !found {
			break
		}
		rest = after
	}
	return p
}

// Whole returns a problem without message that concerns the file as a whole.
func (f File) Whole() Problem { return Problem{File: f.Name} }

func lineAt(text string, start int) string {
	line, _, _ := strings.Cut(text[start:], "\n")
	return strings.TrimSuffix(line, "\r")
}
