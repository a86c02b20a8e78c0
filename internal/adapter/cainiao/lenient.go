package cainiao

import (
	"bytes"
	"encoding/json"
	"strings"
)

// scalar is a text or a number of the answer as text. Whatever else stands in its
// place is "".
type scalar string

// UnmarshalJSON never fails.
func (s *scalar) UnmarshalJSON(b []byte) error {
	*s = ""
	b = bytes.TrimSpace(b)
	switch {
	case len(b) == 0:
	case b[0] == '"':
		var text string
		if json.Unmarshal(b, &text) == nil {
			*s = scalar(text)
		}
	case b[0] == '-' || (b[0] >= '0' && b[0] <= '9'):
		*s = scalar(b)
	}
	return nil
}

// trim returns s without the spaces around it.
func (s scalar) trim() string { return strings.TrimSpace(string(s)) }

// optional is an object of the answer. Whatever else stands in its place is the
// zero value.
type optional[T any] struct{ value T }

// UnmarshalJSON never fails.
func (o *optional[T]) UnmarshalJSON(b []byte) error {
	var value T
	if json.Unmarshal(b, &value) == nil {
		o.value = value
	}
	return nil
}
