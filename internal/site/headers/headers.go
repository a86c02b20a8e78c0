// Package headers knows the _headers file, by which static hosts (Netlify,
// Cloudflare Pages) are told what to send with which address:
//
//	# comment
//	/assets/*
//	  Cache-Control: public, max-age=31536000, immutable
//	/feed.atom
//	  Content-Type: application/atom+xml; charset=utf-8
//
// A build writes one, and the local server reads the one that was built, so
// that a preview sends exactly what a host will.
//
// Hosts join the values when a header is set for one address by several rules.
// A [File] is therefore written so that no two of its rules set the same header
// for the same address.
package headers

import (
	"fmt"
	"net/http"
	"net/textproto"
	"strings"
)

// Field is one header.
type Field struct{ Name, Value string }

// Rule says what to send with the addresses that Path matches. Path is the path
// of a URL; a * at its end, and nowhere else, stands for any text.
type Rule struct {
	Path   string
	Fields []Field
}

// File is the rules of a _headers file in their order.
type File []Rule

// String returns the text of the file.
func (f File) String() string {
	var b strings.Builder
	for _, rule := range f {
		fmt.Fprintf(&b, "%s\n", rule.Path)
		for _, field := range rule.Fields {
			fmt.Fprintf(&b, "  %s: %s\n", field.Name, field.Value)
		}
	}
	return b.String()
}

// Matches reports whether the rule is meant for an address with this path.
func (r Rule) Matches(path string) bool {
	if prefix, ok := strings.CutSuffix(r.Path, "*"); ok {
		return strings.HasPrefix(path, prefix)
	}
	return path == r.Path
}

// Apply sets in h what f says for an address with this path. A header that
// several rules set gets their values joined by a comma, as hosts do it.
func (f File) Apply(h http.Header, path string) {
	set := map[string]bool{}
	for _, rule := range f {
		if !rule.Matches(path) {
			continue
		}
		for _, field := range rule.Fields {
			name := textproto.CanonicalMIMEHeaderKey(field.Name)
			if set[name] {
				h.Set(name, h.Get(name)+", "+field.Value)
				continue
			}
			h.Set(name, field.Value)
			set[name] = true
		}
	}
}

// Parse reads the text of a _headers file as far as File can hold it. An error
// names the line.
func Parse(text string) (File, error) {
	var f File
	n := 0
	for line := range strings.Lines(text) {
		n++
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case line[0] != ' ' && line[0] != '\t':
			if trimmed[0] != '/' {
				return nil, fmt.Errorf("_headers:%d: %q does not begin with a slash", n, trimmed)
			}
			if i := strings.IndexByte(trimmed, '*'); i >= 0 && i != len(trimmed)-1 {
				return nil, fmt.Errorf("_headers:%d: %q has a * before its end", n, trimmed)
			}
			f = append(f, Rule{Path: trimmed})
		case len(f) == 0:
			return nil, fmt.Errorf("_headers:%d: a header before the first path", n)
		default:
			name, value, ok := strings.Cut(trimmed, ":")
			name, value = strings.TrimSpace(name), strings.TrimSpace(value)
			if !ok || !isToken(name) || value == "" || strings.ContainsFunc(value, isControl) {
				return nil, fmt.Errorf("_headers:%d: %q is not a header", n, trimmed)
			}
			rule := &f[len(f)-1]
			rule.Fields = append(rule.Fields, Field{name, value})
		}
	}
	return f, nil
}

// isToken reports whether s is a header's name as Waybill writes them.
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-')
	})
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }
