package main

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// TestEachLine reads lists with lines that are too long, which cost only themselves.
func TestEachLine(t *testing.T) {
	full, long := strings.Repeat("1", maxLine), strings.Repeat("2", maxLine+1)
	for _, c := range []struct {
		name, in string
		want     []string
		faults   []string // beginnings of the lines of the error
	}{
		{"empty", "", nil, nil},
		{"no last end", "a\r\n\n \nb", []string{"a", "b"}, nil},
		{"the longest", full + "\nb\n", []string{full, "b"}, nil},
		{"two too long", "a\n" + long + "\nb\n" + long + long + "\nc\n", []string{"a", "b", "c"}, []string{"line 2 is", "line 4 is"}},
		{"too long at the end", "a\n" + long, []string{"a"}, []string{"line 2 is"}},
	} {
		var got []string
		ended := false
		err := eachLine(t.Context(), strings.NewReader(c.in),
			func(line string) error { got = append(got, line); return nil },
			func() error { ended = true; return nil })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %d lines, want %d", c.name, len(got), len(c.want))
		}
		var faults []string
		if err != nil {
			faults = strings.Split(err.Error(), "\n")
		}
		if !slices.EqualFunc(faults, c.faults, strings.HasPrefix) {
			t.Errorf("%s: got the faults %q, want %q", c.name, faults, c.faults)
		}
		if !ended {
			t.Errorf("%s: what was found is not flushed", c.name)
		}
	}
}

func TestEachLineReadError(t *testing.T) {
	broken := errors.New("broken")
	in := io.MultiReader(strings.NewReader("a\n"), iotest.ErrReader(broken))
	err := eachLine(t.Context(), in, func(string) error { return nil }, func() error { return nil })
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v", err)
	}
}
