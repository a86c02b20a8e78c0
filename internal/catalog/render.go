package catalog

import (
	"bytes"
	"html"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/sync/errgroup"

	"waybill/internal/diag"
)

// Rendered is the body of a page as HTML, in parts.
type Rendered struct {
	Parts     []Part
	Headings  []Heading
	Questions []Question
	Links     []string // pages of this site that its text links to, as "/help/stuck/#claims"
}

// Part is a run of HTML, or a place where the template puts a section made
// from the front matter. Exactly one field is set.
type Part struct {
	HTML    string
	Section string // "formats", "services", "wordings", "partners", "contacts", "silences", "deadlines"
}

// Heading is an h2 of the body, for a table of contents.
type Heading struct {
	ID   string
	Text string
}

// Question is an entry of a FAQ block.
type Question struct {
	ID     string
	Text   string
	Answer string // HTML
}

// Render turns the body of p into HTML. Links to pages of this site get prefix
// before them, the path under which the site is served: "" or "/" for the root,
// "/parcels" otherwise.
//
// What is wrong with the text comes back with its line and column: raw HTML,
// links that lead nowhere, headings that skip a level, blocks without an end
// and the like. With a fault among it the result is empty, so no markup that was
// refused can reach a page. Render may be called from several goroutines.
func (c *Catalog) Render(p *Page, prefix string) (Rendered, diag.Problems) {
	f, problems := p.body.read()
	if len(problems) > 0 {
		return Rendered{}, problems
	}
	doc := parseBody(f.body)
	check := newCheck(c, p, f, doc, strings.TrimSuffix(prefix, "/"))
	check.run()
	if err := check.problems.Err(); err != nil {
		return Rendered{}, check.problems
	}
	w := writer{doc: doc, headings: check.headings, html: buffers.Get().(*buffer)}
	defer buffers.Put(w.html)
	w.html.Reset()
	w.document()
	w.out.Links = check.links
	return w.out, check.problems
}

// Check renders every page in memory and returns the problems in their texts.
// It works on a catalogue with faults too, so that one run reports everything.
func (c *Catalog) Check() diag.Problems {
	pages := slices.DeleteFunc(c.All(), func(p *Page) bool { return p.Lang != c.Lang }) // stand-ins are checked as what they are
	found := make([]diag.Problems, len(pages))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pages {
		group.Go(func() error {
			_, found[i] = c.Render(p, "")
			return nil
		})
	}
	_ = group.Wait() // no call returns an error
	all := slices.Concat(found...)
	all.Sort()
	return all
}

// writer collects the parts of a page.
type writer struct {
	doc      document
	headings []Heading
	out      Rendered
	html     *buffer
}

// buffer is a buffer of bytes to which the renderer writes directly: any other writer gets a
// buffer of the renderer's own for each node.
type buffer struct{ bytes.Buffer }

// Buffered returns 0: nothing waits to be written.
func (*buffer) Buffered() int { return 0 }

// Flush does nothing.
func (*buffer) Flush() error { return nil }

var buffers = sync.Pool{New: func() any { return new(buffer) }}

func (w *writer) document() {
	w.out.Headings = w.headings
	for n := w.doc.root.FirstChild(); n != nil; n = n.NextSibling() {
		b, ours := n.(*block)
		switch {
		case ours && b.name == blockSection:
			w.flush()
			w.out.Parts = append(w.out.Parts, Part{Section: b.arg})
		case ours && b.name == blockQuestion:
			w.question(b)
		default:
			w.node(w.html, n)
		}
	}
	w.flush()
}

func (w *writer) flush() {
	if w.html.Len() > 0 {
		w.out.Parts = append(w.out.Parts, Part{HTML: w.html.String()})
		w.html.Reset()
	}
}

// node writes one node and what it holds. The renderer's only errors are those
// of its writer, and a buffer has none.
func (w *writer) node(to *buffer, n ast.Node) {
	_ = markdown().Renderer().Render(to, w.doc.source, n)
}

func (w *writer) question(b *block) {
	var answer buffer
	for n := b.FirstChild(); n != nil; n = n.NextSibling() {
		w.node(&answer, n)
	}
	w.out.Questions = append(w.out.Questions, Question{ID: b.id, Text: b.arg, Answer: answer.String()})
	w.html.WriteString(`<div class="faq"><h3 id="` + html.EscapeString(b.id) + `">` + html.EscapeString(b.arg) + "</h3>\n")
	w.html.Write(answer.Bytes())
	w.html.WriteString("</div>\n")
}
