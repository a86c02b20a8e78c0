package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"waybill/internal/diag"
)

// check goes through a page's syntax tree once, reports what is wrong with it,
// and notes in it what the HTML needs: addresses and the names of tables.
type check struct {
	catalog  *Catalog
	page     *Page
	doc      document
	prefix   string
	file     diag.File
	own      map[string]bool // ids of this page
	problems diag.Problems

	level    int    // of the last heading; the title is 1
	label    string // text of the last heading
	tables   map[string]int
	sections []string
	headings []Heading
	links    []string // into this site
	text     bool     // the body says something
}

func newCheck(c *Catalog, p *Page, f file, doc document, prefix string) *check {
	k := &check{
		catalog: c, page: p, doc: doc, prefix: prefix,
		file:   diag.File{Name: f.Name, Text: f.body, First: f.bodyLine},
		own:    map[string]bool{},
		level:  1,
		label:  p.Title,
		tables: map[string]int{},
	}
	for id := range doc.ids {
		k.own[id] = true
	}
	c.addSections(p, k.own)
	return k
}

// report adds a problem that underlines length bytes at offset of the body.
func (k *check) report(offset, length int, id, message, hint string) {
	p := k.file.At(offset, length)
	p.ID, p.Message, p.Hint = id, message, hint
	k.problems = append(k.problems, p)
}

func (k *check) run() {
	_ = ast.Walk(k.doc.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			return k.node(n), nil
		}
		return ast.WalkContinue, nil
	})
	k.blanks()
	if !k.text {
		p := k.file.Line(max(k.file.First-1, 1), 1, len(fence))
		p.Excerpt = fence
		p.ID, p.Message, p.Hint = "body/empty", "the page has no text", "write it below the front matter"
		k.problems = append(k.problems, p)
	}
	k.problems.Sort()
}

// blanks reports what is still to be filled in, wherever it stands.
func (k *check) blanks() {
	text := k.file.Text
	for from := 0; ; {
		at, length := blank(text[from:])
		if at < 0 {
			return
		}
		k.report(from+at, length, "blank/text", blankMessage, blankHint)
		from += at + length
	}
}

func (k *check) node(n ast.Node) ast.WalkStatus {
	switch n := n.(type) {
	case *ast.Heading:
		k.heading(n)
	case *block:
		k.block(n)
	case *ast.HTMLBlock:
		k.rawHTML(max(n.Pos(), 0))
	case *ast.RawHTML:
		k.rawHTML(n.Segments.At(0).Start)
	case *ast.Link:
		k.link(n)
	case *ast.AutoLink:
		k.autoLink(n)
		k.text = true
	case *ast.Image:
		k.image(n)
		return ast.WalkSkipChildren
	case *east.Table:
		k.table(n)
	case *east.TableCell:
		if n.Parent().Kind() == east.KindTableHeader && k.doc.plain(n) == "" {
			k.report(max(n.Pos(), 0), 1, "table/header", "a column without a name", "every column of a table needs one")
		}
	case *ast.Text:
		k.text = true
		k.brokenLink(n)
	}
	return ast.WalkContinue
}

func (k *check) heading(n *ast.Heading) {
	at, length := max(n.Pos(), 0), n.Level
	text := k.doc.plain(n)
	switch {
	case text == "":
		k.report(at, length, "heading/empty", "a heading without text", "")
	case inBlock(n):
		k.report(at, length, "heading/in-block", "a heading inside a block", "end the block before it, or leave the heading out")
	case n.Level == 1:
		k.report(at, length, "heading/first-level", "a heading of the first level in the text", "the title is that heading; begin here with ##")
	case n.Level > k.level+1:
		k.report(at, length, "heading/skipped-level", fmt.Sprintf("a heading of level %d below one of level %d", n.Level, k.level),
			"use "+strings.Repeat("#", k.level+1))
	}
	k.level, k.label = max(n.Level, 2), text
	if n.Level == 2 {
		id, _ := n.AttributeString("id")
		k.headings = append(k.headings, Heading{ID: string(id.([]byte)), Text: text})
	}
}

// inBlock reports whether n stands inside one of our blocks.
func inBlock(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == kindBlock {
			return true
		}
	}
	return false
}

func (k *check) block(b *block) {
	at := max(b.Pos(), 0)
	line, _, _ := strings.Cut(k.file.Text[at:], "\n")
	length := len(strings.TrimRight(line, " \t"))
	nameAt := at + strings.Index(line, b.name)
	atTop := b.Parent() != nil && b.Parent().Kind() == ast.KindDocument
	switch {
	case b.name == "":
		if before, ok := b.PreviousSibling().(*block); ok && before.name == blockSection {
			k.report(at, length, "block/stray-end", "a section has no end", "take this line out")
			return
		}
		k.report(at, length, "block/stray-end", "this ends no block", "a block begins with :::question, :::note or :::section")
		return
	case !slices.Contains(blockNames, b.name):
		hint := "the blocks are " + strings.Join(blockNames, ", ")
		if near, ok := diag.Closest(b.name, blockNames); ok {
			hint = fmt.Sprintf("did you mean %q?", colons+near)
		}
		k.report(nameAt, len(b.name), "block/unknown", fmt.Sprintf("unknown block %q", b.name), hint)
		return
	case !b.closed:
		k.report(at, length, "block/unclosed", fmt.Sprintf("the %s has no end", b.name), "end it with a line of three colons, :::")
	case b.name != blockNote && !atTop:
		k.report(at, length, "block/nested", fmt.Sprintf("a %s inside another block", b.name), "it stands by itself, not in a list, quotation or block")
	}
	switch b.name {
	case blockQuestion:
		k.question(b, at, length)
	case blockNote:
		if b.arg != "" {
			k.report(b.argAt, len(b.arg), "block/argument", "a note has no title", "put the text on the next line")
		}
		if b.FirstChild() == nil {
			k.report(at, length, "block/empty", "the note is empty", "")
		}
	case blockSection:
		k.section(b, at, length)
	}
}

func (k *check) question(b *block, at, length int) {
	if b.arg == "" {
		k.report(at, length, "block/argument", "a question without its words", "write them on the same line: :::question Why has my parcel not moved?")
	}
	if b.FirstChild() == nil {
		k.report(at, length, "block/empty", "a question without an answer", "write the answer between this line and :::")
	}
	if k.level < 2 {
		k.report(at, length, "heading/skipped-level", "questions stand below a heading", "put a line before the first one: ## Questions")
	}
	k.level, k.label, k.text = 3, b.arg, true
}

func (k *check) section(b *block, at, length int) {
	switch {
	case b.arg == "":
		k.report(at, length, "block/argument", "a section without a name", "one of "+strings.Join(sections, ", "))
	case !slices.Contains(sections, b.arg):
		hint := "one of " + strings.Join(sections, ", ")
		if near, ok := diag.Closest(b.arg, sections); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		k.report(b.argAt, len(b.arg), "block/unknown-section", fmt.Sprintf("unknown section %q", b.arg), hint)
	case slices.Contains(k.sections, b.arg):
		k.report(b.argAt, len(b.arg), "block/repeated-section", fmt.Sprintf("the section %s stands on this page twice", b.arg), "")
	case !k.catalog.hasSection(k.page, b.arg):
		k.report(b.argAt, len(b.arg), "block/no-section", fmt.Sprintf("this page has nothing for the section %s", b.arg),
			"its front matter must have the key, or the line must go")
	}
	k.sections = append(k.sections, b.arg)
	k.level = 2 // the section has a heading of its own
}

func (k *check) rawHTML(at int) {
	line, _, _ := strings.Cut(k.file.Text[at:], "\n")
	length := strings.IndexByte(line, '>') + 1
	if length == 0 {
		length = len(line)
	}
	hint := "write it in Markdown; to show a < in the text, write \\<"
	if strings.HasPrefix(line, "<!--") {
		hint = "comments belong into the front matter, behind a #"
	}
	k.report(at, length, "body/html", "HTML is not used in texts", hint)
}

// brokenLink reports what looks like a link and is none.
func (k *check) brokenLink(n *ast.Text) {
	if n.Parent().Kind() == ast.KindCodeSpan {
		return
	}
	text := k.file.Text
	for i := n.Segment.Start; i < n.Segment.Stop && i+1 < len(text); i++ {
		if text[i] == '\\' {
			i++
			continue
		}
		if text[i] == ']' && text[i+1] == '(' {
			k.report(i, 2, "link/broken", "this looks like a link but is none", "an address has no spaces, and every bracket its partner")
		}
	}
}

// table names the table's region after the heading above it. Regions of one
// name are told apart by a number. Each cell but the first of its row is told its
// column's name, which stands beside it where rows are stacked on a small screen.
func (k *check) table(n *east.Table) {
	k.tables[k.label]++
	label := k.label
	if again := k.tables[label]; again > 1 {
		label = fmt.Sprintf("%s (%d)", label, again)
	}
	n.SetAttributeString(attrLabel, label)
	for cell := n.FirstChild().FirstChild(); cell != nil; cell = cell.NextSibling() {
		cell.SetAttributeString(attrColumn, k.doc.plain(cell))
	}
}
