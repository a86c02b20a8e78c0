package tracknum

import (
	"unicode/utf8"
)

// Classes of a byte of a normalised number; 0 is any other byte.
const (
	classDigit  = 1
	classLetter = 2
	classSlash  = 4
)

// charClass gives the class of every byte.
var charClass = func() (table [256]uint8) {
	for c := '0'; c <= '9'; c++ {
		table[c] = classDigit
	}
	for c := 'A'; c <= 'Z'; c++ {
		table[c] = classLetter
	}
	table['/'] = classSlash
	return table
}()

// isDigit reports whether c is an ASCII digit.
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// Normalize returns s as numbers are compared: letters in upper case; spaces,
// dots, dashes and characters that cannot be seen (zero-width, bidirectional
// marks, controls) dropped; full-width letters and the decimal digits of every
// script as ASCII. Look-alikes such as O and 0 are not changed, and neither is
// the slash, which some numbers have. Whatever else s contains stays, so that
// it is not taken for a number. Normalize(Normalize(s)) is Normalize(s).
func Normalize(s string) string {
	if normalized(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch c, keep := fold(r); {
		case keep && c < utf8.RuneSelf:
			b = append(b, byte(c))
		case keep && c == utf8.RuneError:
			b = append(b, "\uFFFD"...)
		case keep:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return string(b)
}

// normalized reports whether s has only characters of tracking numbers.
func normalized(s string) bool {
	for i := range len(s) {
		if charClass[s[i]] == 0 {
			return false
		}
	}
	return true
}

// fold returns how r stands in a normalised number, and whether it stands there
// at all.
func fold(r rune) (rune, bool) {
	switch {
	case r >= 'a' && r <= 'z':
		return r - 'a' + 'A', true
	case r == '.' || r == '-' || r <= ' ' || r == 0x7F:
		return 0, false
	case r < 0x80:
		return r, true
	case r >= 'Ａ' && r <= 'Ｚ':
		return r - 'Ａ' + 'A', true
	case r >= 'ａ' && r <= 'ｚ':
		return r - 'ａ' + 'A', true
	case r == '／':
		return '/', true
	case invisible(r):
		return 0, false
	}
	if d, ok := digit(r); ok {
		return '0' + rune(d), true
	}
	return r, true
}

// invisible reports whether r is a space, dot, dash or mark outside ASCII that
// people and programs put between or around the characters of a number.
func invisible(r rune) bool {
	switch {
	case r <= 0xA0, // C1 controls, no-break space
		r == 0xAD,                // soft hyphen
		r == 0xB7,                // middle dot
		r == 0x34F,               // combining grapheme joiner
		r == 0x61C,               // Arabic letter mark
		r == 0x1680, r == 0x180E, // Ogham space, Mongolian vowel separator
		r >= 0x2000 && r <= 0x2015, // spaces, zero-width characters, marks, dashes
		r >= 0x2024 && r <= 0x202F, // dot leaders, separators, bidirectional controls
		r >= 0x205F && r <= 0x206F, // spaces, word joiner, bidirectional isolates
		r == 0x2212,                // minus sign
		r == 0x3000, r == 0x30FB,   // ideographic space, katakana middle dot
		r >= 0xFE00 && r <= 0xFE0F,            // variation selectors
		r == 0xFE52, r == 0xFE58, r == 0xFE63, // small full stop and dashes
		r == 0xFEFF,              // byte order mark
		r == 0xFF0D, r == 0xFF0E: // full-width hyphen and full stop
		return true
	}
	return false
}

// digit returns the value of a decimal digit of any script.
func digit(r rune) (int, bool) {
	for _, zero := range zeros {
		if r < zero {
			return 0, false
		}
		if r < zero+10 {
			return int(r - zero), true
		}
	}
	return 0, false
}

// zeros are the digits zero of Unicode 15, each followed by its one to nine:
// the characters of category Nd. Kept here because package unicode would bring
// all its tables into the page.
var zeros = [...]rune{
	'0', 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
	0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
	0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0,
	0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50,
	0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0,
	0x1E4F0, 0x1E950, 0x1FBF0,
}
