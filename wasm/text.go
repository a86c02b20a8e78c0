package main

// A few of packages strings and strconv, written out: they weigh 5 and 3 kB in the
// module.

func hasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// cutAt parts s at the first sep. Without one, before is all of s.
func cutAt(s, sep string) (before, after string, found bool) {
	for i := 0; i+len(sep) <= len(s); i++ {
		if s[i:i+len(sep)] == sep {
			return s[:i], s[i+len(sep):], true
		}
	}
	return s, "", false
}

// itoa writes a whole number.
func itoa(n int) string {
	switch {
	case n < 0:
		return "-" + itoa(-n)
	case n > 9:
		return itoa(n/10) + itoa(n%10)
	}
	return "0123456789"[n : n+1]
}

// boolean writes true or false.
func boolean(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
