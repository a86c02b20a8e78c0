package adapter

import "strings"

// maxNumber is the length of the longest number asked for, which is also the
// longest that recognition takes for a number.
const maxNumber = 64

// CheckNumber refuses what no carrier could have printed on a label: nothing at
// all, more than 64 characters, or anything but ASCII letters, digits and single
// hyphens or slashes between them. The error is of kind [BadRequest].
func CheckNumber(number string) error {
	switch {
	case number == "":
		return Errorf(BadRequest, "the tracking number is empty")
	case len(number) > maxNumber:
		return Errorf(BadRequest, "the tracking number is longer than %d characters", maxNumber)
	}
	joint := true // a hyphen or slash may not follow: at the start, or after another
	for i := 0; i < len(number); i++ {
		switch c := number[i]; {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
			joint = false
		case (c == '-' || c == '/') && !joint && i < len(number)-1:
			joint = true
		default:
			return Errorf(BadRequest, "the tracking number has something other than a letter or digit at position %d", i+1)
		}
	}
	return nil
}

// Mask returns number with all but its first and last two characters hidden, for
// logs and errors: LP************12. Numbers of fewer than eight characters are
// hidden whole. It never returns more than 64 characters.
func Mask(number string) string {
	n := min(len(number), maxNumber)
	if n < 8 {
		return strings.Repeat("*", n)
	}
	for i := 0; i < len(number); i++ {
		if number[i] < 0x21 || number[i] > 0x7e {
			return strings.Repeat("*", n)
		}
	}
	return number[:2] + strings.Repeat("*", n-4) + number[len(number)-2:]
}
