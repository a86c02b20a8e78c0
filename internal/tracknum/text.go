package tracknum

// The few things that this package needs of packages strings and strconv, written
// out: with what stands behind them, they weigh 5 and 3 kB in the page's module.
// Case is that of ASCII, which is all that patterns and numbers know.

// index returns where sub first stands in s, or -1.
func index(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

func hasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// cut parts s at the first sep. Without one, before is all of s.
func cut(s, sep string) (before, after string, found bool) {
	if i := index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func join(texts []string, sep string) string {
	var b []byte
	for i, text := range texts {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, text...)
	}
	return string(b)
}

// compare orders texts by their bytes.
func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// itoa writes a whole number.
func itoa(n int) string { return string(appendInt(nil, n)) }

// appendInt appends a whole number.
func appendInt(b []byte, n int) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	if n > 9 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}
