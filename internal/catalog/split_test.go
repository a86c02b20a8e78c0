package catalog

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name, text, front, body string
		line                    int
	}{
		{"usual", "---\na: 1\n---\n\nText.\n", "a: 1\n", "\nText.\n", 4},
		{"no keys", "---\n---\nText.", "", "Text.", 3},
		{"no body", "---\na: 1\n---", "a: 1\n", "", 4},
		{"spaces behind the dashes", "--- \na: 1\n---\t\nText.\n", "a: 1\n", "Text.\n", 4},
		{"dashes in the text", "---\na: 1\n---\nText.\n\n---\n", "a: 1\n", "Text.\n\n---\n", 4},
		{"dashes in a value", "---\na: |\n  ---\n  b\n---\nText.\n", "a: |\n  ---\n  b\n", "Text.\n", 6},
		{"windows", "\uFEFF---\r\na: 1\r\n---\r\nText.\r\n", "a: 1\n", "Text.\n", 4},
	}
	for _, tt := range tests {
		f, problems := split("x.md", []byte(tt.text))
		if len(problems) > 0 {
			t.Errorf("%s: %v", tt.name, problems)
		}
		if f.front != tt.front || f.body != tt.body || f.bodyLine != tt.line {
			t.Errorf("%s: got %q, %q at line %d; want %q, %q at line %d", tt.name, f.front, f.body, f.bodyLine, tt.front, tt.body, tt.line)
		}
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, pattern := range []string{"testdata/*.md", "testdata/broken/*/*.md", "skeleton/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal(pattern, err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		cut, problems := split("fuzz.md", raw)
		lines := strings.Count(string(raw), "\n") + 1
		if len(problems) == 0 {
			r := &reader{file: cut}
			if fields := r.parse(); fields != nil {
				page, _ := r.page(fields, "en/carriers/s10.md", kindCarriers)
				r.carrier(fields, page)
				fields.done()
			}
			problems = r.problems
			whole := strings.Split(cut.Text, "\n")
			if got := strings.Join(whole[cut.bodyLine-1:], "\n"); cut.bodyLine <= len(whole) && got != cut.body {
				t.Errorf("body is %q, but from line %d the file is %q", cut.body, cut.bodyLine, got)
			}
		}
		for _, p := range problems {
			if p.Line > lines || p.Line > 0 && p.Column < 1 || p.Message == "" || p.ID == "" {
				t.Errorf("misplaced in %d lines: %+v", lines, p)
			}
			if width := len([]rune(p.Excerpt)); p.Line > 0 && p.Column > width+1 {
				t.Errorf("column outside the line: %+v", p)
			}
		}
	})
}
