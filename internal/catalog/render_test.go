package catalog

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const front = "---\ntitle: Acme\ndescription: About Acme.\nupdated: 2026-11-22\n---\n"

// rendered is a page's HTML with its parts told apart.
func rendered(r Rendered) string {
	var b strings.Builder
	for _, p := range r.Parts {
		if p.Section != "" {
			fmt.Fprintf(&b, "=== section %s\n", p.Section)
			continue
		}
		fmt.Fprintf(&b, "=== html\n%s", p.HTML)
	}
	for _, h := range r.Headings {
		fmt.Fprintf(&b, "=== heading %s: %s\n", h.ID, h.Text)
	}
	for _, q := range r.Questions {
		fmt.Fprintf(&b, "=== question %s: %s\n%s", q.ID, q.Text, q.Answer)
	}
	return b.String()
}

func TestRender(t *testing.T) {
	files, err := filepath.Glob("testdata/render/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".md")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			site := small()
			head, _, _ := strings.Cut(string(site["en/carriers/acme.md"].Data), "---\n\n")
			site["en/carriers/acme.md"] = &fstest.MapFile{Data: []byte(head + "---\n" + string(text))}
			c, problems := load(t, site)
			if len(problems) > 0 {
				t.Fatal(printed(t, problems))
			}
			r, problems := c.Render(&c.Carrier("acme").Page, "/parcels/")
			if len(problems) > 0 {
				t.Fatal(printed(t, problems))
			}
			golden(t, "render/"+name+".golden", rendered(r))
			for _, p := range r.Parts {
				sound(t, p.HTML)
			}
			again, _ := c.Render(&c.Carrier("acme").Page, "/parcels")
			if rendered(again) != rendered(r) {
				t.Error("rendered twice, the page differs")
			}
		})
	}
}

// Where the site is served from changes the links inside it and nothing else.
func TestRenderPrefix(t *testing.T) {
	site := small()
	site["en/help/stuck.md"] = &fstest.MapFile{Data: []byte(front + "\n[a](/about/) [b](#c) [d](https://e.example/) ![f](/g.svg)\n\n## C\n")}
	c, problems := load(t, site)
	if len(problems) > 0 {
		t.Fatal(printed(t, problems))
	}
	for prefix, want := range map[string]string{
		"":     `<p><a href="/about/">a</a> <a href="#c">b</a> <a href="https://e.example/" class="ext" rel="noopener">d</a> <img src="/g.svg" alt="f"></p>` + "\n<h2 id=\"c\">C</h2>\n",
		"/":    `<p><a href="/about/">a</a> <a href="#c">b</a> <a href="https://e.example/" class="ext" rel="noopener">d</a> <img src="/g.svg" alt="f"></p>` + "\n<h2 id=\"c\">C</h2>\n",
		"/x/y": `<p><a href="/x/y/about/">a</a> <a href="#c">b</a> <a href="https://e.example/" class="ext" rel="noopener">d</a> <img src="/x/y/g.svg" alt="f"></p>` + "\n<h2 id=\"c\">C</h2>\n",
	} {
		r, problems := c.Render(c.Help[0], prefix)
		if len(problems) > 0 || len(r.Parts) != 1 || r.Parts[0].HTML != want {
			t.Errorf("prefix %q: got %+v %v, want %s", prefix, r.Parts, problems, want)
		}
	}
}

// A page with a fault gives no HTML at all.
func TestRenderRefuses(t *testing.T) {
	site := small()
	site["en/help/stuck.md"] = &fstest.MapFile{Data: []byte(front + "\nText <script>alert(1)</script>\n")}
	c, _ := load(t, site)
	r, problems := c.Render(c.Help[0], "")
	if problems.Err() == nil || len(r.Parts) != 0 {
		t.Errorf("got %+v, %v", r, problems)
	}
}

// Links to what templates make, and to places on other pages.
func TestAnchors(t *testing.T) {
	for link, ok := range map[string]bool{
		"/carriers/acme/#formats":    true,
		"/carriers/acme/#sources":    true,
		"/carriers/acme/#not-moving": true,
		"/carriers/acme/#services":   false,
		"/help/stuck/#how-long":      true,
		"/help/stuck/#track":         true,
		"/help/stuck/#sources":       false,
		"/help/stuck/#formats":       false,
		"/statuses/delivered/#next":  true,
		"/statuses/#next":            true, // a list the builder makes: its ids are not known here
		"/#n=AC1":                    true,
		"/#worry":                    true,
		"/#nothing":                  false,
		"/?n=AC1":                    true,
		"/about/#main":               true,
		"/countries/":                false,
		"//evil.example/":            false,
		"/feed.atom":                 true,
		"/data/carriers/acme.json":   true,
		"/data/carriers/acne.json":   false,
		"HTTPS://a.example/":         true,
		"ftp://a.example/":           false,
		"https://":                   false,
		"data:text/html,x":           false,
	} {
		site := small()
		site["en/help/x.md"] = &fstest.MapFile{Data: []byte(front + "\n[words](" + link + ")\n")}
		c, _ := load(t, site)
		if problems := c.Check(); (problems.Err() == nil) != ok {
			t.Errorf("%s: want good %v, got:\n%s", link, ok, printed(t, problems))
		}
	}
}

// sound checks that markup is balanced and made of what texts may have: no
// script, no style, no handler, no address that a browser would run.
func sound(t *testing.T, markup string) {
	t.Helper()
	allowed := map[string]string{
		"a": "href class rel title", "p": "", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
		"ul": "", "ol": "start", "li": "", "em": "", "strong": "", "del": "", "code": "class", "pre": "",
		"blockquote": "", "hr": "", "br": "", "img": "src alt title", "aside": "class",
		"div": "class role tabindex aria-label", "table": "", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class data-column",
	}
	void := map[string]bool{"hr": true, "br": true, "img": true}
	var open []string
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v in %q", open, markup)
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("comment or doctype in %q", markup)
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			attributes, known := allowed[tok.Data]
			if !known {
				t.Errorf("element %s in %q", tok.Data, markup)
			}
			for _, a := range tok.Attr {
				if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
					t.Errorf("attribute %s of %s in %q", a.Key, tok.Data, markup)
				}
				if value := strings.ToLower(strings.TrimSpace(a.Val)); a.Key == "href" || a.Key == "src" {
					if !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "http") &&
						!strings.HasPrefix(value, "mailto:") && !strings.HasPrefix(value, "tel:") || strings.HasPrefix(value, "//") {
						t.Errorf("address %q in %q", a.Val, markup)
					}
				}
			}
			if !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v in %q", tok.Data, open, markup)
			}
			open = open[:len(open)-1]
		}
	}
}

func FuzzRender(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.md")
	if err != nil {
		f.Fatal(err)
	}
	more, err := filepath.Glob("testdata/broken/*/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range append(files, more...) {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	c, problems := Load(context.Background(), small(), Options{})
	if len(problems) > 0 {
		f.Fatal(problems)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
			return // refused when the file is split
		}
		page := &Page{Title: "Fuzz", URL: "/help/fuzz/", body: body{fstest.MapFS{"fuzz.md": {Data: append([]byte("---\na\nb\nc\n---\n"), raw...)}}, "fuzz.md", "fuzz.md"}}
		r, problems := c.Render(page, "/p")
		for _, problem := range problems {
			if problem.Line < 5 || problem.Column < 1 || problem.Message == "" {
				t.Errorf("misplaced: %+v", problem)
			}
		}
		ids := map[string]bool{}
		for _, part := range r.Parts {
			sound(t, part.HTML)
			for _, id := range idsOf(part.HTML) {
				if ids[id] {
					t.Errorf("id %q twice", id)
				}
				ids[id] = true
			}
		}
	})
}

func idsOf(markup string) []string {
	var out []string
	z := html.NewTokenizer(bytes.NewReader([]byte(markup)))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			if a.Key == "id" {
				out = append(out, a.Val)
			}
		}
	}
	return out
}
