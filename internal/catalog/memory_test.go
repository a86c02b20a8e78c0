package catalog

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// treeOf copies the built-in content, whose files were last written at the given time.
func treeOf(t *testing.T, written time.Time) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	for _, folder := range []string{".", "carriers", "statuses", "help", "news"} {
		entries, err := os.ReadDir("../../content/en/" + folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.IsDir() {
				continue
			}
			name := strings.TrimPrefix(folder+"/"+e.Name(), "./")
			text, err := os.ReadFile("../../content/en/" + name)
			if err != nil {
				t.Fatal(err)
			}
			tree["en/"+name] = &fstest.MapFile{Data: text, ModTime: written}
		}
	}
	return tree
}

// bare returns a catalogue without what differs from one call to the next.
func bare(c *Catalog) *Catalog {
	for _, p := range c.All() {
		p.body = body{}
	}
	return &Catalog{Lang: c.Lang, Site: c.Site, Home: c.Home, About: c.About, Privacy: c.Privacy, Carriers: c.Carriers,
		Statuses: c.Statuses, Help: c.Help, News: c.News, Table: c.Table, drafts: c.drafts, unread: c.unread}
}

func TestMemory(t *testing.T) {
	then := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	edit := func(name, old, replacement string) func(fstest.MapFS, time.Time) {
		return func(tree fstest.MapFS, at time.Time) {
			text := string(tree[name].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", name, old)
			}
			tree[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, replacement, 1)), ModTime: at}
		}
	}
	tests := []struct {
		name   string
		change func(tree fstest.MapFS, at time.Time)
		after  time.Duration // of the first call; the change comes at the same time
	}{
		{"nothing", func(fstest.MapFS, time.Time) {}, time.Hour},
		{"a name", edit("en/carriers/cainiao.md", "name: Cainiao", "name: Cainiou"), time.Hour},
		{"a name of the same length, within the clock's tick", edit("en/carriers/cainiao.md", "name: Cainiao", "name: Cainiou"), 0},
		{"a format", edit("en/carriers/cainiao.md", "example: LP", "example: LX"), time.Hour},
		{"the id of another's format", edit("en/carriers/cainiao.md", "id: cainiao-lp14", "id: ups-1z"), time.Hour},
		{"a mistake", edit("en/carriers/ups.md", "kind: courier", "kind: curier"), time.Hour},
		{"a draft", edit("en/help/stuck.md", "---\n", "---\ndraft: true\n"), time.Hour},
		{"a page that a status names", func(tree fstest.MapFS, _ time.Time) { delete(tree, "en/help/stuck.md") }, time.Hour},
		{"a new page", func(tree fstest.MapFS, at time.Time) {
			tree["en/news/new.md"] = &fstest.MapFile{Data: tree["en/news/ask-the-glossary.md"].Data, ModTime: at}
		}, time.Hour},
		{"a carrier that news are about goes", edit("en/news/words-of-each-carrier.md", "about: [cainiao,", "about: [cainiaoo,"), time.Hour},
		{"the carrier itself goes", func(tree fstest.MapFS, _ time.Time) { delete(tree, "en/carriers/gls.md") }, time.Hour},
		{"a phrase with two meanings", edit("en/statuses/delivered.md", "phrases:\n", "phrases:\n  - held at customs\n  - out for delivery\n"), time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := treeOf(t, then)
			first := Memory{}
			if _, problems := Load(t.Context(), tree, Options{Memory: &first, Now: then}); problems.Err() != nil {
				t.Fatal(problems)
			}
			var file bytes.Buffer
			if err := first.Encode(&file); err != nil {
				t.Fatal(err)
			}
			var memory Memory
			if err := memory.Decode(&file); err != nil {
				t.Fatal(err)
			}
			tt.change(tree, then.Add(tt.after))
			live := func(slug string) string { return "live-" + slug }
			want, problems := Load(t.Context(), tree, Options{Live: live})
			for range 2 { // what the second call finds was filled in by the first
				got, again := Load(t.Context(), tree, Options{Memory: &memory, Now: then.Add(tt.after), Live: live})
				if !reflect.DeepEqual(again, problems) {
					t.Errorf("the problems are\n%v\nwithout a memory they are\n%v", again, problems)
				}
				if got, want := bare(got), bare(want); !reflect.DeepEqual(got, want) {
					t.Error("the catalogue is another one than without a memory")
				}
			}
		})
	}
}

// A file that is as old and as long as it was is not read: only then is a memory worth
// its while.
func TestMemoryReadsNothingAgain(t *testing.T) {
	then := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	tree := treeOf(t, then)
	var memory Memory
	Load(t.Context(), tree, Options{Memory: &memory, Now: then.Add(time.Hour)})
	for name, f := range tree {
		tree[name] = &fstest.MapFile{Data: bytes.Repeat([]byte("x"), len(f.Data)), ModTime: f.ModTime}
	}
	if _, problems := Load(t.Context(), tree, Options{Memory: &memory, Now: then.Add(2 * time.Hour)}); len(problems) > 0 {
		t.Errorf("files were read: %v", problems[0])
	}
}

func TestMemoryDecodeRefusesRubbish(t *testing.T) {
	memory := Memory{langs: map[string]*remembered{"en": {files: map[string]known{"en/index.md": {}}}}}
	if err := memory.Decode(strings.NewReader("rubbish")); err == nil {
		t.Error("rubbish was read without an error")
	}
}
