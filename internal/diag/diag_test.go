package diag

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

func TestPrint(t *testing.T) {
	long := strings.Repeat("word ", 40)
	files := []File{
		{Name: "content/en/carriers/cainiao.md", Text: "---\nformats:\n  patern: LP + 14 digits\n---\n", First: 10},
		{Name: "tabs.md", Text: "\t\tkey:\tvalue\n"},
		{Name: "wide.md", Text: "菜鸟 is 菜鳥, e\u0301te\u0301 and 📦 wrong\n"},
		{Name: "long.md", Text: long + "wrong " + long},
		{Name: "escape.md", Text: "red \x1b[31m and \u202Eback wrong\r\n"},
		{Name: "end.md", Text: "last line"},
	}
	at := func(f File, part string, hint string) Problem {
		p := f.At(strings.Index(f.Text, part), len(part))
		p.ID, p.Message, p.Hint = "test/"+strings.TrimSuffix(filepath.Base(f.Name), ".md"), "this is wrong: "+part, hint
		return p
	}
	problems := Problems{
		at(files[0], "patern", `did you mean "pattern"?`),
		at(files[1], "value", ""),
		at(files[2], "菜鳥", "the other form"),
		at(files[2], "wrong", ""),
		at(files[3], "wrong", "here"),
		at(files[3], "word", ""),
		at(files[3], long[:len(long)-1], "all of it"),
		at(files[4], "wrong", ""),
		files[5].At(100, 5),
		files[0].Whole(),
		files[0].Line(12, 0, 0),
		files[0].Line(99, 3, 1),
		{File: "about.md", Message: "the file is old", Hint: "look at it", ID: "test/old", Warning: true},
	}
	problems[8].Message = "something is missing at the end"
	problems[9].Message, problems[9].Hint = "the file as a whole", "leave it out"
	problems[10].Message, problems[10].Hint = "the line as a whole", "leave it out"
	problems[11].Message, problems[11].Hint = "a line that is not there", "look again"
	for name, color := range map[string]bool{"plain": false, "color": true} {
		var b strings.Builder
		if err := problems.Print(&b, color); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s: got:\n%s\nwant:\n%s", name, b.String(), want)
		}
	}
}

type brokenWriter struct{}

var errBroken = errors.New("broken pipe")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestPrintFails(t *testing.T) {
	if err := (Problems{{File: "x"}}).Print(brokenWriter{}, false); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want %v", err, errBroken)
	}
}

func TestAt(t *testing.T) {
	f := File{Name: "x.md", Text: "one\nzwölf\r\n\nthree", First: 5}
	tests := []struct {
		offset, length      int
		line, column, width int
		excerpt             string
	}{
		{0, 3, 5, 1, 3, "one"},
		{4, 2, 6, 1, 2, "zwölf"},
		{8, 2, 6, 4, 2, "zwölf"},    // after the two bytes of ö
		{4, 50, 6, 1, 5, "zwölf"},   // no further than the line
		{12, 1, 7, 1, 1, ""},        // an empty line
		{13, 5, 8, 1, 5, "three"},   // the last line
		{18, 1, 8, 6, 1, "three"},   // its end
		{-3, 1, 5, 1, 1, "one"},     // before the text
		{99, 99, 8, 6, 1, "three"},  // behind it
		{14, -4, 8, 2, 1, "three"},  // no width
		{10, 1, 6, 6, 1, "zwölf"},   // on the line end
		{11, 100, 6, 7, 1, "zwölf"}, // on its second byte
	}
	for _, tt := range tests {
		p := f.At(tt.offset, tt.length)
		want := Problem{File: "x.md", Line: tt.line, Column: tt.column, Width: tt.width, Excerpt: tt.excerpt}
		if p != want {
			t.Errorf("At(%d, %d) = %+v, want %+v", tt.offset, tt.length, p, want)
		}
	}
	if p := f.Line(6, 2, 3); p.Excerpt != "zwölf" || p.Line != 6 || p.Column != 2 || p.Width != 3 {
		t.Errorf("Line(6, 2, 3) = %+v", p)
	}
	for _, line := range []int{0, 4, 9, 100} {
		if p := f.Line(line, 1, 1); p.Excerpt != "" {
			t.Errorf("line %d, which is not there, has the excerpt %q", line, p.Excerpt)
		}
	}
}

func TestSortAndErr(t *testing.T) {
	a := Problem{File: "a", Line: 2, Column: 1, ID: "x"}
	b := Problem{File: "a", Line: 2, Column: 1, ID: "y", Warning: true}
	c := Problem{File: "a", Line: 10, Message: "m"}
	d := Problem{File: "b", Line: 1}
	ps := Problems{d, c, b, a}
	ps.Sort()
	if want := (Problems{a, b, c, d}); !slices.Equal(ps, want) {
		t.Errorf("sorted: %v, want %v", ps, want)
	}
	if n := ps.Faults(); n != 3 {
		t.Errorf("%d faults, want 3", n)
	}
	var found Problems
	if err := ps.Err(); !errors.As(err, &found) || len(found) != 4 {
		t.Errorf("Err() = %v", err)
	}
	if err := (Problems{b}).Err(); err != nil {
		t.Errorf("a warning is an error: %v", err)
	}
	if err := Problems(nil).Err(); err != nil {
		t.Errorf("nothing is an error: %v", err)
	}
	want := "a:2:1:  (x)\na:2:1: warning:  (y)\na:10: m\nb:1: "
	if got := ps.Error(); got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
}

func TestClosest(t *testing.T) {
	words := []string{"title", "description", "updated", "url", "to", "max", "formats", "Österreich"}
	tests := []struct {
		word, want string
	}{
		{"titel", "title"},              // two swapped
		{"desciption", "description"},   // one left out
		{"descripption", "description"}, // one added
		{"updatet", "updated"},          // one replaced
		{"Title", "title"},              // case
		{"format", "formats"},
		{"österreich", "Österreich"},
		{"ur", "url"},
		{"title", ""}, // itself is no suggestion
		{"colour", ""},
		{"x", ""}, // a short word is near to nothing
		{"ti", "to"},
		{"", ""},
		{"ax", "max"},
		{"dsecritpion", "description"},
		{"something else entirely", ""},
	}
	for _, tt := range tests {
		got, ok := Closest(tt.word, words)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Closest(%q) = %q, %v; want %q", tt.word, got, ok, tt.want)
		}
	}
	if got, _ := Closest("bat", []string{"cat", "rat"}); got != "cat" {
		t.Errorf("of equally near words the first must win, got %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0},
		{"abc", "acb", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3}, {"a", "b", 1},
	} {
		if got := distance([]rune(tt.a), []rune(tt.b)); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := distance([]rune(tt.b), []rune(tt.a)); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}
