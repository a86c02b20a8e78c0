package catalog

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/unicode/norm"
)

// markdown returns our dialect: CommonMark with tables, strikethrough and bare
// addresses as links, and our own blocks. It holds no state of a page and
// serves any number of goroutines.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
		goldmark.WithParserOptions(parser.WithBlockParsers(util.Prioritized(blockParser{}, 750))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(htmlRenderer{}, 100))),
	)
})

// document is the syntax tree of a page's body.
type document struct {
	source []byte
	root   ast.Node
	ids    map[string]bool // of headings and questions
}

// sections are the places for which a profile's template has something to put
// in; their names are the ids of those sections too.
var sections = []string{"formats", "services", "wordings", "partners", "contacts", "silences", "deadlines", "shared", "collect"}

// reserved are ids that the templates give, so that no heading gets them.
var reserved = append([]string{
	"main", "sources", "number", "reading", "track", "worry", "live", "next", "phrases", "glance", "news",
}, sections...)

// parseBody reads a body and gives every heading and question its id.
func parseBody(body string) document {
	d := document{source: []byte(body), ids: map[string]bool{}}
	d.root = markdown().Parser().Parse(text.NewReader(d.source))
	d.outline()
	return d
}

// outline sets the ids: made of the text, so that they stay when the text
// around them changes, and with a number behind when they are taken.
func (d *document) outline() {
	taken := map[string]bool{}
	for _, id := range reserved {
		taken[id] = true
	}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			id := unique(slugOf(d.plain(n)), taken)
			n.SetAttributeString("id", []byte(id))
			d.ids[id] = true
		case *block:
			if n.name == blockQuestion {
				n.id = unique(slugOf(n.arg), taken)
				d.ids[n.id] = true
			}
		}
		return ast.WalkContinue, nil
	})
}

func unique(base string, taken map[string]bool) string {
	id := base
	for n := 2; taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}

// slugOf makes an id of a heading: letters without their accents, digits, and
// hyphens between the words.
func slugOf(heading string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(heading)) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return norm.NFC.String(b.String())
}

// plain returns the text of an inline or block node as a reader sees it.
func (d *document) plain(n ast.Node) string {
	var b bytes.Buffer
	var walk func(ast.Node)
	walk = func(n ast.Node) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.Text:
				value := c.Segment.Value(d.source)
				if !c.IsRaw() {
					value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
				}
				b.Write(value)
				if c.SoftLineBreak() || c.HardLineBreak() {
					b.WriteByte(' ')
				}
			case *ast.String:
				b.Write(c.Value)
			case *ast.AutoLink:
				b.Write(c.Label(d.source))
			default:
				walk(c)
			}
		}
	}
	walk(n)
	return strings.TrimSpace(b.String())
}
