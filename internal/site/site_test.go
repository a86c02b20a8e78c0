package site

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/mmcdole/gofeed"

	"waybill/internal/catalog"
	"waybill/internal/diag"
	"waybill/internal/site/headers"
	"waybill/internal/site/serve"
)

func TestTinySite(t *testing.T) {
	opts := tiny(t)
	report := build(t, opts)
	files := tree(t, opts.Out)
	if report.Files != len(files) {
		t.Errorf("report says %d files, there are %d", report.Files, len(files))
	}
	var size int64
	pages := 0
	for name, text := range files {
		size += int64(len(text))
		if filepath.Ext(name) == ".html" && !strings.HasPrefix(name, "assets/") {
			pages++
		}
	}
	if report.Bytes != size || report.Pages != pages {
		t.Errorf("report says %d bytes in %d pages, there are %d in %d", report.Bytes, report.Pages, size, pages)
	}
	for _, name := range []string{
		"index.html", "404.html", "about/index.html", "privacy/index.html", "help/index.html", "help/stuck/index.html",
		"news/index.html", "news/first/index.html", "carriers/index.html", "carriers/swift/index.html",
		"statuses/index.html", "statuses/customs-in-progress/index.html",
		"data/carriers.json", "data/carriers/swift.json", "data/statuses.json",
	} {
		if files[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for _, name := range []string{"sitemap.xml", "robots.txt", "feed.atom", "feed.rss", "feed.json"} {
		golden(t, name, hideHashes(files[name]))
	}
	golden(t, "_headers", hideHashes(files["_headers"]))
	alone(t, opts.Out)
}

func TestFeedsOfTheSite(t *testing.T) {
	opts := tiny(t)
	opts.BaseURL = ""
	build(t, opts)
	for _, name := range []string{"feed.atom", "feed.rss", "feed.json"} {
		f, err := os.Open(filepath.Join(opts.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := gofeed.NewParser().Parse(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Items) != 2 || got.Items[0].Title != "news/second" {
			t.Fatalf("%s: %v", name, got.Items)
		}
		if got.Items[1].GUID != "http://localhost:8080/news/first/" {
			t.Errorf("%s: identity %s", name, got.Items[1].GUID)
		}
		if want := `<a href="http://localhost:8080/help/stuck/">`; !strings.Contains(got.Items[1].Content, want) {
			t.Errorf("%s: %s is missing in %s", name, want, got.Items[1].Content)
		}
	}
}

func TestFeedOfACarrier(t *testing.T) {
	opts := tiny(t)
	content := opts.Content.(fstest.MapFS)
	content["en/news/first.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(content["en/news/first.md"].Data), "updated:", "about: [swift]\nupdated:", 1))}
	build(t, opts)
	files := tree(t, opts.Out)
	got, err := gofeed.NewParser().ParseString(files["carriers/swift/feed.atom"])
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Items) != 1 || got.Items[0].Link != "https://tiny.example/news/first/" || got.FeedLink != "https://tiny.example/carriers/swift/feed.atom" {
		t.Errorf("the feed is %v", got)
	}
	for _, want := range []string{`href="/carriers/swift/feed.atom"`, `href="/news/first/"`} {
		if !strings.Contains(files["carriers/swift/index.html"], want) {
			t.Errorf("the carrier's page has no %s", want)
		}
	}

	content["en/news/first.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(content["en/news/first.md"].Data), "about: [swift]", "about: [swifft]", 1))}
	_, err = Build(t.Context(), opts)
	var problems diag.Problems
	if !errors.As(err, &problems) || len(problems) != 1 || !strings.Contains(problems[0].Hint, `did you mean "swift"?`) || problems[0].Line != 4 {
		t.Errorf("news about a carrier that is not there: %v", err)
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	opts := tiny(t)
	opts.Compress, opts.Jobs, opts.quality = true, 1, 5
	build(t, opts)
	first := tree(t, opts.Out)
	checkCompressed(t, opts.Out, first)

	opts.CacheDir = t.TempDir()
	for _, again := range []struct {
		name string
		jobs int
	}{{"eight at a time", 8}, {"from the cache", 3}} {
		opts.Jobs = again.jobs
		build(t, opts)
		sameTree(t, again.name, first, tree(t, opts.Out))
	}

	opts.Compress = false
	build(t, opts)
	plain := map[string]string{}
	for name, text := range first {
		if ext := filepath.Ext(name); ext != ".br" && ext != ".gz" {
			plain[name] = text
		}
	}
	sameTree(t, "not compressed", plain, tree(t, opts.Out))
}

// checkCompressed looks at a site that was built with Compress.
func checkCompressed(t *testing.T, out string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		switch ext := filepath.Ext(name); ext {
		case ".br", ".gz":
			plain := strings.TrimSuffix(name, ext)
			if len(text) >= len(files[plain]) {
				t.Errorf("%s has %d bytes, %s has %d", name, len(text), plain, len(files[plain]))
			}
		case ".html", ".wasm":
			if files[name+".br"] == "" || files[name+".gz"] == "" {
				t.Errorf("%s has no compressed twins", name)
			}
		}
	}
	if files["_headers.br"] != "" {
		t.Error("_headers is for the host, not for readers")
	}
	r := get(serve.Handler(out, ""), "/carriers/swift/")
	if r.StatusCode != 200 || r.Header.Get("Content-Encoding") != "br" || !strings.Contains(r.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("served: %d %v", r.StatusCode, r.Header)
	}
}

func TestFailureLeavesTheOldSite(t *testing.T) {
	opts := tiny(t)
	build(t, opts)
	if err := os.WriteFile(filepath.Join(opts.Out, ".gitignore"), []byte("*"), 0o644); err != nil {
		t.Fatal(err)
	}
	old := tree(t, opts.Out)

	tests := map[string]struct {
		breakIt func(*Options)
		want    string
	}{
		"front matter": {func(o *Options) {
			o.Content.(fstest.MapFS)["en/about.md"].Data = []byte("---\ntitle: About\ndescripton: typo\nupdated: 2026-11-20\n---\nx\n")
		}, "descripton"},
		"an empty language": {func(o *Options) {
			o.Content = fstest.MapFS{"en": {Mode: fs.ModeDir | 0o755}}
		}, "tree/missing-page"},
		"a text": {func(o *Options) {
			page := o.Content.(fstest.MapFS)["en/help/stuck.md"]
			page.Data = append(page.Data, "\nSee [nothing](/help/nothing/).\n"...)
		}, "/help/nothing/"},
		"no module": {func(o *Options) { delete(o.Static.(fstest.MapFS), "gen/waybill.wasm") }, "run `make build`"},
		"no script": {func(o *Options) { delete(o.Static.(fstest.MapFS), "js/waybill.js") }, "js/waybill.js"},
		"no style":  {func(o *Options) { delete(o.Static.(fstest.MapFS), "css/site.css") }, "css/site.css"},
		"a broken script": {func(o *Options) {
			o.Static.(fstest.MapFS)["js/waybill.js"].Data = []byte("let = = 1")
		}, "js/waybill.js"},
		"a base URL without scheme": {func(o *Options) { o.BaseURL = "example.org" }, "write it in full"},
		"a cache that is a file": {func(o *Options) {
			o.Compress, o.quality, o.CacheDir = true, 1, filepath.Join(opts.Out, "index.html")
		}, "keep a compressed file"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			broken := tiny(t)
			broken.Out = opts.Out
			tt.breakIt(&broken)
			_, err := Build(t.Context(), broken)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one with %q", err, tt.want)
			}
			sameTree(t, "after the failure", old, tree(t, opts.Out))
			alone(t, opts.Out)
		})
	}

	t.Run("repaired", func(t *testing.T) {
		build(t, opts)
		sameTree(t, "after a good build", old, tree(t, opts.Out))
	})
}

func TestPanicLeavesTheOldSite(t *testing.T) {
	opts := tiny(t)
	build(t, opts)
	old := tree(t, opts.Out)
	opts.Progress = func(phase string, _, _ int) {
		if phase == "writing" {
			panic("as a fault in a page would")
		}
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, err := Build(t.Context(), opts)
		t.Errorf("Build returned %v", err)
	}()
	sameTree(t, "after the panic", old, tree(t, opts.Out))
	alone(t, opts.Out)
}

func TestAllMistakesInOneRun(t *testing.T) {
	opts := tiny(t)
	files := opts.Content.(fstest.MapFS)
	for _, name := range []string{"en/help/stuck.md", "en/news/first.md"} {
		files[name].Data = append(files[name].Data, "\nSee [nothing](/nowhere/).\n"...)
	}
	mistakes := func(t *testing.T) []string {
		t.Helper()
		_, err := Build(t.Context(), opts)
		var problems diag.Problems
		if !errors.As(err, &problems) {
			t.Fatalf("got %v, want problems", err)
		}
		var names []string
		for _, p := range problems {
			if p.Line == 0 || p.Excerpt == "" {
				t.Errorf("%v has no line", p)
			}
			names = append(names, p.File)
		}
		return names
	}
	if got, want := mistakes(t), []string{"content/en/help/stuck.md", "content/en/news/first.md"}; !slices.Equal(got, want) {
		t.Errorf("mistakes in %v, want %v", got, want)
	}
	// A fault in the front matter does not hide those in the texts.
	files["en/about.md"].Data = []byte("---\ntitle: About\ndescription: A.\nupdated: 2026-11-20\ncolour: red\n---\nx\n")
	if got, want := mistakes(t), []string{"content/en/about.md", "content/en/help/stuck.md", "content/en/news/first.md"}; !slices.Equal(got, want) {
		t.Errorf("mistakes in %v, want %v", got, want)
	}
}

func TestCancel(t *testing.T) {
	opts := tiny(t)
	build(t, opts)
	old := tree(t, opts.Out)
	for _, phase := range []string{"reading", "writing"} {
		t.Run(phase, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			opts.Content = tinyContent()
			opts.Progress = func(name string, done, total int) {
				if name == phase && done == total/2 {
					cancel()
				}
			}
			if _, err := Build(ctx, opts); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			sameTree(t, "after cancelling", old, tree(t, opts.Out))
			alone(t, opts.Out)
		})
	}
}

func TestProgress(t *testing.T) {
	opts := tiny(t)
	opts.Jobs = 4
	last, steps, phases := -1, 0, []string(nil)
	opts.Progress = func(phase string, done, total int) { // the race detector sees that calls do not overlap
		if len(phases) == 0 || phases[len(phases)-1] != phase {
			phases, last = append(phases, phase), -1
		}
		if done != last+1 || total > 0 && done > total {
			t.Errorf("%s: %d of %d after %d", phase, done, total, last)
		}
		last, steps = done, total
	}
	build(t, opts)
	if want := []string{"reading", "writing"}; !slices.Equal(phases, want) || last != steps || steps == 0 {
		t.Errorf("phases %v, last step %d of %d", phases, last, steps)
	}
}

// TestHeadersSayEachThingOnce keeps a promise of the _headers file: hosts join
// what two rules say of one header.
func TestHeadersSayEachThingOnce(t *testing.T) {
	opts := tiny(t)
	opts.BaseURL = "https://tiny.example/shop"
	build(t, opts)
	files := tree(t, opts.Out)
	file, err := headers.Parse(files["_headers"])
	if err != nil {
		t.Fatal(err)
	}
	for name := range files {
		if name == "_headers" {
			continue
		}
		address := "/shop/" + strings.TrimSuffix(name, "index.html")
		seen := map[string]bool{}
		for _, rule := range file {
			if !rule.Matches(address) {
				continue
			}
			for _, field := range rule.Fields {
				if seen[field.Name] {
					t.Errorf("%s: %s is set twice", address, field.Name)
				}
				seen[field.Name] = true
			}
		}
		for _, must := range []string{"Content-Security-Policy", "Cache-Control", "X-Content-Type-Options", "Referrer-Policy"} {
			if !seen[must] {
				t.Errorf("%s: %s is not set", address, must)
			}
		}
	}
}

func TestAddress(t *testing.T) {
	tests := []struct {
		base, proxy string
		want        address
		err         string
	}{
		{"", "", address{"", localURL, "", ""}, ""},
		{"https://example.org", "", address{"https://example.org", "https://example.org", "", ""}, ""},
		{"https://example.org/a/b/", "https://api.example.org/", address{"https://example.org/a/b", "https://example.org/a/b", "/a/b", "https://api.example.org"}, ""},
		{"example.org", "", address{}, `base URL "example.org": write it in full, as in https://example.org`},
		{"ftp://example.org", "", address{}, "write it in full"},
		{"https:///path", "", address{}, "write it in full"},
		{"https://example.org/?a=b", "", address{}, "only scheme, host and path"},
		{"https://me@example.org", "", address{}, "only scheme, host and path"},
		{"", "https://a;script-src", address{}, "proxy URL"},
		{"", "/api", address{}, "proxy URL"},
		{"https://example.org//x", "", address{}, `base URL "https://example.org//x": its path must be written without double slashes`},
		{"https://example.org//", "", address{}, "without double slashes"},
		{"https://example.org/a//", "", address{}, "without double slashes"},
		{"https://example.org/a/../b", "", address{}, "without double slashes"},
		{"https://example.org/a/%2e%2e/b", "", address{}, "without double slashes"},
		{"https://example.org/./a", "", address{}, "without double slashes"},
		{"", "https://api.example.org//x", address{}, "proxy URL"},
		{"https://exa mple.org", "", address{}, "base URL"},
	}
	for _, tt := range tests {
		got, err := parseAddress(tt.base, tt.proxy)
		if tt.err == "" && (err != nil || got != tt.want) {
			t.Errorf("%q, %q: got %+v, %v; want %+v", tt.base, tt.proxy, got, err, tt.want)
		}
		if tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
			t.Errorf("%q, %q: got error %v, want one with %q", tt.base, tt.proxy, err, tt.err)
		}
	}
}

func TestSitemapsAreSplit(t *testing.T) {
	e := &edition{content: new(catalog.Catalog), address: address{absolute: "https://x.example"}}
	var pages []page
	for i := range 5 {
		pages = append(pages, page{in: e, url: "/" + string(rune('a'+i)) + "/", updated: catalog.Date(time.Date(2026, 11, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))})
	}
	pages = append(pages, page{in: e, url: notFound})
	whole, err := sitemaps(pages, 5)
	if err != nil || len(whole) != 1 || strings.Count(string(whole["sitemap.xml"]), "<url>") != 5 {
		t.Errorf("five of five: %s, %v", whole, err)
	}
	split, err := sitemaps(pages, 2)
	if err != nil || len(split) != 4 {
		t.Fatalf("five by two: %d files, %v", len(split), err)
	}
	const last = "<sitemap><loc>https://x.example/sitemap-3.xml</loc><lastmod>2026-11-05</lastmod></sitemap></sitemapindex>"
	if index := string(split["sitemap.xml"]); !strings.Contains(index, last) || strings.Count(index, "<sitemap>") != 3 {
		t.Errorf("index: %s", index)
	}
	if text := string(split["sitemap-3.xml"]); strings.Count(text, "<url>") != 1 || !strings.Contains(text, "https://x.example/e/") {
		t.Errorf("third: %s", text)
	}
}

// TestUnknown wants a profile to say what it could not find out.
func TestUnknown(t *testing.T) {
	content := tinyContent()
	page := func() string {
		opts := tiny(t)
		opts.Content = content
		build(t, opts)
		return tree(t, opts.Out)["carriers/swift/index.html"]
	}
	if want := "No source found for</dt><dd>delivery times, what its lines mean, contacts, last days to act</dd>"; !strings.Contains(page(), want) {
		t.Errorf("the page of a carrier of which only numbers are known does not say %q", want)
	}
	text := string(content["en/carriers/swift.md"].Data)
	content["en/carriers/swift.md"].Data = []byte(strings.Replace(text, "sources:", `contacts: [{scope: Recipients, label: Help, url: 'https://swift.example/help', source: faq}]
services: [{name: Fast, days: {min: 1, max: 1}, source: faq}]
sources:`, 1))
	if want := "No source found for</dt><dd>what its lines mean, last days to act</dd>"; !strings.Contains(page(), want) {
		t.Errorf("with contacts and times it does not say %q", want)
	}
}
