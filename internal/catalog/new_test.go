package catalog

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// A new page has nothing wrong with it but what a person must fill in, and once
// that is filled in, nothing at all.
func TestNew(t *testing.T) {
	fill := []struct{ blank, text string }{
		{"two letters of ISO", "FR"},
		{"post, courier", "courier"},
		{"https://", "https://www.la-poste.example/"},
		{"AB + 10 digits", "LPX + 10 digits (serial number)"},
		{"AB0123456789", "LPX0123456789"},
		{"verified, shape", "shape"},
		{"", "Some words"},
	}
	blanks := regexp.MustCompile(`\[\[[^]]*\]\]`)
	for _, kind := range []string{"carrier", "help", "news"} {
		t.Run(kind, func(t *testing.T) {
			path, content, err := New(kind, "la-poste", "2026-11-22")
			if err != nil {
				t.Fatal(err)
			}
			site := small()
			site["en/"+path] = &fstest.MapFile{Data: content}
			problems := everything(t, site)
			if problems.Err() == nil {
				t.Error("nothing is to be filled in")
			}
			for _, p := range problems {
				if !strings.HasPrefix(p.ID, "blank/") {
					t.Errorf("besides what is to be filled in: %v", p)
				}
			}
			_, text, _ := strings.Cut(string(content), "\n---\n")
			left := 0
			for _, line := range strings.Split(string(content), "\n") {
				if !strings.HasPrefix(line, "#") {
					left += strings.Count(line, "[[")
				}
			}
			if len(problems) != left || !strings.Contains(text, "[[") {
				t.Errorf("%d problems for %d blanks:\n%s", len(problems), left, printed(t, problems))
			}
			filled := blanks.ReplaceAllStringFunc(string(content), func(blank string) string {
				for _, f := range fill {
					if strings.HasPrefix(blank, "[["+f.blank) {
						return f.text
					}
				}
				return blank
			})
			site["en/"+path] = &fstest.MapFile{Data: []byte(filled)}
			if problems := everything(t, site); len(problems) > 0 {
				t.Errorf("filled in:\n%s", printed(t, problems))
			}
			if strings.Contains(string(content), "@") || kind == "carrier" && !strings.Contains(string(content), "name: La Poste\n") {
				t.Errorf("slug, name or day were not put in:\n%s", content)
			}
		})
	}
}

// What the skeleton shows as examples is right too.
func TestNewExamples(t *testing.T) {
	_, content, err := New("carrier", "acme-two", "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	for _, key := range []string{"aliases", "legal", "tracking", "needs", "adapter", "meanings", "services", "silences", "wordings", "partners", "contacts"} {
		if !strings.Contains(text, "\n# "+key+":") {
			t.Errorf("the skeleton does not show %s", key)
		}
		text = strings.Replace(text, "\n# "+key+":", "\n"+key+":", 1)
	}
	text = strings.ReplaceAll(text, "\n#   - {", "\n  - {")
	site := small()
	site["en/carriers/acme-two.md"] = &fstest.MapFile{Data: []byte(text)}
	c, problems := load(t, site)
	for _, p := range problems {
		if !strings.HasPrefix(p.ID, "blank/") {
			t.Errorf("an example is wrong: %s", printed(t, problems))
			break
		}
	}
	two := c.Carrier("acme-two")
	if len(two.Services) != 1 || len(two.Silences) != 1 || len(two.Wordings) != 1 || len(two.Partners) != 1 || len(two.Contacts) != 1 {
		t.Errorf("the examples did not arrive: %+v", two)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, tt := range []struct{ kind, slug, day, want string }{
		{"carier", "x", "2026-11-22", `did you mean "carrier"?`},
		{"page", "x", "2026-11-22", "use carrier, help, news or language"},
		{"carrier", "La Poste", "2026-11-22", "lower-case letters"},
		{"carrier", "../x", "2026-11-22", "lower-case letters"},
		{"carrier", "", "2026-11-22", "lower-case letters"},
		{"carrier", "x", "today", "is not a day"},
	} {
		_, _, err := New(tt.kind, tt.slug, Date(tt.day))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("New(%q, %q, %q): got %v, want %q", tt.kind, tt.slug, tt.day, err, tt.want)
		}
	}
}
