package site

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"waybill/internal/timeline"
	"waybill/static"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got, -update writes it anew):\n%s", file, diff)
	}
}

// tinyContent returns the least content that a site can have: the fixed pages,
// the glossary, one carrier, one help page and two news.
func tinyContent() fstest.MapFS {
	files := fstest.MapFS{}
	add := func(name, front, body string) {
		text := "---\ntitle: " + name + "\ndescription: About " + name + ".\n" + front + "---\n\n" + body + "\n"
		files["en/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	const day = "updated: 2026-11-20\n"
	add("index", day+"site: {name: Tiny, tagline: A small site, operator: Somebody, contact: 'mailto:a@tiny.example'}\n", "Hello.")
	add("about", day, "We are small.")
	add("privacy", day, "Nothing is stored.")
	add("help/stuck", "updated: 2026-11-21\n", "Wait, then ask.")
	add("news/first", day, "It begins, with [help](/help/stuck/).")
	add("news/second", "updated: 2026-11-22\n", "It goes on: 1 < 2.")
	add("carriers/swift", day+"name: Swift\ncountry: FR\nkind: courier\nwebsite: https://swift.example/\n"+
		"formats: [{id: swift-9, pattern: SW + 9 digits, example: SW123456789, confidence: shape, source: faq}]\n"+
		"sources: [{id: faq, title: FAQ, url: 'https://swift.example/faq', checked: 2026-11-20}]\n", "Fast.")
	for _, s := range timeline.Statuses() {
		slug := strings.ReplaceAll(string(s), "_", "-")
		add("statuses/"+slug, day+"name: "+slug+"\nshort: It is "+slug+".\nact: Wait.\n", "More about it.")
	}
	return files
}

// tinyStatic is the real static folder with a stand-in for what make compiles,
// so that tests need no make. Only the compiled module is large.
func tinyStatic(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(static.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(name, "gen/") {
			return err
		}
		data, err := fs.ReadFile(static.FS, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files["gen/waybill.wasm"] = &fstest.MapFile{Data: []byte("\x00asm" + strings.Repeat("module", 500))}
	files["gen/parcels.wasm"] = &fstest.MapFile{Data: []byte("\x00asm" + strings.Repeat("parcels", 500))}
	files["gen/wasm_exec.js"] = &fstest.MapFile{Data: []byte("globalThis.Go = class {};\n")}
	return files
}

// tiny returns the options for a build of the tiny site.
func tiny(t *testing.T) Options {
	t.Helper()
	return Options{
		Content: tinyContent(),
		Static:  tinyStatic(t),
		Label:   "content",
		Out:     filepath.Join(t.TempDir(), "public"),
		BaseURL: "https://tiny.example",
	}
}

// build builds and fails the test when that does not work.
func build(t *testing.T, opts Options) Report {
	t.Helper()
	report, err := Build(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// tree reads every file of a built site.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameTree fails when two sites differ, and says in which files.
func sameTree(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s: %s is missing", what, name)
		} else if got[name] != want[name] {
			t.Errorf("%s: %s differs", what, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s is new", what, name)
		}
	}
}

// alone fails when a build left anything beside its output folder.
func alone(t *testing.T, out string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(out) {
			t.Errorf("%s is left beside the output folder", e.Name())
		}
	}
}
