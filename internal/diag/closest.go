package diag

import "strings"

// Closest returns the candidate that is the fewest typing slips away from word,
// and whether it is near enough to be worth asking about. A slip is a character
// added, left out or replaced, or two neighbours swapped; case does not count.
// Of equally near candidates the first wins.
func Closest(word string, candidates []string) (string, bool) {
	w := []rune(strings.ToLower(word))
	best, found := "", false
	least := max(1, (len(w)+1)/3)
	for _, c := range candidates {
		r := []rune(strings.ToLower(c))
		// A short word is near to every other short word: at least one
		// character of it must survive.
		limit := min(least, max(len(w), len(r))-1)
		if d := distance(w, r); d <= limit && c != word {
			best, found, least = c, true, d-1
		}
	}
	return best, found
}

// distance is the Damerau-Levenshtein distance in its restricted form: no part
// of the word is edited twice.
func distance(a, b []rune) int {
	before := make([]int, len(b)+1)
	above := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}
