package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"waybill/internal/diag"
)

// fields is a group of keys in the front matter. Every key that is read is
// remembered, so that [fields.done] can report those that nobody reads.
type fields struct {
	r      *reader
	place  span // of the group, for keys that are missing
	keys   []string
	values map[string]ast.Node
	spans  map[string]span // of the keys
	known  []string
	absent []absence // needed and not there
}

// absence is a key that is needed and not there, with what to say about it.
type absence struct {
	key, id, message, hint string
}

// value is one scalar and where it stands.
type value struct {
	span
	text string
	ok   bool // the key is there and has a value of the right kind
}

func (r *reader) fields(m *ast.MappingNode, place span) *fields {
	f := &fields{r: r, place: place, values: map[string]ast.Node{}, spans: map[string]span{}}
	for _, entry := range m.Values {
		s := r.spanOf(entry.Key)
		tok := entry.Key.GetToken()
		if tok.Type == token.MergeKeyType || tok.Type == token.MappingKeyType {
			r.report(s, "frontmatter/yaml-feature", "this kind of key is not used here", "write \"key: value\"")
			continue
		}
		key := tok.Value
		if first, again := f.spans[key]; again {
			r.report(s, "frontmatter/duplicate-key", fmt.Sprintf("key %q stands here twice", key),
				fmt.Sprintf("it is on line %d already", first.line))
			continue
		}
		f.keys = append(f.keys, key)
		f.spans[key] = s
		f.values[key] = entry.Value
	}
	return f
}

// done reports the keys that no call has asked for, and those that are needed
// and not there. It comes after the last read.
func (f *fields) done() {
	meant := map[string]bool{} // needed keys that stand there misspelt
	for _, key := range f.keys {
		if slices.Contains(f.known, key) {
			continue
		}
		unused := slices.DeleteFunc(slices.Clone(f.known), func(k string) bool { return f.values[k] != nil })
		hint := "not used here yet: " + strings.Join(unused, ", ")
		if near, ok := diag.Closest(key, unused); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
			meant[near] = true
		}
		f.r.report(f.spans[key], "frontmatter/unknown-key", fmt.Sprintf("unknown key %q", key), hint)
	}
	for _, a := range f.absent {
		if !meant[a.key] {
			f.r.report(f.place, a.id, a.message, a.hint)
		}
	}
}

// node returns the key's value, or nil when it is absent or left empty.
func (f *fields) node(key string) ast.Node {
	if !slices.Contains(f.known, key) {
		f.known = append(f.known, key)
	}
	n := f.values[key]
	if n == nil {
		return nil
	}
	if _, null := n.(*ast.NullNode); null {
		return nil
	}
	return f.r.resolve(n)
}

// missing notes that a key is needed: at the key when it is there without a
// value, at the group when it is not there.
func (f *fields) missing(key string) {
	f.missingAs(absence{key, "frontmatter/missing-key", fmt.Sprintf("key %q is missing", key), ""})
}

// missingAs is missing with its own words.
func (f *fields) missingAs(a absence) {
	if _, there := f.spans[a.key]; !there {
		f.absent = append(f.absent, a)
		return
	}
	if n, ok := f.values[a.key].(*ast.StringNode); ok && n.Value != "" {
		return // a blank to be filled in, and reported as that
	}
	switch f.values[a.key].(type) {
	case *ast.StringNode, *ast.LiteralNode, *ast.NullNode:
		f.r.report(f.spans[a.key], "frontmatter/missing-value", fmt.Sprintf("key %q has no value", a.key), "")
	}
	// A value of another kind has been reported where it was read.
}

// text returns a string or whatever else is written on one line, as it is
// written.
func (f *fields) text(key string) value {
	return f.r.scalar(f.node(key), key)
}

// need is text for a key that must be there.
func (f *fields) need(key string) value {
	v := f.text(key)
	if !v.ok {
		f.missing(key)
	}
	return v
}

// scalar reads a value that is not a list or a group.
func (r *reader) scalar(n ast.Node, key string) value {
	switch n := n.(type) {
	case nil:
		return value{}
	case *ast.MappingNode, *ast.SequenceNode:
		r.wrongKind(n, key, "text")
		return value{}
	case *ast.LiteralNode:
		return r.filled(value{span: r.spanOf(n), text: strings.Join(strings.Fields(n.Value.Value), " ")})
	default:
		tok := n.GetToken()
		return r.filled(value{span: r.spanOfToken(tok), text: strings.TrimSpace(tok.Value)})
	}
}

// filled accepts a value that is not empty and holds nothing that is still to
// be filled in.
func (r *reader) filled(v value) value {
	if at, length := blank(v.text); at >= 0 {
		r.report(v.part(at, length), "blank/value", blankMessage, blankHint)
		return value{}
	}
	v.ok = v.text != ""
	return v
}

func (r *reader) wrongKind(n ast.Node, key, want string) {
	r.report(r.spanOf(n), "frontmatter/wrong-kind", fmt.Sprintf("%q must be %s, not %s", key, want, kindOf(n)), "")
}

func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode:
		return "a group of keys"
	case *ast.SequenceNode:
		return "a list"
	case *ast.IntegerNode, *ast.FloatNode:
		return "a number"
	case *ast.BoolNode:
		return "true or false"
	}
	return "text"
}

// number returns a whole number of at least 0.
func (f *fields) number(key string) (int, value) {
	n := f.node(key)
	if n == nil {
		return 0, value{}
	}
	v := f.r.scalar(n, key)
	if !v.ok {
		return 0, v
	}
	i, err := strconv.Atoi(v.text)
	if err != nil || i < 0 {
		f.r.report(v.span, "frontmatter/wrong-kind", fmt.Sprintf("%q must be a whole number", key), "")
		return 0, value{}
	}
	return i, v
}

// flag returns true or false; false when the key is absent.
func (f *fields) flag(key string) bool {
	n := f.node(key)
	if n == nil {
		return false
	}
	b, ok := n.(*ast.BoolNode)
	if !ok {
		f.r.report(f.r.spanOf(n), "frontmatter/wrong-kind", fmt.Sprintf("%q must be true or false", key), "")
		return false
	}
	return b.Value
}

// group returns a key's own keys, or nil when it is absent.
func (f *fields) group(key string) *fields {
	switch n := f.node(key).(type) {
	case nil:
		return nil
	case *ast.MappingNode:
		return f.r.fields(n, f.spans[key])
	default:
		f.r.wrongKind(n, key, "a group of keys")
		return nil
	}
}

// list returns the items of a key, without those that are empty.
func (f *fields) list(key string) []ast.Node {
	switch n := f.node(key).(type) {
	case nil:
		return nil
	case *ast.SequenceNode:
		items := make([]ast.Node, 0, len(n.Values))
		for _, item := range n.Values {
			if _, null := item.(*ast.NullNode); null || item == nil {
				f.r.report(f.spans[key], "frontmatter/empty-item", fmt.Sprintf("an item of %q is empty", key), "")
				continue
			}
			if item = f.r.resolve(item); item != nil {
				items = append(items, item)
			}
		}
		return items
	default:
		f.r.wrongKind(n, key, "a list")
		return nil
	}
}

// groups returns the items of a list, each of which has keys.
func (f *fields) groups(key string) []*fields {
	var out []*fields
	for _, item := range f.list(key) {
		m, ok := item.(*ast.MappingNode)
		if !ok {
			f.r.wrongKind(item, key, "a list of groups of keys")
			continue
		}
		out = append(out, f.r.fields(m, f.r.spanOf(item)))
	}
	return out
}

// texts returns the items of a list of single values.
func (f *fields) texts(key string) []value {
	var out []value
	for _, item := range f.list(key) {
		if v := f.r.scalar(item, key); v.ok {
			out = append(out, v)
		}
	}
	return out
}
