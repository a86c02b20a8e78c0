package locale

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"waybill/internal/tracknum"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// languages are those that are built in.
func languages(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(builtin, "words/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no words: %v", err)
	}
	var out []string
	for _, name := range names {
		out = append(out, strings.TrimSuffix(filepath.Base(name), ".yaml"))
	}
	return out
}

func TestBuiltin(t *testing.T) {
	for _, lang := range languages(t) {
		if _, problems := Read(lang, lang, file(lang)); len(problems) > 0 {
			t.Errorf("%s:\n%v", lang, problems)
		}
		keys := map[string]bool{}
		for _, p := range Builtin(lang).Said {
			for _, key := range append([][2]string{{"", ""}}, p.Text.Forms()...) {
				name := strings.TrimSuffix(p.Key+"-"+key[0], "-")
				if keys[name] {
					t.Errorf("%s: two phrases go by the key %q", lang, name)
				}
				keys[name] = true
			}
		}
	}
	if w := Builtin("en"); w.Number != tracknum.English().Phrases {
		t.Error("the phrases of numbers are others than in package tracknum")
	}
	if Builtin("xx") != nil {
		t.Error("there are words in a language that is not built in")
	}
}

// Every mistake of testdata/broken.yaml is reported at its place.
func TestMistakes(t *testing.T) {
	text, err := os.ReadFile("testdata/broken.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, problems := Read("pl", "content/pl/words.yaml", text)
	var got strings.Builder
	if err := problems.Print(&got, false); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/broken.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, test := range []struct{ name, lang, text, want string }{
		{"nothing", "fr", "", "there are no words in it"},
		{"a list", "fr", "- a\n", "there are no words in it"},
		{"no language", "x y", "page: {}\n", "is no tag of a language"},
		{"no YAML", "fr", "page:\n  skip: a: b\n", "not valid YAML"},
	} {
		_, problems := Read(test.lang, "words.yaml", []byte(test.text))
		if problems.Err() == nil || !strings.Contains(problems.Err().Error(), test.want) {
			t.Errorf("%s: %v", test.name, problems)
		}
	}
}

func TestCount(t *testing.T) {
	words := func(lang, forms string) Count {
		text := strings.Replace(string(file("en")), "days-ago: {one: \"{n} day ago\", other: \"{n} days ago\"}", "days-ago: "+forms, 1)
		w, _ := Read(lang, "words.yaml", []byte(text)) // other texts lack the forms of the language
		for _, p := range w.Said {
			if p.Key == "days-ago" {
				return p.Text
			}
		}
		t.Fatal("no such phrase")
		return Count{}
	}
	polish := words("pl", `{one: "{n} dzień temu", few: "{n} dni temu (few)", many: "{n} dni temu", other: "{n} dnia temu"}`)
	for n, want := range map[int]string{1: "1 dzień temu", 2: "2 dni temu (few)", 5: "5 dni temu", 12: "12 dni temu", 22: "22 dni temu (few)", 112: "112 dni temu"} {
		if got := polish.Of(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := words("ja", `"{n}日前"`).Of(1); got != "1日前" {
		t.Errorf("a language without forms: %q", got)
	}
	if got := words("de", `{one: "vor {n} Tag", other: "vor {n} Tagen"}`).Of(12345); got != "vor 12.345 Tagen" {
		t.Errorf("a large number: %q", got)
	}
}

func TestDay(t *testing.T) {
	w := Builtin("en")
	for _, test := range []struct{ got, want string }{
		{w.Day("2026-11-02"), "2 November 2026"},
		{w.DayOfYear("2026-11-02"), "2 November"},
		{w.MonthOfYear("2026-11-02"), "November 2026"},
		{w.Day("soon"), "soon"},
		{w.Day("2026-13-01"), "2026-13-01"},
		{Fill("{a} and {b}", "a", "{b}", "b", "c"), "{b} and c"},
		{Fill("{a} of {b}, {c", "b", "3"), "{a} of 3, {c"},
		{Fill("{{a}}", "a", "1"), "{1}"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

func TestCountry(t *testing.T) {
	for _, test := range []struct{ lang, code, want string }{
		{"en", "ES", "Spain"},
		{"es", "ES", "España"},
		{"tlh", "ES", "Spain"}, // a language for which nobody has collected the names
		{"en", "ZZ", ""},       // the mark for no country
		{"en", "", ""},
		{"en", "Spain", ""},
	} {
		words := &Words{Tag: language.Make(test.lang)}
		if got := words.Country(test.code); got != test.want {
			t.Errorf("Country(%q) in %s: got %q, want %q", test.code, test.lang, got, test.want)
		}
	}
}
