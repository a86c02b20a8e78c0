package adapter_test

import (
	"testing"

	"waybill/internal/adapter"
)

// TestReadByteOrderMark reads answers before which a server put a mark.
func TestReadByteOrderMark(t *testing.T) {
	for body, want := range map[string]adapter.Kind{
		"found":               "",
		"\uFEFFfound":         "",
		"\uFEFFmissing":       adapter.NotFound,
		"\uFEFF\uFEFFmissing": adapter.UnreadableAnswer,
		"\uFEFF":              adapter.UnreadableAnswer,
	} {
		_, err := adapter.Read(stub{}, adapter.Query{Number: number}, adapter.Answer{Body: []byte(body)}, nil)
		if got := adapter.KindOf(err); got != want {
			t.Errorf("%q: got %q, want %q", body, got, want)
		}
	}
}
