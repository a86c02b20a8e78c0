//go:build !js || compiler

package tracknum

// suggest returns a hint for a word that is not understood where an item of a
// pattern is expected, or "".
func suggest(w string) string {
	digits := 0
	for digits < len(w) && isDigit(w[digits]) {
		digits++
	}
	if digits > 0 && digits < len(w) {
		if class := nearest(w[digits:], classWords); class != "" {
			return "did you mean " + quote(w[:digits]+" "+class) + "?"
		}
	}
	if class := nearest(w, classWords); class != "" {
		switch {
		case w == "check":
			return "write " + quote("check digit") + " or " + quote("check character")
		case class == w:
			return "a count comes before a class: " + quote("4 "+w)
		}
		return "did you mean " + quote(class) + "?"
	}
	if up := upper(w); up != w && !badLiteral(up) {
		return "literals are upper case: " + quote(up)
	}
	return ""
}

var classWords = []string{"digits", "letters", "characters", "digit", "letter", "character", "check", "country", "optional"}

// quote puts s in quotation marks.
func quote(s string) string { return `"` + s + `"` }

// nearest returns the word that is most like s, or "" when none is close: more
// than a third of the letters would have to change.
func nearest(s string, words []string) string {
	s = lower(s)
	if len(s) > maxName {
		return ""
	}
	best, bestCost := "", maxName
	for _, w := range words {
		if cost := distance(s, w); cost < bestCost && cost*3 <= max(len(w), len(s)) {
			best, bestCost = w, cost
		}
	}
	return best
}

// distance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b.
func distance(a, b string) int {
	older, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], older[j-2]+1)
			}
		}
		older, row = row, next
	}
	return row[len(b)]
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}
