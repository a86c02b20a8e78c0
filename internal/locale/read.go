package locale

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/language"

	"waybill/internal/diag"
	"waybill/internal/tracknum"
)

// Read reads the words of a language, a BCP 47 tag, from the text of a file that
// problems name name. It returns every problem that it finds, in the order of the file;
// the words are fit for use only when there is none.
func Read(lang, name string, text []byte) (*Words, diag.Problems) {
	return read(lang, name, text, english())
}

// read is Read, held against like. English itself is held against nothing.
func read(lang, name string, text []byte, like *Words) (*Words, diag.Problems) {
	tag, err := language.Parse(lang)
	r := &reader{file: diag.File{Name: name, Text: string(text)}, tag: tag}
	words := &Words{Tag: tag, Sum: string(text)}
	if err != nil {
		r.whole("words/language", fmt.Sprintf("%q is no tag of a language: %v", lang, err), "a folder of the content tree is named as in en, es or pt-BR")
		return words, r.problems
	}
	r.wanted = formsOf(tag)
	tree, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return words, r.problems
	}
	var body ast.Node
	if len(tree.Docs) > 0 {
		body = tree.Docs[0].Body
	}
	m := mapping(body)
	if m == nil {
		r.whole("words/empty", "there are no words in it", "begin with the words of English: waybill new language "+lang)
		return words, r.problems
	}
	r.group(m, diag.Problem{}, "", reflect.ValueOf(words).Elem(), reflect.ValueOf(like).Elem())
	r.problems.Sort()
	return words, r.problems
}

// reader reads one file of words.
type reader struct {
	file     diag.File
	tag      language.Tag
	wanted   map[string]int // the plural forms of the language
	problems diag.Problems
}

func (r *reader) whole(id, message, hint string) {
	p := r.file.Whole()
	p.ID, p.Message, p.Hint = id, message, hint
	r.problems = append(r.problems, p)
}

func (r *reader) report(at diag.Problem, id, message, hint string) {
	at.ID, at.Message, at.Hint = id, message, hint
	r.problems = append(r.problems, at)
}

// at returns the place of a key or a value.
func (r *reader) at(n ast.Node) diag.Problem { return r.place(n.GetToken()) }

func (r *reader) place(t *token.Token) diag.Problem {
	line, column := t.Position.Line, max(t.Position.Column, 1)
	p := r.file.Line(line, column, 1)
	rest := []rune(p.Excerpt)
	if column <= len(rest) && strings.HasPrefix(string(rest[column-1:]), t.Value) {
		p.Width = max(utf8.RuneCountInString(t.Value), 1)
	}
	return p
}

// syntax reports a text that is no YAML.
func (r *reader) syntax(err error) {
	p, message := r.file.Whole(), err.Error()
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.Message
		if t := syntax.Token; t != nil && t.Position != nil {
			p = r.place(t)
		}
	}
	r.report(p, "words/syntax", "this is not valid YAML: "+message, "put a text with a colon or with braces into double quotes")
}

// mapping returns a node as keys and values, nil when it is something else.
func mapping(n ast.Node) *ast.MappingNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n
	case *ast.MappingValueNode:
		return ast.Mapping(n.Start, false, n)
	}
	return nil
}

// keys returns the values of a mapping by their keys, and reports keys that stand there
// twice or are not among known.
func (r *reader) keys(m *ast.MappingNode, known []string) map[string]ast.Node {
	out := map[string]ast.Node{}
	for _, v := range m.Values {
		key := v.Key.String()
		switch {
		case out[key] != nil:
			r.report(r.at(v.Key), "words/twice", fmt.Sprintf("the key %q stands here twice", key), "take one of them out")
		case !slices.Contains(known, key):
			hint := "take it out"
			if near, ok := diag.Closest(key, known); ok {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.report(r.at(v.Key), "words/unknown-key", fmt.Sprintf("unknown key %q", key), hint)
		default:
			out[key] = v.Value
		}
	}
	return out
}

// group fills a struct from a mapping whose own key stands at above and is called path.
// like is the same struct in English, not valid for English itself.
func (r *reader) group(m *ast.MappingNode, above diag.Problem, path string, to, like reflect.Value) {
	var known []string
	fields := map[string]int{}
	for i := range to.NumField() {
		if f := to.Type().Field(i); path != "" || !slices.Contains([]string{"Tag", "Sum"}, f.Name) {
			known = append(known, keyOf(f.Name))
			fields[keyOf(f.Name)] = i
		}
	}
	values := r.keys(m, known)
	for _, key := range known {
		field, reference := to.Field(fields[key]), reflect.Value{}
		if like.IsValid() {
			reference = like.Field(fields[key])
		}
		if values[key] == nil {
			r.missing(above, path+key, reference)
			continue
		}
		r.value(values[key], path+key, field, reference)
	}
}

// missing reports a key that is needed.
func (r *reader) missing(above diag.Problem, path string, like reflect.Value) {
	hint := ""
	if like.IsValid() {
		switch text := like.Interface().(type) {
		case string:
			hint = fmt.Sprintf("in English it is %q", text)
		case Count:
			hint = fmt.Sprintf("in English it is %q", text.Other())
		}
	}
	if above.File == "" {
		above = r.file.Whole()
	}
	r.report(above, "words/missing", fmt.Sprintf("the key %s is missing", path), hint)
}

// value fills one field.
func (r *reader) value(n ast.Node, path string, to, like reflect.Value) {
	at := r.at(n)
	if m := mapping(n); m != nil && len(m.Values) > 0 {
		at = r.at(m.Values[0].Key)
	}
	group := func() *ast.MappingNode {
		m := mapping(n)
		if m == nil {
			r.report(at, "words/kind", fmt.Sprintf("%s is a group of keys", path), "write its keys below it, indented")
		}
		return m
	}
	switch into := to.Addr().Interface().(type) {
	case *string:
		text, ok := r.text(n, path)
		if ok && like.IsValid() {
			r.same(at, text, like.String())
		}
		*into = text
	case *Count:
		var english *Count
		if like.IsValid() {
			c := like.Interface().(Count)
			english = &c
		}
		*into = r.count(n, path, english, true)
	case *[12]string:
		r.months(n, path, into)
	case *map[string]string:
		if m := group(); m != nil {
			*into = map[string]string{}
			for _, v := range m.Values {
				(*into)[v.Key.String()], _ = r.text(v.Value, path+"."+v.Key.String())
			}
		}
	case *Numbers:
		if m := group(); m != nil {
			r.numbers(m, at, path, into, like)
		}
	case *Phrases:
		if m := group(); m != nil {
			r.phrases(m, at, path, into, like)
		}
	default:
		if m := group(); m != nil {
			r.group(m, at, path+".", to, like)
		}
	}
}

// text returns a value that is a text.
func (r *reader) text(n ast.Node, path string) (string, bool) {
	if s, ok := n.(*ast.StringNode); ok && strings.TrimSpace(s.Value) != "" {
		return s.Value, true
	}
	hint := "put it into double quotes"
	if _, empty := n.(*ast.NullNode); empty {
		hint = "write it behind the colon"
	}
	r.report(r.at(n), "words/kind", fmt.Sprintf("%s is a text", path), hint)
	return "", false
}

// same reports what a text leaves out or puts in that its English one does not have.
func (r *reader) same(at diag.Problem, text, english string) {
	have, want := names(Pieces(text)), names(Pieces(english))
	for _, name := range sorted(want) {
		if !have[name] {
			r.report(at, "words/left-out", fmt.Sprintf("%s is left out", name), fmt.Sprintf("in English it is %q", english))
		}
	}
	r.known(at, have, want, english)
}

func (r *reader) known(at diag.Problem, have, want map[string]bool, english string) {
	for _, name := range sorted(have) {
		if !want[name] {
			r.report(at, "words/unknown-name", fmt.Sprintf("nothing is called %s here", name), fmt.Sprintf("in English it is %q", english))
		}
	}
}

// count reads a text that depends on a number: one text for all, or one for each form.
func (r *reader) count(n ast.Node, path string, english *Count, counted bool) Count {
	c := Count{tag: r.tag, forms: map[string]string{}}
	m := mapping(n)
	if m == nil {
		text, ok := r.text(n, path)
		if ok && english != nil {
			r.same(r.at(n), text, english.Other())
		}
		c.forms["other"] = text
		return c
	}
	if !counted {
		r.report(r.at(n), "words/kind", fmt.Sprintf("%s does not depend on a number", path), "write one text")
		return c
	}
	values := r.keys(m, []string{"zero", "one", "two", "few", "many", "other"})
	for form, value := range values {
		text, ok := r.text(value, path+"."+form)
		c.forms[form] = text
		if !ok || english == nil {
			continue
		}
		if form == "other" {
			r.same(r.at(value), text, english.Other())
		} else {
			r.known(r.at(value), names(Pieces(text)), names(Pieces(english.Other())), english.Other())
		}
	}
	for _, form := range sorted(r.wanted) {
		if values[form] == nil {
			r.report(r.at(m.Values[0].Key), "words/form", fmt.Sprintf("the form %s of %s is missing", form, path),
				fmt.Sprintf("it is the one for %d; where all are the same, write one text", r.wanted[form]))
		}
	}
	return c
}

// months reads the names of the months.
func (r *reader) months(n ast.Node, path string, to *[12]string) {
	list, ok := n.(*ast.SequenceNode)
	if !ok || len(list.Values) != 12 {
		r.report(r.at(n), "words/kind", path+" is a list of twelve names", "write them in brackets, with commas between them")
		return
	}
	for i, v := range list.Values {
		to[i], _ = r.text(v, path)
	}
}

// numbers reads the phrases of package tracknum.
func (r *reader) numbers(m *ast.MappingNode, above diag.Problem, path string, to *Numbers, like reflect.Value) {
	known := tracknum.PhraseNames()
	values := r.keys(m, known)
	for i, key := range known {
		if values[key] == nil {
			r.missing(above, path+"."+key, reflect.ValueOf(tracknum.English().Phrases[i]))
			continue
		}
		text, ok := r.text(values[key], path+"."+key)
		if ok && like.IsValid() {
			r.same(r.at(values[key]), text, like.Index(i).String())
		}
		to[i] = text
	}
}

// phrases reads texts whose keys are those of English.
func (r *reader) phrases(m *ast.MappingNode, above diag.Problem, path string, to *Phrases, like reflect.Value) {
	if !like.IsValid() {
		for _, v := range m.Values {
			key := v.Key.String()
			*to = append(*to, Phrase{key, r.count(v.Value, path+"."+key, nil, true)})
		}
		return
	}
	english := like.Interface().(Phrases)
	var known []string
	for _, p := range english {
		known = append(known, p.Key)
	}
	values := r.keys(m, known)
	for _, p := range english {
		if values[p.Key] == nil {
			r.missing(above, path+"."+p.Key, reflect.ValueOf(p.Text))
			continue
		}
		*to = append(*to, Phrase{p.Key, r.count(values[p.Key], path+"."+p.Key, &p.Text, len(p.Text.forms) > 1)})
	}
}

// keyOf returns the key of a field: "not-found" for NotFound.
func keyOf(field string) string {
	var b strings.Builder
	for i, c := range field {
		if unicode.IsUpper(c) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
