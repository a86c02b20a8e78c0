package catalog

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// htmlRenderer writes what differs from goldmark's own HTML: tables that scroll
// by themselves and have no style attributes, which the content security policy
// forbids, and notes. Questions and sections are written by Render.
type htmlRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (h htmlRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindBlock, h.block)
	reg.Register(east.KindTable, h.table)
	reg.Register(east.KindTableHeader, h.tableHeader)
	reg.Register(east.KindTableCell, h.tableCell)
}

func (htmlRenderer) block(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch b := n.(*block); {
	case b.name != blockNote:
		return ast.WalkSkipChildren, nil
	case entering:
		_, _ = w.WriteString("<aside class=\"note\">\n")
	default:
		_, _ = w.WriteString("</aside>\n")
	}
	return ast.WalkContinue, nil
}

// attrLabel holds the accessible name of a table's region, attrColumn the name of
// a cell's column.
const (
	attrLabel  = "aria-label"
	attrColumn = "data-column"
)

func (htmlRenderer) table(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</table></div>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<div class="table" role="region" tabindex="0"`)
	attribute(w, n, attrLabel)
	_, _ = w.WriteString("><table>\n")
	return ast.WalkContinue, nil
}

func (htmlRenderer) tableHeader(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<thead>\n<tr>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("</tr>\n</thead>\n")
	if n.NextSibling() != nil {
		_, _ = w.WriteString("<tbody>\n")
	}
	return ast.WalkContinue, nil
}

func (htmlRenderer) tableCell(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	tag, scope := "td", ""
	if n.Parent().Kind() == east.KindTableHeader {
		tag, scope = "th", ` scope="col"`
	}
	if !entering {
		_, _ = w.WriteString("</" + tag + ">\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + tag + scope)
	switch n.(*east.TableCell).Alignment {
	case east.AlignRight:
		_, _ = w.WriteString(` class="right"`)
	case east.AlignCenter:
		_, _ = w.WriteString(` class="center"`)
	}
	if head := headOf(n); head != nil {
		attribute(w, head, attrColumn)
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

// headOf returns the head of the column that a cell stands in; nil for a head itself, and in
// the first column, whose cells speak for themselves.
func headOf(cell ast.Node) ast.Node {
	if cell.Parent().Kind() == east.KindTableHeader || cell.PreviousSibling() == nil {
		return nil
	}
	head := cell.Parent().Parent().FirstChild().FirstChild()
	for n := cell.PreviousSibling(); n != nil && head != nil; n = n.PreviousSibling() {
		head = head.NextSibling()
	}
	return head
}

// attribute writes an attribute that was given to n as text, if it was.
func attribute(w util.BufWriter, n ast.Node, name string) {
	if value, ok := n.AttributeString(name); ok {
		_, _ = w.WriteString(" " + name + `="`)
		_, _ = w.Write(util.EscapeHTML([]byte(value.(string))))
		_ = w.WriteByte('"')
	}
}
