package catalog

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"waybill/internal/diag"
)

// The front matter is read from YAML's syntax tree rather than decoded into
// structs: a decoder stops at the first mistake and forgets where values stood,
// and both are what a person who edits a file needs.

// reader reads one file's front matter and collects what is wrong with it.
type reader struct {
	file     file
	lines    []string // of file, once they are wanted
	problems diag.Problems
	sources  map[string]bool // IDs of the file's sources
	help     []string        // slugs of the help pages of the tree
}

// report adds a problem that underlines s.
func (r *reader) report(s span, id, message, hint string) {
	p := r.file.Line(s.line, s.column, s.width)
	p.ID, p.Message, p.Hint = id, message, hint
	r.problems = append(r.problems, p)
}

// span is where a key or value stands in the file.
type span struct {
	line, column, width int // runes, from 1

	// literal tells that the value is written as it is read, so that the place
	// of a part of it can be found. text is then the value.
	literal bool
	text    string
}

// part returns the place of length bytes at offset into the value, or the
// whole value when the place of its parts is not known.
func (s span) part(offset, length int) span {
	if !s.literal || offset < 0 || offset > len(s.text) {
		return s
	}
	end := min(max(offset+max(length, 1), offset), len(s.text))
	s.column += utf8.RuneCountInString(s.text[:offset])
	s.width = max(utf8.RuneCountInString(s.text[offset:end]), 1)
	s.literal = false
	return s
}

// parse returns the keys of the front matter, or nil when it has none that can
// be read; the problems then say why.
func (r *reader) parse() *fields {
	tree, err := parser.ParseBytes([]byte(r.file.front), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	var body ast.Node
	for _, doc := range tree.Docs {
		switch {
		case doc.Body == nil:
		case body == nil:
			body = doc.Body
		default:
			r.report(r.spanOf(doc.Body), "frontmatter/second", "a second document in the front matter", "take the line of dots or dashes above it out")
		}
	}
	open := span{line: 1, column: 1, width: len(fence)}
	if body == nil {
		r.report(open, "frontmatter/empty", "the front matter is empty", "it needs at least title, description and updated")
		return nil
	}
	m, ok := r.resolve(body).(*ast.MappingNode)
	if !ok {
		r.report(r.spanOf(body), "frontmatter/not-keys", "the front matter is not a list of keys", "write one \"key: value\" a line")
		return nil
	}
	return r.fields(m, open)
}

// syntax reports text that is no YAML at all.
func (r *reader) syntax(err error) {
	for i, line := range strings.Split(r.file.front, "\n") {
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if tab := strings.IndexByte(indent, '\t'); tab >= 0 {
			r.report(span{line: i + 2, column: tab + 1, width: 1},
				"frontmatter/tab", "tab in the indentation", "indent with spaces")
			return
		}
	}
	s := span{line: 1, column: 1, width: len(fence)}
	message := err.Error()
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.Message
		if tok := syntax.Token; tok != nil && tok.Position != nil {
			s = r.spanOfToken(tok)
		}
	}
	message, hint := explain(message)
	r.report(s, "frontmatter/syntax", message, hint)
}

// explain turns the parser's message into one for a person who edits a file.
func explain(message string) (said, hint string) {
	switch {
	case strings.Contains(message, "mapping value is not allowed"):
		return "a second colon on the line", "put the value in double quotes"
	case strings.Contains(message, "could not find end character of"):
		return "the quotes are not closed", "add the closing quote on the same line"
	case strings.Contains(message, "reserved character"):
		return "a value cannot begin with this character", "put the value in double quotes"
	case strings.Contains(message, "must be specified"), strings.Contains(message, "end token"):
		return "the brackets are not closed", "every [ needs its ], every { its }, with commas between the items"
	}
	return "the front matter is not valid YAML: " + message, ""
}

// resolve looks through what the library wraps around a value. A mapping of one
// key may come without its mapping.
func (r *reader) resolve(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.MappingValueNode:
		return ast.Mapping(n.Start, false, n)
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		r.report(r.spanOf(n), "frontmatter/yaml-feature", "anchors, aliases and tags are not used here", "write the value out")
		return nil
	}
	return n
}

// spanOf returns where a value begins and, when it stands on one line, how far
// it reaches.
func (r *reader) spanOf(n ast.Node) span {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return r.spanOf(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return r.spanOf(n.Key)
	}
	return r.spanOfToken(n.GetToken())
}

func (r *reader) spanOfToken(tok *token.Token) span {
	s := span{line: tok.Position.Line + 1, column: max(tok.Position.Column, 1), width: 1}
	line := r.line(s.line)
	at := offset(line, s.column-1)
	if at == len(line) {
		s.column = min(s.column, utf8.RuneCountInString(line)+1)
	}
	rest := line[at:]
	switch tok.Type {
	case token.DoubleQuoteType, token.SingleQuoteType:
		if inner, ok := quoted(rest); ok {
			s.width = utf8.RuneCountInString(inner) + 2
			if inner == tok.Value {
				s.column, s.width = s.column+1, s.width-2
				s.literal, s.text = true, tok.Value
			}
		}
	case token.ImplicitNullType:
		// The value is not there; the place is where it should stand.
		s.column, s.width = utf8.RuneCountInString(strings.TrimRight(line, " \t"))+1, 1
	default:
		if tok.Value != "" && strings.HasPrefix(rest, tok.Value) {
			s.width = max(utf8.RuneCountInString(tok.Value), 1)
			s.literal, s.text = true, tok.Value
		}
	}
	return s
}

// line returns a line of the file, by its number in it.
func (r *reader) line(number int) string {
	if r.lines == nil {
		r.lines = strings.Split(r.file.Text, "\n")
	}
	if n := number - max(r.file.First, 1); n >= 0 && n < len(r.lines) {
		return strings.TrimSuffix(r.lines[n], "\r")
	}
	return ""
}

// offset returns at which byte a text's letter of that number begins, counted from 0; the end
// of the text when it has fewer.
func offset(text string, letter int) int {
	for i := range text {
		if letter == 0 {
			return i
		}
		letter--
	}
	return len(text)
}

// quoted returns what stands between the quotes at the beginning of rest.
func quoted(rest string) (string, bool) {
	if rest == "" {
		return "", false
	}
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] == '\\' && rest[0] == '"':
			i++
		case rest[i] == rest[0]:
			return rest[1:i], true
		}
	}
	return "", false
}
