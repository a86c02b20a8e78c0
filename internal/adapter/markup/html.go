package markup

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// Cell is one cell of a table: its text, and the table it stands in.
type Cell struct {
	Table   int    // number of the table, from 0, in the order of their beginnings
	Summary string // the table's summary attribute
	Row     int    // number of the row within the table, from 0
	Header  bool   // a th
	Text    string // with single spaces
}

// Page is what is read of an HTML page: the text and the cells of its tables.
type Page struct {
	Text  string // of the whole page, scripts and styles apart, with single spaces
	Cells []Cell
	Ended bool // the page has its </html>: it was not cut short
}

// HTML reads a page token by token, which takes linear time whatever the nesting,
// where building a tree does not. contentType is that of the answer and may be "".
func HTML(body []byte, contentType string) (Page, error) {
	in, err := charset.NewReader(bytes.NewReader(body), contentType)
	if err != nil {
		return Page{}, fmt.Errorf("the charset of the page: %w", err)
	}
	var p reader
	for z := html.NewTokenizer(in); ; {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				return Page{}, fmt.Errorf("the page: %w", z.Err())
			}
			p.endCell()
			p.page.Text = squeeze(p.text.String())
			return p.page, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(z.Token())
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(string(name))
		case html.TextToken:
			if !p.hidden {
				p.text.Write(z.Text())
			}
		}
	}
}

// reader is the state of reading a page.
type reader struct {
	page   Page
	text   strings.Builder
	hidden bool    // within script or style
	open   []table // tables not yet ended
	tables int
	cell   *Cell // the cell being read
	from   int   // where its text begins
}

type table struct {
	number, row int
	summary     string
}

// deepest bounds how many tables may be open in one another.
const deepest = 64

func (p *reader) start(t html.Token) {
	switch t.Data {
	case "script", "style":
		p.hidden = true
	case "table":
		p.endCell()
		if len(p.open) < deepest {
			opened := table{number: p.tables, row: -1}
			for _, a := range t.Attr {
				if a.Key == "summary" {
					opened.summary = a.Val
				}
			}
			p.open = append(p.open, opened)
		}
		p.tables++
	case "tr":
		p.endCell()
		if n := len(p.open); n > 0 {
			p.open[n-1].row++
		}
	case "td", "th":
		p.endCell()
		if n := len(p.open); n > 0 {
			in := p.open[n-1]
			p.cell = &Cell{Table: in.number, Summary: in.summary, Row: max(in.row, 0), Header: t.Data == "th"}
			p.from = p.text.Len()
		}
	}
	p.text.WriteByte(' ')
}

func (p *reader) end(name string) {
	switch name {
	case "script", "style":
		p.hidden = false
	case "td", "th", "tr":
		p.endCell()
	case "table":
		p.endCell()
		if n := len(p.open); n > 0 {
			p.open = p.open[:n-1]
		}
	case "html":
		p.page.Ended = true
	}
	p.text.WriteByte(' ')
}

func (p *reader) endCell() {
	if p.cell == nil {
		return
	}
	p.cell.Text = squeeze(p.text.String()[p.from:])
	p.page.Cells = append(p.page.Cells, *p.cell)
	p.cell = nil
}

// squeeze leaves single spaces between the words.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
