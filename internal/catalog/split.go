package catalog

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"waybill/internal/diag"
)

// file is one content file cut into its two parts. Line ends are "\n"
// whatever the editor wrote, and a byte order mark is gone.
type file struct {
	diag.File        // the whole text; problems are placed in it
	front     string // YAML between the fences; it begins on line 2
	body      string // Markdown after the closing fence
	bodyLine  int    // line of the file on which body begins
}

const fence = "---"

// split cuts raw into front matter and body. When it cannot, the problems say
// why and the file is not usable.
func split(name string, raw []byte) (file, diag.Problems) {
	f := file{File: diag.File{Name: name}}
	if p, ok := unreadable(name, raw); ok {
		return f, diag.Problems{p}
	}
	text := strings.TrimPrefix(string(raw), "\uFEFF")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	f.Text = text

	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t") != fence {
		return f, diag.Problems{f.missingFence(first)}
	}
	start := len(text) - len(rest)
	for at, line := start, 2; at < len(text); line++ {
		content, _, found := strings.Cut(text[at:], "\n")
		next := at + len(content)
		if found {
			next++
		}
		if strings.TrimRight(content, " \t") == fence {
			f.front, f.body, f.bodyLine = text[start:at], text[next:], line+1
			return f, nil
		}
		at = next
	}
	p := f.At(0, len(fence))
	p.ID, p.Message = "frontmatter/unclosed", "front matter has no end"
	p.Hint = "close it with a line of three dashes, ---, before the text"
	return f, diag.Problems{p}
}

func (f file) missingFence(first string) diag.Problem {
	p := f.At(0, max(len(first), 1))
	p.ID, p.Message = "frontmatter/missing", "no front matter"
	p.Hint = "the first line must be ---, then the keys, then --- again"
	if strings.TrimSpace(f.Text) == "" {
		p = f.Whole()
		p.ID, p.Message = "frontmatter/missing", "the file is empty"
		p.Hint = "it needs front matter between two lines of ---, then text"
	} else if trimmed := strings.TrimSpace(first); strings.Trim(trimmed, "-") == "" && trimmed != "" {
		p.Hint = "the line must be exactly three dashes, without spaces before them"
	} else if strings.TrimSpace(first) == "" {
		p = f.At(0, 0)
		p.ID, p.Message = "frontmatter/missing", "empty line before the front matter"
		p.Hint = "--- must be the first line of the file"
	}
	return p
}

// utf16Marks begin a file that an editor saved as UTF-16.
var utf16Marks = []string{"\xFF\xFE", "\xFE\xFF"}

// unreadable reports text that is not UTF-8 or that holds a NUL byte.
func unreadable(name string, raw []byte) (diag.Problem, bool) {
	f := diag.File{Name: name}
	for _, mark := range utf16Marks {
		if bytes.HasPrefix(raw, []byte(mark)) {
			p := f.Whole()
			p.ID, p.Message, p.Hint = "text/not-utf8", "the file is UTF-16", "save it as UTF-8"
			return p, true
		}
	}
	bad := bytes.IndexByte(raw, 0)
	what := "the file holds a NUL byte"
	if !utf8.Valid(raw) {
		what = "this byte is not valid UTF-8"
		bad = firstInvalid(raw)
	}
	if bad < 0 {
		return diag.Problem{}, false
	}
	f.Text = string(raw)
	p := f.At(bad, 1)
	p.Excerpt = strings.ToValidUTF8(p.Excerpt, "\uFFFD")
	p.ID, p.Message, p.Hint = "text/not-utf8", what, "save the file as UTF-8 text"
	return p, true
}

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
