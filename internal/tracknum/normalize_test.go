package tracknum

import (
	"testing"
	"unicode"
)

func TestNormalize(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"1Z999AA10123456784", "1Z999AA10123456784"},
		{" 1z 999 aa1 01-2345.6784\r\n", "1Z999AA10123456784"},
		{"RA 123 456 785 CH", "RA123456785CH"}, // no-break, narrow and figure spaces
		{"RA\u2010123\u2011456\u2012785\u2013C\u2014H\u2212", "RA123456785CH"},
		{"\uFEFF\u200BRA\u200D123\u2060456\u00AD785\u200E\u202ACH\u202C", "RA123456785CH"},
		{"ＲＡ１２３　４５６．７８５－ｃｈ", "RA123456785CH"},
		{"RA١٢٣۴۵۶७८९CH", "RA123456789CH"}, // Arabic, Persian, Devanagari
		{"𝟏𝟐𝟑\U0001FBF4", "1234"},
		{"0123/45678901", "0123/45678901"},
		{"０１２３／４５", "0123/45"},
		{"OIl|o", "OIL|O"},
		{"a\x00b\x1b\x7fc", "ABC"},
		{"é№²ß", "é№²ß"},
		{"LP#1,2:3", "LP#1,2:3"},
		{"\xff1\xc3", "\uFFFD1\uFFFD"},
	}
	for _, tt := range tests {
		if got := Normalize(tt.in); got != tt.want {
			t.Errorf("Normalize(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestDigitsOfUnicode holds the table of zeros against package unicode.
func TestDigitsOfUnicode(t *testing.T) {
	count := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		d, ok := digit(r)
		if ok != unicode.Is(unicode.Nd, r) {
			t.Fatalf("digit(%U) = %d, %v; Unicode says %v", r, d, ok, !ok)
		}
		if !ok {
			continue
		}
		if want := count % 10; d != want {
			t.Errorf("digit(%U) = %d, want %d", r, d, want)
		}
		count++
	}
	if count != 10*len(zeros) {
		t.Errorf("%d digits, want %d", count, 10*len(zeros))
	}
}

// TestInvisible holds what is dropped against Unicode's categories: nothing but
// spaces, controls, formats, dashes, marks and dots.
func TestInvisible(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !invisible(r) {
			if unicode.Is(unicode.White_Space, r) {
				t.Errorf("%U is white space and kept", r)
			}
			continue
		}
		if !unicode.In(r, unicode.White_Space, unicode.Cc, unicode.Cf, unicode.Pd, unicode.Mn, unicode.Zs) &&
			r != 0xB7 && r != 0x2024 && r != 0x2025 && r != 0x2026 && r != 0x2027 && r != 0x2212 && r != 0x30FB &&
			r != 0xFE52 && r != 0xFF0E && r != 0x2065 {
			t.Errorf("%U is dropped", r)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	f.Add("1z 999 aa1 01-2345.6784")
	f.Add("ＲＡ１２３　٤٥٦\xff")
	f.Fuzz(func(t *testing.T, s string) {
		once := Normalize(s)
		if twice := Normalize(once); twice != once {
			t.Errorf("Normalize(%q) = %q, then %q", s, once, twice)
		}
	})
}
