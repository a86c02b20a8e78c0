package catalog

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waybill/content"
	"waybill/internal/timeline"
)

// inSpanish is a whole site in English with a page or two in Spanish.
func inSpanish(t *testing.T) fstest.MapFS {
	t.Helper()
	site := treeOf(t, time.Time{})
	put := func(name, front, body string) {
		site["es/"+name] = &fstest.MapFile{Data: []byte("---\ntitle: Título\ndescription: Qué es.\nupdated: 2026-11-23\n" + front + "---\n\n" + body + "\n")}
	}
	put("statuses/delivered.md", "name: Entregado\nshort: Ya está.\nact: Nada.\n", "Está.")
	put("help/stuck.md", "draft: true\n", "Aún no.")
	return site
}

func TestFallback(t *testing.T) {
	all, problems := LoadAll(t.Context(), inSpanish(t), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(all) != 2 || all[0].Lang != "en" || all[1].Lang != "es" {
		t.Fatalf("the languages are %d", len(all))
	}
	en, es := all[0], all[1]
	if len(en.All()) != len(es.All()) {
		t.Errorf("there are %d pages in English and %d in Spanish", len(en.All()), len(es.All()))
	}
	status := es.Status(timeline.Delivered)
	if status.Name != "Entregado" || status.Lang != "es" || len(status.Phrases) == 0 || status.Help != en.Status(timeline.Delivered).Help {
		t.Errorf("a status does not inherit what holds in all languages: %+v", status)
	}
	for _, p := range es.Help {
		if p.Slug == "stuck" && p.Lang != "en" {
			t.Error("for a draft, the page in English does not stand in")
		}
	}
	if es.Own("/help/stuck/") || !es.Own("/statuses/delivered/") || !es.Own("/help/") || es.Written() != 1 {
		t.Errorf("which pages are its own is wrong; written are %d", es.Written())
	}
	if got := es.Carrier("s10").Issuers; got[0].Country == en.Carrier("s10").Issuers[0].Country && got[1].Country == en.Carrier("s10").Issuers[1].Country {
		t.Errorf("countries are named in English: %s, %s", got[0].Country, got[1].Country)
	}
	if es.Say.Page.Track != "Seguir" {
		t.Errorf("the interface says %q", es.Say.Page.Track)
	}
	// Links to a heading of a page that is now in another language lead to the page.
	for _, p := range es.All() {
		if _, problems := es.Render(p, ""); problems.Err() != nil {
			t.Errorf("%s in Spanish: %v", p.File, problems)
		}
	}
}

// What counts must be the same in all languages: the days of a silence, of a time limit
// and of a closure, and the shapes that carriers share.
func TestTranslationsStateTheSame(t *testing.T) {
	all, problems := LoadAll(t.Context(), content.FS, Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(all) < 2 {
		t.Fatal("there is one language only")
	}
	en := all[0]
	for _, c := range all[1:] {
		for _, s := range c.Statuses {
			a, b := en.Status(s.Status).Silence, s.Silence
			if (a == nil) != (b == nil) || a != nil && (a.Days != b.Days || a.Act != b.Act || a.Source != b.Source) {
				t.Errorf("%s: its silence is another one than in English", s.File)
			}
		}
		for i, p := range c.Help {
			q := en.Help[i]
			if p.Slug != q.Slug {
				t.Fatalf("%s stands where %s does in English", p.File, q.File)
			}
			if len(p.Deadlines) != len(q.Deadlines) || len(p.Closures) != len(q.Closures) || len(p.Shared) != len(q.Shared) || len(p.Sources) != len(q.Sources) {
				t.Errorf("%s states more or less than in English", p.File)
				continue
			}
			for k := range p.Deadlines {
				a, b := q.Deadlines[k], p.Deadlines[k]
				if a.ID != b.ID || a.Opens.N != b.Opens.N || a.Closes.N != b.Closes.N || a.Closes.Unit != b.Closes.Unit || a.Who != b.Who || strings.Join(a.Countries, " ") != strings.Join(b.Countries, " ") {
					t.Errorf("%s: the time limit %s is another one than in English", p.File, b.ID)
				}
			}
			for k := range p.Closures {
				a, b := q.Closures[k], p.Closures[k]
				if a.On != b.On || a.From != b.From || a.To != b.To || a.Easter != b.Easter || strings.Join(a.Countries, " ") != strings.Join(b.Countries, " ") {
					t.Errorf("%s: %s is on another day than in English", p.File, b.Name)
				}
			}
			for k := range p.Shared {
				if strings.Join(q.Shared[k].Formats, " ") != strings.Join(p.Shared[k].Formats, " ") {
					t.Errorf("%s: %s are other formats than in English", p.File, p.Shared[k].Shape)
				}
			}
		}
	}
}

// Every part of a number that a profile names has a name in each language.
func TestPartsAreNamed(t *testing.T) {
	all, _ := LoadAll(t.Context(), content.FS, Options{})
	for _, c := range all[1:] {
		for _, carrier := range c.Carriers {
			for i := range carrier.Formats {
				rest := carrier.Formats[i].Pattern
				for {
					_, after, found := strings.Cut(rest, " (")
					if !found {
						break
					}
					var name string
					name, rest, _ = strings.Cut(after, ")")
					if c.Say.Parts[name] == "" {
						t.Errorf("%s: the part %q of %s has no name in %q", carrier.File, name, carrier.Formats[i].ID, c.Lang)
					}
				}
			}
		}
	}
}
