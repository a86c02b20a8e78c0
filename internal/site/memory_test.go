package site

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waybill/internal/diag"
)

// rich is the tiny site with a carrier that has every key.
func rich(t *testing.T) Options {
	t.Helper()
	opts := tiny(t)
	full, err := os.ReadFile("../catalog/testdata/full.md")
	if err != nil {
		t.Fatal(err)
	}
	tree := opts.Content.(fstest.MapFS)
	tree["en/carriers/s10.md"] = &fstest.MapFile{Data: full}
	tree["en/about.md"].Data = append(tree["en/about.md"].Data, "\n## Where we are\n\nSee [the rest](/help/stuck/#wait-a-week) and [Swift](/carriers/swift/#formats).\n"...)
	tree["en/help/stuck.md"].Data = append(tree["en/help/stuck.md"].Data, "\n## Wait a week\n\nThen ask.\n"...)
	return opts
}

// again builds once with the memory of what went before, which goes through a file, and
// once from nothing, and compares the two.
func again(t *testing.T, what string, warm, cold Options) {
	t.Helper()
	got, warmErr := Build(t.Context(), warm)
	want, coldErr := Build(t.Context(), cold)
	var a, b diag.Problems
	errors.As(warmErr, &a)
	errors.As(coldErr, &b)
	if (warmErr == nil) != (coldErr == nil) || warmErr != nil && warmErr.Error() != coldErr.Error() || len(a) != len(b) {
		t.Errorf("%s: %v, and from nothing %v", what, warmErr, coldErr)
	}
	if warmErr != nil {
		return
	}
	if got.Pages != want.Pages || got.Files != want.Files || got.Bytes != want.Bytes || len(got.Warnings) != len(want.Warnings) {
		t.Errorf("%s: reports %d pages, %d files, %d bytes, and from nothing %d, %d, %d", what, got.Pages, got.Files, got.Bytes, want.Pages, want.Files, want.Bytes)
	}
	sameTree(t, what, tree(t, cold.Out), tree(t, warm.Out))
	var file bytes.Buffer
	if err := warm.Memory.Encode(&file); err != nil {
		t.Fatal(err)
	}
	*warm.Memory = Memory{}
	if err := warm.Memory.Decode(&file); err != nil {
		t.Fatal(err)
	}
}

// Whatever word of the content changes, a build that remembers makes the same site as one
// from nothing. Where the word makes a mistake, both say so.
func TestMemoryOfAnyChange(t *testing.T) {
	warm := rich(t)
	original := maps.Clone(warm.Content.(fstest.MapFS))
	warm.Memory = &Memory{}
	cold := warm
	cold.Memory, cold.Out = nil, filepath.Join(t.TempDir(), "public")
	again(t, "at first", warm, cold)

	word := regexp.MustCompile(`[A-Za-z]{4,}`)
	count := 0
	for _, name := range slices.Sorted(maps.Keys(original)) {
		if strings.Contains(name, "statuses/") && !strings.Contains(name, "delivered") {
			continue
		}
		text := original[name].Data
		for i, at := range word.FindAllIndex(text, -1) {
			if i%3 != count%3 && testing.Short() {
				continue
			}
			count++
			changed := slices.Concat(text[:at[0]], []byte("Zz"), text[at[0]+2:])
			clear(warm.Content.(fstest.MapFS))
			maps.Copy(warm.Content.(fstest.MapFS), original)
			warm.Content.(fstest.MapFS)[name] = &fstest.MapFile{Data: changed}
			again(t, name+": "+string(text[at[0]:at[1]]), warm, cold)
		}
	}
	if count < 100 {
		t.Errorf("only %d changes were tried", count)
	}
}

func TestMemoryOfOtherChanges(t *testing.T) {
	warm := rich(t)
	warm.Memory = &Memory{}
	cold := warm
	cold.Memory, cold.Out = nil, filepath.Join(t.TempDir(), "public")
	content, static := warm.Content.(fstest.MapFS), warm.Static.(fstest.MapFS)
	out := func(name string) string { return filepath.Join(warm.Out, name) }
	steps := []struct {
		name   string
		change func()
	}{
		{"at first", func() {}},
		{"nothing", func() {}},
		{"a page comes", func() { content["en/news/third.md"] = content["en/news/first.md"] }},
		{"news about a carrier come", func() {
			text := bytes.Replace(content["en/news/third.md"].Data, []byte("updated:"), []byte("about: [swift]\nupdated:"), 1)
			content["en/news/third.md"] = &fstest.MapFile{Data: text}
		}},
		{"and have another title", func() {
			text := bytes.Replace(content["en/news/third.md"].Data, []byte("title: "), []byte("title: again "), 1)
			content["en/news/third.md"] = &fstest.MapFile{Data: text}
		}},
		{"a help page lists how long parcels wait", func() {
			limit := "deadlines: [{id: collect, what: Collect it, for: [pickup], from: [scanned], closes: {days: 7}, who: recipient, source: faq}]\nname:"
			content["en/carriers/swift.md"] = &fstest.MapFile{Data: bytes.Replace(content["en/carriers/swift.md"].Data, []byte("name:"), []byte(limit), 1)}
			text := "title: Waits\ndescription: How long.\nupdated: 2026-11-20\n"
			content["en/help/waits.md"] = &fstest.MapFile{Data: []byte("---\n" + text + "---\n\nThis long:\n\n:::section collect\n")}
		}},
		{"and a carrier keeps them longer", func() {
			content["en/carriers/swift.md"] = &fstest.MapFile{Data: bytes.Replace(content["en/carriers/swift.md"].Data, []byte("{days: 7}"), []byte("{days: 8}"), 1)}
		}},
		{"a page goes", func() { delete(content, "en/news/third.md") }},
		{"a heading that a page links to goes", func() {
			content["en/help/stuck.md"] = &fstest.MapFile{Data: bytes.Replace(content["en/help/stuck.md"].Data, []byte("Wait a week"), []byte("Wait a month"), 1)}
		}},
		{"and comes back", func() {
			content["en/help/stuck.md"] = &fstest.MapFile{Data: bytes.Replace(content["en/help/stuck.md"].Data, []byte("Wait a month"), []byte("Wait a week"), 1)}
		}},
		{"a style changes", func() {
			static["css/site.css"] = &fstest.MapFile{Data: append(bytes.Clone(static["css/site.css"].Data), "main{color:red}"...)}
		}},
		{"a script changes", func() {
			static["js/waybill.js"] = &fstest.MapFile{Data: append(bytes.Clone(static["js/waybill.js"].Data), "\nlet another;"...)}
		}},
		{"the address changes", func() { warm.BaseURL, cold.BaseURL = "https://other.example/at", "https://other.example/at" }},
		{"a carrier becomes live", func() {
			warm.Live = func(slug string) string { return "adapter-" + slug }
			cold.Live = warm.Live
		}},
		{"somebody edits a page of the site", func() { must(t, os.WriteFile(out("about/index.html"), []byte("edited"), 0o644)) }},
		{"somebody removes one", func() { must(t, os.Remove(out("help/stuck/index.html"))) }},
		{"somebody adds one", func() { must(t, os.WriteFile(out("help/own.html"), []byte("own"), 0o644)) }},
		{"the folder goes", func() { must(t, os.RemoveAll(warm.Out)) }},
	}
	for _, step := range steps {
		step.change()
		again(t, step.name, warm, cold)
	}
	before := tree(t, warm.Out)
	content["en/help/stuck.md"] = &fstest.MapFile{Data: []byte("no front matter")}
	if _, err := Build(t.Context(), warm); err == nil {
		t.Fatal("a mistake was built")
	}
	sameTree(t, "after a build that failed", before, tree(t, warm.Out))
}

// A change of the text of one page writes that page, and what is made in every build.
func TestMemoryWritesWhatChanged(t *testing.T) {
	opts := rich(t)
	opts.Memory = &Memory{}
	build(t, opts)
	times := map[string]time.Time{}
	for name := range tree(t, opts.Out) {
		info, err := os.Stat(filepath.Join(opts.Out, name))
		must(t, err)
		times[name] = info.ModTime()
	}
	content := opts.Content.(fstest.MapFS)
	content["en/carriers/swift.md"] = &fstest.MapFile{Data: append(content["en/carriers/swift.md"].Data, "And cheap.\n"...)}
	build(t, opts)
	var written []string
	for name, at := range times {
		info, err := os.Stat(filepath.Join(opts.Out, name))
		must(t, err)
		if !info.ModTime().Equal(at) {
			written = append(written, name)
		}
	}
	slices.Sort(written)
	if want := []string{"_headers", "carriers/swift/card.png", "carriers/swift/index.html", "feed.atom", "feed.json", "feed.rss", "robots.txt"}; !slices.Equal(written, want) {
		t.Errorf("written were %q, want %q", written, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
