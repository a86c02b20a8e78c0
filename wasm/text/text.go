// Package text is a few functions on short texts. Some are of packages strings and
// strconv, written out, because those weigh 5 and 3 kB in the page's module.
package text

import "unicode/utf8"

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// Cut parts s at the first sep. Without one, before is all of s.
func Cut(s, sep string) (before, after string, found bool) {
	for i := 0; i+len(sep) <= len(s); i++ {
		if s[i:i+len(sep)] == sep {
			return s[:i], s[i+len(sep):], true
		}
	}
	return s, "", false
}

// Itoa writes a whole number.
func Itoa(n int) string {
	switch {
	case n < 0:
		return "-" + Itoa(-n)
	case n > 9:
		return Itoa(n/10) + Itoa(n%10)
	}
	return "0123456789"[n : n+1]
}

// Whole reads a whole number of at most six digits. That of package strconv brings
// errors for every other kind of number along.
func Whole(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != "" && len(s) <= 6
}

// Join writes two facts side by side: "Shenzhen, China".
func Join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// First returns the first string that is not empty.
func First(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// Plain drops what a carrier's short texts (a place, a service, a number) cannot
// mean: controls, and marks that turn the direction of the text around them.
func Plain(s string) string {
	var b []byte
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r < ' ', r >= 0x7F && r < 0xA0, r == 0x200E, r == 0x200F, r == 0x061C,
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == utf8.RuneError:
		default:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return string(b)
}

// Escape writes a text as a part of an address.
func Escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '_' || c == '.' {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}
