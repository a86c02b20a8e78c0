// Package lenient reads JSON of which only the outline is certain. Its types take
// what they can use and are zero for whatever else stands in their place, so that
// one odd field of a carrier's answer costs no more than itself.
//
// Use ordinary Go types for what an answer cannot be understood without: there, a
// wrong type means that the answer has another shape.
package lenient

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// Text is a string or a number as text, without the spaces around it.
// Whatever else stands in its place is "".
type Text string

// UnmarshalJSON never fails.
func (t *Text) UnmarshalJSON(b []byte) error {
	*t = ""
	b = bytes.TrimSpace(b)
	switch {
	case len(b) == 0:
	case b[0] == '"':
		var s string
		if json.Unmarshal(b, &s) == nil {
			*t = Text(strings.TrimSpace(s))
		}
	case b[0] == '-', b[0] >= '0' && b[0] <= '9':
		*t = Text(b)
	}
	return nil
}

// String returns the text.
func (t Text) String() string { return string(t) }

// Is reports whether the text is word, whatever their case.
func (t Text) Is(word string) bool { return strings.EqualFold(string(t), word) }

// Int returns the text as a whole number. It reports false when it is none.
func (t Text) Int() (int64, bool) {
	n, err := strconv.ParseInt(string(t), 10, 64)
	return n, err == nil
}

// First returns the first text that is not empty, or "".
func First[T ~string](texts ...T) string {
	for _, t := range texts {
		if s := strings.TrimSpace(string(t)); s != "" {
			return s
		}
	}
	return ""
}

// Bool is true for the JSON true, 1, "true", "1", "Y" and "yes", and false for
// everything else.
type Bool bool

// UnmarshalJSON never fails.
func (v *Bool) UnmarshalJSON(b []byte) error {
	b = bytes.Trim(bytes.TrimSpace(b), `"`)
	switch strings.ToLower(string(b)) {
	case "true", "1", "y", "yes":
		*v = true
	default:
		*v = false
	}
	return nil
}

// Object is an object of type T, in V. Whatever else stands in its place is the
// zero value.
type Object[T any] struct{ V T }

// UnmarshalJSON never fails.
func (o *Object[T]) UnmarshalJSON(b []byte) error {
	var v T
	if json.Unmarshal(b, &v) != nil {
		v = *new(T)
	}
	o.V = v
	return nil
}

// List is a list whose items are read one by one. An item that cannot be read is
// left out; a single object in place of the list is a list of one, as upstreams
// write that were translated from XML. Whatever else stands in its place is nil. An
// empty list is empty and not nil.
type List[T any] []T

// UnmarshalJSON never fails.
func (l *List[T]) UnmarshalJSON(b []byte) error {
	*l = nil
	b = bytes.TrimSpace(b)
	if len(b) == 0 || b[0] != '[' && b[0] != '{' {
		return nil
	}
	var items []json.RawMessage // its items are written anew: they must not share b
	if b[0] == '{' {
		items = append(items, b)
	} else if json.Unmarshal(b, &items) != nil {
		return nil
	}
	*l = List[T]{}
	for _, item := range items {
		var v T
		if string(item) != "null" && json.Unmarshal(item, &v) == nil {
			*l = append(*l, v)
		}
	}
	return nil
}
