package tracknum

// Limits of the pattern language. They keep a table small and its decoder
// bounded; the longest number in the facts has 40 characters.
const (
	minLength = 5   // characters of the shortest number
	maxLength = 64  // characters of the longest number: positions are bits of a uint64
	maxItems  = 24  // items of one pattern
	maxAlts   = 256 // literals of one item
	maxShapes = 256 // combinations of lengths of one pattern
	maxName   = 40  // bytes of a part name
)

// Pattern is one shape of tracking number, parsed. The package comment
// describes the language.
type Pattern struct {
	items []item
}

// kind says what may stand at the positions of an item.
type kind uint8

const (
	kindLiteral kind = iota
	kindDigits
	kindLetters
	kindCharacters
	kindHex
	kindCheckDigit
	kindCheckCharacter
	kindCountry
	kinds // how many there are
)

// item is one element of a pattern: alts for a literal, min to max characters
// of a class for everything else.
type item struct {
	kind     kind
	optional bool
	mixed    bool // at least one letter and one digit among its characters
	min, max int
	alts     []string // sorted, without duplicates
	name     string   // of the part, may be empty
}

// check reports whether the item is the check digit or check character.
func (it item) check() bool { return it.kind == kindCheckDigit || it.kind == kindCheckCharacter }

// lengths returns how few and how many characters the item takes.
func (it item) lengths() (lo, hi int) {
	lo, hi = it.min, it.max
	if it.kind == kindLiteral {
		lo, hi = maxLength+1, 0
		for _, a := range it.alts {
			lo, hi = min(lo, len(a)), max(hi, len(a))
		}
	}
	if it.optional {
		lo = 0
	}
	return lo, hi
}

// choices counts the lengths the item can have.
func (it item) choices() int {
	count := 0
	lo, hi := it.lengths()
	for n := lo; n <= hi; n++ {
		if it.takes(n) {
			count++
		}
	}
	return count
}

// combinations returns how many combinations of lengths items allow, or one
// more than maxShapes when they are more than that.
func combinations(items []item) int {
	n := 1
	for _, it := range items {
		if n *= it.choices(); n > maxShapes {
			return maxShapes + 1
		}
	}
	return n
}

// takes reports whether the item can stand for exactly n characters.
func (it item) takes(n int) bool {
	if n == 0 {
		return it.optional || it.kind != kindLiteral && it.min == 0
	}
	if it.kind != kindLiteral {
		return n >= it.min && n <= it.max
	}
	for _, a := range it.alts {
		if len(a) == n {
			return true
		}
	}
	return false
}
