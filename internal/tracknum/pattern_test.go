package tracknum

import (
	"errors"
	"strings"
	"testing"
)

func TestParsePattern(t *testing.T) {
	tests := []struct {
		in                string
		want              string // "" for the same
		shortest, longest int
	}{
		{"LP + 14 digits", "", 16, 16},
		{"LP+14 digits(serial number)", "LP + 14 digits (serial number)", 16, 16},
		{"1Z + 6 characters (shipper) + 2 characters (service) + 7 characters (package) + check digit", "", 18, 18},
		{"2 letters (service indicator) + 8 digits (serial number) + check digit + country (issuing country)", "", 13, 13},
		{"8-14 digits", "", 8, 14},
		{"1 letters + 1 digit + 3 digit", "1 letter + 1 digit + 3 digits", 5, 5},
		{"F|C|A|A + 10 digits", "A|C|F + 10 digits", 11, 11},
		{"91-95 + 20 digits", "91|92|93|94|95 + 20 digits", 22, 22},
		{"EA-EE|CP|GI + 9 digits + GB", "CP|EA|EB|EC|ED|EE|GI + 9 digits + GB", 13, 13},
		{"8Y-9B + 9 digits", "8Y|8Z|9A|9B + 9 digits", 11, 11},
		{"3232 + 14 digits", "", 18, 18},
		{"4 digits + / + 8 digits", "", 13, 13},
		{"CP|SPXID + 5 digits", "CP|SPXID + 5 digits", 7, 10},
		{"optional 420 + optional 5 digits + 20 digits", "", 20, 28},
		{"0-3 letters + 6 digits", "", 6, 9},
		{"13 digits + check character", "", 14, 14},
		{"  5\tdigits \n+ X ( a   b ) ", "5 digits + X (a b)", 6, 6},
	}
	for _, tt := range tests {
		p, err := ParsePattern(tt.in)
		if err != nil {
			t.Errorf("ParsePattern(%q): %v", tt.in, err)
			continue
		}
		if tt.want == "" {
			tt.want = tt.in
		}
		if got := p.String(); got != tt.want {
			t.Errorf("ParsePattern(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if a, b := p.Lengths(); a != tt.shortest || b != tt.longest {
			t.Errorf("ParsePattern(%q) has lengths %d to %d, want %d to %d", tt.in, a, b, tt.shortest, tt.longest)
		}
	}
}

func TestParsePatternErrors(t *testing.T) {
	tests := []struct {
		in   string
		at   string // what the error points at
		msg  string // part of the message
		hint string // part of the hint
	}{
		{"", "", "empty", "LP + 14 digits"},
		{"LP + 14 digts", "digts", "not a class", `did you mean "digits"?`},
		{"LP + 14 leters", "leters", "not a class", `"letters"`},
		{"LP + 14digits", "14digits", "neither", `did you mean "14 digits"?`},
		{"LP + digits", "digits", "neither", `a count comes before a class`},
		{"lp + 14 digits", "lp", "neither", `upper case: "LP"`},
		{"LP + + 14 digits", " ", "missing", "single plus"},
		{"LP + 14 digits +", "", "missing", ""},
		{"LP 14 digits", "digits", "plus sign is missing", ""},
		{"LP digits", "LP digits", "make no item", ""},
		{"LP + 0 digits", "0", "not a count", ""},
		{"LP + 9-3 digits", "9-3", "not a count", "8-14"},
		{"LP + 99 digits", "99", "not a count", "64"},
		{"60 digits + 10 digits", "60 digits + 10 digits", "at most 64", ""},
		{"3 digits", "3 digits", "at least 5", ""},
		{"A||B + 9 digits", "|", "literal is missing", ""},
		{"A|b + 9 digits", "b", "neither", `"B"`},
		{"A-10 + 9 digits", "A-10", "not a range", "same length"},
		{"9-1 + 9 digits", "9-1", "not a range", ""},
		{"A0-Z9 + 9 digits", "A0-Z9", "at most 256", ""},
		{"AA-A1 + 9 digits", "AA-A1", "not a range", ""},
		{"LP (serial + 14 digits", "(", "not closed", ""},
		{"LP ) + 14 digits", ")", "without an opening", ""},
		{"LP () + 14 digits", "()", "1 to 40 bytes", ""},
		{"(a) LP + 14 digits", "LP", "part name comes last", ""},
		{"9 digits + check", "check", "neither", "check digit"},
		{"9 digits + check digits", "digits", "after check", `"check digit"`},
		{"9 digits + chek digit", "chek digit", "make no item", `"check"`},
		{"9 digits + optional", "optional", "stands alone", ""},
		{"9 digits + optional check digit", "check", "cannot be optional", ""},
		{"9 digits + optional country", "country", "cannot be optional", ""},
		{"9 digits + check digit + check digit", " check digit", "only one check", ""},
		{"9 digits + country + country", " country", "only one country", ""},
		{"1-8 digits + 1-8 letters + 1-8 digits", "1-8 digits + 1-8 letters + 1-8 digits", "combinations", ""},
		{strings.Repeat("A+", 24) + "A", "A", "at most 24 items", ""},
	}
	for _, tt := range tests {
		_, err := ParsePattern(tt.in)
		var e *SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("ParsePattern(%q) = %v, want a syntax error", tt.in, err)
			continue
		}
		if got := tt.in[e.Offset : e.Offset+e.Length]; got != tt.at {
			t.Errorf("ParsePattern(%q) points at %q, want %q", tt.in, got, tt.at)
		}
		if !strings.Contains(e.Msg, tt.msg) || !strings.Contains(e.Hint, tt.hint) {
			t.Errorf("ParsePattern(%q): %q, hint %q; want %q, hint %q", tt.in, e.Msg, e.Hint, tt.msg, tt.hint)
		}
		if !strings.Contains(e.Error(), e.Msg) || !strings.Contains(e.Error(), e.Hint) {
			t.Errorf("ParsePattern(%q): the error %q does not say all", tt.in, e)
		}
	}
}

func FuzzParsePattern(f *testing.F) {
	for _, c := range testSource(f).Carriers {
		for _, format := range c.Formats {
			f.Add(format.Pattern)
		}
	}
	f.Add("91-95|EA-EE (x) + optional 8-14 digts + check character")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePattern(s)
		if err != nil {
			var e *SyntaxError
			if !errors.As(err, &e) {
				t.Fatalf("%q: %T is no syntax error", s, err)
			}
			if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(s) || e.Msg == "" {
				t.Fatalf("%q: error outside the text: %+v", s, e)
			}
			return
		}
		again, err := ParsePattern(p.String())
		if err != nil {
			t.Fatalf("%q becomes %q, which does not parse: %v", s, p, err)
		}
		if again.String() != p.String() {
			t.Fatalf("%q becomes %q, then %q", s, p, again)
		}
		if a, b := p.Lengths(); a < minLength || b > maxLength || a > b {
			t.Fatalf("%q has lengths %d to %d", s, a, b)
		}
	})
}
