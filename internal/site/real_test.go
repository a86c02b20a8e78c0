package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"image/png"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"waybill/content"
	"waybill/internal/site/compress"
)

// real returns the options for a build of the project's own content.
func real(t *testing.T, base string) Options {
	t.Helper()
	return Options{Content: content.FS, Static: tinyStatic(t), Label: "content", Out: filepath.Join(t.TempDir(), "public"), BaseURL: base}
}

func get(h http.Handler, address string) *http.Response {
	r := httptest.NewRequest("GET", address, nil)
	r.Header.Set("Accept-Encoding", "gzip, br")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

var hashes = []struct {
	in  *regexp.Regexp
	out string
}{
	{regexp.MustCompile(`-[0-9a-f]{8}\.`), "-HASH."},
	{regexp.MustCompile(`'sha256-[^']*'`), "'sha256-HASH'"},
	{regexp.MustCompile(`(?s)<style>.*?</style>`), "<style>STYLE</style>"},
}

// hideHashes takes out of a file what changes whenever a style sheet does.
func hideHashes(text string) string {
	for _, h := range hashes {
		text = h.in.ReplaceAllString(text, h.out)
	}
	return text
}

// TestRealPages compares three whole pages with what they were. A line for each
// tag makes the difference readable.
func TestRealPages(t *testing.T) {
	opts := real(t, "https://waybill.example")
	build(t, opts)
	files := tree(t, opts.Out)
	for name, file := range map[string]string{
		"home.html":                "index.html",
		"cainiao.html":             "carriers/cainiao/index.html",
		"customs-in-progress.html": "statuses/customs-in-progress/index.html",
	} {
		golden(t, name, strings.ReplaceAll(hideHashes(files[file]), "><", ">\n<")+"\n")
	}
}

// TestFirstView holds the longest pages against what fits into the first round trip: a
// page carries its style sheet, so that the page alone is the first view.
func TestFirstView(t *testing.T) {
	const limit = 14 * 1024 // bytes, by brotli
	opts := real(t, "https://waybill.example")
	build(t, opts)
	files := tree(t, opts.Out)
	pages := slices.DeleteFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return path.Ext(name) != ".html" })
	slices.SortFunc(pages, func(a, b string) int { return cmp.Compare(len(files[b]), len(files[a])) })
	for _, name := range pages[:12] {
		packed, err := new(compress.Compressor).Brotli([]byte(files[name]))
		if err != nil {
			t.Fatal(err)
		}
		if len(packed) > limit {
			t.Errorf("%s: %d bytes, limit %d: shorten the page, or split it", name, len(packed), limit)
		}
	}
}

// TestRealSite reads every page of the real site as a browser would.
func TestRealSite(t *testing.T) {
	for name, base := range map[string]string{"at the root": "https://waybill.example", "below a path": "https://waybill.example/track/parcels", "preview": ""} {
		t.Run(name, func(t *testing.T) {
			opts := real(t, base)
			build(t, opts)
			s := &siteCheck{files: tree(t, opts.Out), base: base, ids: map[string]map[string]bool{}}
			if u, err := url.Parse(base); err == nil {
				s.prefix = u.Path
			}
			pages := map[string]*html.Node{}
			for file, text := range s.files {
				if path.Ext(file) != ".html" {
					continue
				}
				doc, err := html.Parse(strings.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				pages[file] = doc
				s.ids[file] = collectIDs(t, file, doc)
			}
			if len(pages) < 30 {
				t.Errorf("only %d pages", len(pages))
			}
			for file, doc := range pages {
				s.check(t, file, doc)
			}
		})
	}
}

// siteCheck is what the check of one page needs to know of the whole site.
type siteCheck struct {
	files        map[string]string
	ids          map[string]map[string]bool // by file
	base, prefix string
}

func collectIDs(t *testing.T, file string, doc *html.Node) map[string]bool {
	t.Helper()
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key != "id" {
				continue
			}
			if ids[a.Val] || a.Val == "" {
				t.Errorf("%s: the id %q is there twice or empty", file, a.Val)
			}
			ids[a.Val] = true
		}
	}
	return ids
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func (s *siteCheck) check(t *testing.T, file string, doc *html.Node) {
	t.Helper()
	styles, headings, policy := []string(nil), 0, ""
	canonical, shared := "", map[string]string{} // with the properties of Open Graph
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		s.checkAttributes(t, file, n)
		switch n.DataAtom {
		case atom.Style:
			styles = append(styles, text(n))
		case atom.H1:
			headings++
		case atom.Meta:
			if strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy") {
				policy = attr(n, "content")
			}
			if name, ok := strings.CutPrefix(attr(n, "property"), "og:"); ok {
				shared[name] = attr(n, "content")
			}
		case atom.Link:
			if attr(n, "rel") == "canonical" {
				canonical = attr(n, "href")
			}
		case atom.Script:
			s.checkScript(t, file, n)
		case atom.Title:
			if n.Parent.DataAtom == atom.Head && strings.TrimSpace(text(n)) == "" {
				t.Errorf("%s has an empty title", file)
			}
		case atom.Img:
			if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
				t.Errorf("%s: a picture without alternative text: %s", file, attr(n, "src"))
			}
		}
	}
	if strings.HasPrefix(file, "assets/") {
		return // the tracker's parts are no page: nobody sees them as they are
	}
	if headings != 1 {
		t.Errorf("%s has %d first-level headings", file, headings)
	}
	if len(styles) != 1 {
		t.Fatalf("%s has %d style elements, want 1", file, len(styles))
	}
	s.checkShared(t, file, canonical, shared)
	sum := sha256.Sum256([]byte(styles[0]))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if !strings.Contains(policy, hash) {
		t.Errorf("%s: its policy %q does not allow its style, which has %s", file, policy, hash)
	}
	if !strings.Contains(s.files["_headers"], hash) {
		t.Errorf("%s: the policy in _headers does not allow its style", file)
	}
	if want := `<style>` + styles[0] + `</style>`; !strings.Contains(s.files[file], want) {
		t.Errorf("%s: its style does not stand there byte for byte", file)
	}
}

// checkShared wants a page with an address to have a card there, of the size that it says.
func (s *siteCheck) checkShared(t *testing.T, file, canonical string, shared map[string]string) {
	t.Helper()
	if canonical == "" {
		if len(shared) > 0 {
			t.Errorf("%s has no address, and is shared with %q", file, shared)
		}
		return
	}
	for _, name := range []string{"title", "description", "image:alt"} {
		if shared[name] == "" {
			t.Errorf("%s is shared without %s", file, name)
		}
	}
	address, ok := strings.CutPrefix(shared["image"], canonical)
	if !ok || shared["url"] != canonical {
		t.Errorf("%s is shared as %s with the picture %s, want those of %s", file, shared["url"], shared["image"], canonical)
	}
	card := strings.TrimPrefix(canonical, s.base+"/") + address
	picture, err := png.DecodeConfig(strings.NewReader(s.files[card]))
	if err != nil {
		t.Errorf("%s: its card %s: %v", file, card, err)
	}
	if got := []string{strconv.Itoa(picture.Width), strconv.Itoa(picture.Height)}; !slices.Equal(got, []string{shared["image:width"], shared["image:height"]}) {
		t.Errorf("%s: its card is %v, and not what it says", file, got)
	}
}

// checkScript wants scripts to be files; only structured data stands in a page.
func (s *siteCheck) checkScript(t *testing.T, file string, n *html.Node) {
	t.Helper()
	if attr(n, "type") == "application/ld+json" {
		var data map[string]any
		if err := json.Unmarshal([]byte(text(n)), &data); err != nil {
			t.Errorf("%s: structured data: %v", file, err)
		}
		if data["@context"] != "https://schema.org" {
			t.Errorf("%s: structured data of the context %v", file, data["@context"])
		}
		checkData(t, file, data)
		return
	}
	if attr(n, "src") == "" || text(n) != "" {
		t.Errorf("%s has an inline script: %.60q", file, text(n))
	}
}

// properties are what the types of schema.org that we use must have to be understood,
// by the documentation of those who read them.
var properties = map[string][]string{
	"Answer":         {"text"},
	"BreadcrumbList": {"itemListElement"},
	"EntryPoint":     {"urlTemplate"},
	"FAQPage":        {"mainEntity"},
	"ListItem":       {"position", "name", "item"},
	"Organization":   {"name"},
	"Question":       {"name", "acceptedAnswer"},
	"SearchAction":   {"target", "query-input"},
	"WebPage":        {"name", "about"},
	"WebSite":        {"name", "url", "potentialAction"},
}

// checkData wants every object of structured data to be of a known type and whole.
func checkData(t *testing.T, file string, value any) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		if len(value) == 0 {
			t.Errorf("%s: structured data with an empty list", file)
		}
		for _, one := range value {
			checkData(t, file, one)
		}
	case map[string]any:
		kind, _ := value["@type"].(string)
		needed, known := properties[kind]
		if !known {
			t.Errorf("%s: structured data of the type %q", file, kind)
		}
		for _, name := range needed {
			if value[name] == nil || value[name] == "" {
				t.Errorf("%s: a %s without %s", file, kind, name)
			}
		}
		for key, inner := range value {
			if !strings.HasPrefix(key, "@") {
				checkData(t, file, inner)
			}
		}
	}
}

// loading are the rel values of links by which a browser fetches something.
var loading = []string{"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect", "dns-prefetch", "apple-touch-icon"}

// addresses are the attributes that hold the address of something on this site.
var addresses = []string{"action", "data-wasm", "data-exec", "data-hands", "data-follow", "data-follow-wasm", "data-mapper", "data-world", "data-parts", "data-table", "data-css", "data-index"}

func (s *siteCheck) checkAttributes(t *testing.T, file string, n *html.Node) {
	t.Helper()
	fetches := false
	if n.DataAtom == atom.Link {
		for rel := range strings.FieldsSeq(attr(n, "rel")) {
			fetches = fetches || slices.Contains(loading, rel)
		}
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "style", strings.HasPrefix(a.Key, "on"):
			t.Errorf("%s: <%s> has a %s attribute", file, n.Data, a.Key)
		case a.Key == "srcset", a.Key == "poster", a.Key == "background":
			t.Errorf("%s: <%s> has a %s attribute, which this test cannot check", file, n.Data, a.Key)
		case a.Key == "src", fetches && a.Key == "href", slices.Contains(addresses, a.Key):
			if !s.resolves(file, a.Val) {
				t.Errorf("%s: <%s %s=%q> is not a file of this site", file, n.Data, a.Key, a.Val)
			}
		case a.Key == "href", a.Key == "content" && strings.HasPrefix(a.Val, "http"):
			if s.isOurs(a.Val) && !s.resolves(file, a.Val) {
				t.Errorf("%s: <%s %s=%q> leads nowhere", file, n.Data, a.Key, a.Val)
			}
		case a.Key == "for", a.Key == "aria-labelledby", a.Key == "aria-describedby", a.Key == "aria-controls":
			for id := range strings.FieldsSeq(a.Val) {
				if !s.ids[file][id] {
					t.Errorf("%s: <%s %s=%q> names no element", file, n.Data, a.Key, id)
				}
			}
		}
	}
}

// isOurs reports whether an address should be one of this site.
func (s *siteCheck) isOurs(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.Scheme == "" && u.Host == "" || s.base != "" && (address == s.base || strings.HasPrefix(address, s.base+"/"))
}

// resolves reports whether an address on the page in file leads to a file of
// the site and, when it has a fragment, to an element there. A fragment that
// begins with n= names a parcel, not an element.
func (s *siteCheck) resolves(file, address string) bool {
	u, err := url.Parse(address)
	if err != nil || !s.isOurs(address) {
		return false
	}
	target := file
	if u.Path != "" {
		rest, ok := strings.CutPrefix(u.Path, s.prefix+"/")
		if !ok {
			return false
		}
		target = fileOf("/" + rest)
	}
	if _, ok := s.files[target]; !ok {
		return false
	}
	return u.Fragment == "" || strings.HasPrefix(u.Fragment, "n=") || s.ids[target][u.Fragment]
}
