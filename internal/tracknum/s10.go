package tracknum

// serviceIndicator is the part name that stands for the first two letters of a
// UPU S10 number.
const serviceIndicator = "service indicator"

// issuingCountry is the part name of the country code at its end.
const issuingCountry = "issuing country"

// indicatorUse reports whether standard S10 gives a service indicator a meaning,
// and whether it may be used between all countries; the others are unassigned,
// reserved, for use within a country, or left to agreements. All of them occur
// in valid numbers. Source: Wikipedia, "S10 (UPU standard)".
func indicatorUse(a, b byte) (assigned, everywhere bool) {
	switch a {
	case 'C', 'L', 'M', 'R', 'U', 'V':
		return true, b != 'Z'
	case 'E', 'H':
		return true, b < 'X'
	case 'Q':
		return b <= 'M', b <= 'M'
	}
	return false, false
}
