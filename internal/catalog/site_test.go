package catalog

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"waybill/internal/diag"
	"waybill/internal/timeline"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares got with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: run the test with -update", err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and look at the change\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}

// small returns the least that is a site: the three top pages, the nineteen
// statuses, one carrier, one help page and two news entries.
func small() fstest.MapFS {
	site := fstest.MapFS{}
	add := func(name, text string) { site["en/"+name] = &fstest.MapFile{Data: []byte(text)} }
	page := func(title, more, body string) string {
		return "---\ntitle: " + title + "\ndescription: About " + title + ".\nupdated: 2026-11-22\n" + more + "---\n\n" + body + "\n"
	}
	add("index.md", page("Home", "site:\n  name: Waybill\n  tagline: Parcels explained\n  operator: Somebody\n", "Hello."))
	add("about.md", page("About", "", "About us."))
	add("privacy.md", page("Privacy", "", "Nothing is kept."))
	for _, s := range timeline.Statuses() {
		name := strings.ReplaceAll(string(s), "_", " ")
		add("statuses/"+s.Slug()+".md", page(name, "name: "+name+"\nshort: It is "+name+".\nact: Wait.\n", "What it means."))
	}
	add("carriers/acme.md", page("Acme", `name: Acme
country: DE
kind: courier
website: https://www.acme.example/
tracking: https://www.acme.example/track?n={number}
sources:
  - {id: site, title: Acme, url: "https://www.acme.example/help", checked: 2026-11-22}
formats:
  - {id: acme-12, pattern: AC + 12 digits (serial number), example: AC123456789012, confidence: shape, source: site}
`, "Acme brings parcels.\n\n## Not moving\n\nWait.\n\n:::section formats"))
	add("help/stuck.md", page("Stuck", "order: 1\n", "Wait.\n\n## How long\n\nA week."))
	add("news/first.md", page("First", "", "We are open."))
	add("news/second.md", strings.Replace(page("Second", "", "More."), "2026-11-22", "2026-11-23", 1))
	return site
}

// load loads a test's site.
func load(t *testing.T, fsys fs.FS) (*Catalog, diag.Problems) {
	t.Helper()
	return Load(context.Background(), fsys, Options{Label: "content"})
}

// printed is problems as a person reads them.
func printed(t *testing.T, ps diag.Problems) string {
	t.Helper()
	var b strings.Builder
	if err := ps.Print(&b, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
