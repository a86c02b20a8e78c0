package catalog

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"waybill/internal/diag"
)

// mistakes are the files of testdata/broken by their names inside a content
// tree: each has one kind of mistake.
func mistakes(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/broken/*/*.md")
	if err != nil || len(files) < 30 {
		t.Fatalf("found %d broken files: %v", len(files), err)
	}
	out := map[string][]byte{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out["en/"+filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file)] = raw
	}
	return out
}

// everything returns the problems of loading and of the texts.
func everything(t *testing.T, fsys fs.FS) diag.Problems {
	t.Helper()
	c, problems := load(t, fsys)
	return append(problems, c.Check()...)
}

func TestBroken(t *testing.T) {
	for name, raw := range mistakes(t) {
		t.Run(strings.TrimPrefix(name, "en/"), func(t *testing.T) {
			site := small()
			site[name] = &fstest.MapFile{Data: raw}
			problems := everything(t, site)
			if problems.Err() == nil {
				t.Error("the mistake was not noticed")
			}
			for _, p := range problems {
				if p.ID == "" || p.Message == "" || p.File != "content/"+name {
					t.Errorf("incomplete or elsewhere: %+v", p)
				}
			}
			golden(t, "broken/"+strings.TrimSuffix(strings.TrimPrefix(name, "en/"), ".md")+".golden", printed(t, problems))
		})
	}
}

// A folder with all the mistakes at once reports each of them, just as it does
// alone.
func TestBrokenTogether(t *testing.T) {
	site := small()
	var want diag.Problems
	for name, raw := range mistakes(t) {
		alone := small()
		alone[name] = &fstest.MapFile{Data: raw}
		want = append(want, everything(t, alone)...)
		site[name] = &fstest.MapFile{Data: raw}
	}
	got := everything(t, site)
	want.Sort()
	got.Sort()
	if len(want) < 90 {
		t.Errorf("only %d problems in all", len(want))
	}
	if a, b := printed(t, got), printed(t, want); a != b {
		t.Errorf("together:\n%s\nalone:\n%s", a, b)
	}
}

func TestTree(t *testing.T) {
	text := small()["en/help/stuck.md"].Data
	tests := []struct {
		name   string
		change func(fstest.MapFS)
		want   string
	}{
		{"folder", func(s fstest.MapFS) { s["en/carrier/x.md"] = &fstest.MapFile{Data: text} },
			"content/en/carrier: unknown folder (tree/unknown-folder)\n    did you mean \"carriers\"?\n"},
		{"deep", func(s fstest.MapFS) { s["en/help/more/x.md"] = &fstest.MapFile{Data: text} },
			"content/en/help/more: unknown folder (tree/unknown-folder)\n    the folders are carriers, statuses, help, news\n"},
		{"top page", func(s fstest.MapFS) { s["en/abuot.md"] = &fstest.MapFile{Data: text} },
			"content/en/abuot.md: unknown page (tree/unknown-page)\n    did you mean \"about.md\"?\n"},
		{"missing page", func(s fstest.MapFS) { delete(s, "en/privacy.md") },
			"content/en/privacy.md: the page is missing (tree/missing-page)\n"},
		{"missing status", func(s fstest.MapFS) { delete(s, "en/statuses/delivered.md") },
			"content/en/statuses/delivered.md: the page is missing (tree/missing-page)\n    every status has its page in the glossary\n"},
		{"unknown status", func(s fstest.MapFS) { s["en/statuses/delivred.md"] = s["en/statuses/delivered.md"] },
			"content/en/statuses/delivred.md: there is no status \"delivred\" (tree/unknown-status)\n    did you mean \"delivered.md\"?\n"},
		{"draft status", func(s fstest.MapFS) {
			old := s["en/statuses/delivered.md"].Data
			s["en/statuses/delivered.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(old), "---\n", "---\ndraft: true\n", 1))}
		}, "content/en/statuses/delivered.md: a page that every site needs is a draft (tree/missing-page)\n    take draft: out\n"},
		{"help that is not there", func(s fstest.MapFS) {
			old := s["en/statuses/delivered.md"].Data
			s["en/statuses/delivered.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(old), "---\n", "---\nhelp: stuk\n", 1))}
		}, "content/en/statuses/delivered.md:2:7: there is no help page \"stuk\" (value/no-help)\n2 | help: stuk\n          ^^^^ did you mean \"stuck\"?\n"},
		{"a page of the builder's own", func(s fstest.MapFS) {
			s["en/carriers/by-kind.md"] = &fstest.MapFile{Data: []byte("---\ntitle: By kind\ndescription: A name that is taken.\nupdated: 2026-11-20\nname: By kind\ncountry: FR\nkind: courier\nwebsite: https://example.org/\n---\n\nText.\n")}
		},
			"content/en/carriers/by-kind.md: /carriers/by-kind/ is a page that the builder makes (tree/slug)\n    give the file another name\n"},
		{"slug", func(s fstest.MapFS) { s["en/help/Not_Found.md"] = &fstest.MapFile{Data: text} },
			"content/en/help/Not_Found.md: the file's name cannot be an address (tree/slug)\n    use lower-case letters, digits and single hyphens\n"},
		{"not markdown", func(s fstest.MapFS) { s["en/help/map.png"] = &fstest.MapFile{Data: text} },
			"content/en/help/map.png: not a Markdown file (tree/not-markdown)\n    content files end in .md; pictures belong into static/\n"},
		{"site", func(s fstest.MapFS) {
			old := string(s["en/index.md"].Data)
			s["en/index.md"] = &fstest.MapFile{Data: []byte(strings.Replace(old, "  operator: Somebody\n", "", 1))}
		}, "content/en/index.md:5:1: key \"operator\" is missing (frontmatter/missing-key)\n5 | site:\n    ^^^^\n"},
		{"phrase", func(s fstest.MapFS) {
			old := string(s["en/statuses/delivered.md"].Data)
			s["en/statuses/delivered.md"] = &fstest.MapFile{Data: []byte(strings.Replace(old, "act: Wait.\n", "act: Wait.\nphrases: [Zugestellt]\n", 1))}
		}, "content/en/statuses/delivered.md:8:11: phrases are written in lower case (value/case)\n8 | phrases: [Zugestellt]\n              ^^^^^^^^^^ write \"zugestellt\"\n"},
		{"hidden files", func(s fstest.MapFS) {
			s["en/.DS_Store"] = &fstest.MapFile{Data: []byte{0}}
			s["en/.git/x.md"] = &fstest.MapFile{Data: text}
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := small()
			tt.change(site)
			if got := printed(t, everything(t, site)); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
	t.Run("no language", func(t *testing.T) {
		_, problems := Load(context.Background(), small(), Options{Lang: "eo", Label: "content"})
		want := "content/eo: there is no such folder (tree/no-language)\n    the content of a language stands in a folder of its own\n"
		if got := printed(t, problems); got != want {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, problems := Load(ctx, small(), Options{})
		if !strings.Contains(printed(t, problems), "en: reading was given up: context canceled (tree/cancelled)") {
			t.Errorf("got:\n%s", printed(t, problems))
		}
	})
}

// A file that cannot be read is one problem, and not one more for every link
// that leads to it.
func TestLinkToBrokenPage(t *testing.T) {
	site := small()
	site["en/help/stuck.md"] = &fstest.MapFile{Data: []byte("---\ntitle: [\n---\n")}
	site["en/help/x.md"] = &fstest.MapFile{Data: []byte(front + "\nSee [stuck](/help/stuck/#how-long).\n")}
	problems := everything(t, site)
	if len(problems) != 1 || problems[0].File != "content/en/help/stuck.md" {
		t.Errorf("want one problem in stuck.md, got:\n%s", printed(t, problems))
	}
}

func TestDraft(t *testing.T) {
	site := small()
	site["en/help/later.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Later\ndraft: true\nupdated: soon\n---\n\nText.\n")}
	site["en/help/now.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Now\ndescription: Now.\nupdated: 2026-11-22\n---\n\nSee [the next page](/help/later/).\n")}
	c, problems := load(t, site)
	if err := problems.Err(); err != nil {
		t.Errorf("a draft's problems are faults: %v", err)
	}
	if len(problems) != 2 || !problems[0].Warning || !problems[1].Warning {
		t.Errorf("want two warnings, got:\n%s", printed(t, problems))
	}
	if len(c.Help) != 2 {
		t.Errorf("got %d help pages, want 2", len(c.Help))
	}
	want := "content/en/help/now.md:7:21: the page /help/later/ is a draft (link/draft)\n7 | See [the next page](/help/later/).\n                        ^^^^^^^^^^^^ publish it first, or leave the link out\n"
	if got := printed(t, c.Check()); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
