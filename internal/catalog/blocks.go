package catalog

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Our own blocks. One begins with three colons and its name, and ends with a
// line of three colons:
//
//	:::question Why has my parcel not moved?
//	The answer, in Markdown.
//	:::
//
//	:::note
//	Text set apart.
//	:::
//
// A section is only a mark, and has no end:
//
//	:::section formats

const colons = ":::"

const (
	blockQuestion = "question"
	blockNote     = "note"
	blockSection  = "section"
)

var blockNames = []string{blockQuestion, blockNote, blockSection}

// block is one of our blocks in the syntax tree. The zero name is a line of
// colons that closes nothing.
type block struct {
	ast.BaseBlock
	name   string
	arg    string // the rest of the line: the question, the section's name
	argAt  int    // offset of arg in the source, or of the line when it is empty
	id     string // of a question
	closed bool
}

var kindBlock = ast.NewNodeKind("WaybillBlock")

// Kind implements ast.Node.
func (b *block) Kind() ast.NodeKind { return kindBlock }

// Dump implements ast.Node.
func (b *block) Dump(source []byte, level int) {
	ast.DumpHelper(b, source, level, map[string]string{"Name": b.name, "Arg": b.arg}, nil)
}

// holds reports whether the block has text of its own and so an end.
func (b *block) holds() bool { return b.name != "" && b.name != blockSection }

// blockParser recognises our blocks.
type blockParser struct{}

// Trigger implements parser.BlockParser.
func (blockParser) Trigger() []byte { return []byte{':'} }

// Open implements parser.BlockParser.
func (blockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], []byte(colons)) {
		return nil, parser.NoChildren
	}
	start := segment.Start - segment.Padding + at
	rest := string(bytes.TrimRight(line[at+len(colons):], " \t\r\n"))
	after := strings.TrimLeft(rest, " \t:")
	name, arg, _ := strings.Cut(after, " ")
	arg = strings.TrimSpace(arg)
	b := &block{name: name, arg: arg, argAt: start}
	b.SetPos(start)
	if arg != "" {
		b.argAt = start + bytes.LastIndex(line[at:], []byte(arg))
	}
	reader.AdvanceToEOL()
	if !b.holds() {
		b.closed = true
		return b, parser.NoChildren
	}
	return b, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (blockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	b := node.(*block)
	if !b.holds() {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	if string(bytes.TrimSpace(line)) == colons && innermost(b, pc) {
		b.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// innermost reports whether b is the block that a line of colons would close:
// no block of ours and no code is open inside it.
func innermost(b *block, pc parser.Context) bool {
	opened := pc.OpenedBlocks()
	for i := len(opened) - 1; i >= 0; i-- {
		switch n := opened[i].Node.(type) {
		case *block:
			return n == b
		case *ast.FencedCodeBlock:
			return false
		}
	}
	return false
}

// Close implements parser.BlockParser.
func (blockParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (blockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (blockParser) CanAcceptIndentedLine() bool { return false }
