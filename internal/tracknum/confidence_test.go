package tracknum

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestLog2(t *testing.T) {
	for _, x := range []float64{1, 1.5, 2, 10, 26, 676. / 230, 1e6, 1e12} {
		if got, want := log2(x), math.Log2(x); math.Abs(got-want) > 0.001 {
			t.Errorf("log2(%v) = %v, want %v", x, got, want)
		}
	}
}

// TestConfidence holds the figures that confidence.go promises.
func TestConfidence(t *testing.T) {
	tests := []struct {
		pattern, check string
		known          trust
		fits, fails    uint8
	}{
		{"12 digits", "", trustVerified, 15, 8},
		{"11 digits + check digit", "ups-waybill", trustVerified, 50, 8},
		{"12 digits", "", trustRecall, 8, 4},
		{"LP + 14 digits", "", trustVerified, 90, 45},
		{"LP + 14 digits", "", trustShape, 72, 36},
		{"LP + 14 digits", "", trustRecall, 45, 23},
		{"1Z + 15 characters + check digit", "ups", trustVerified, 99, 43},
		{"1Z + 15 characters + check digit", "ups", trustRecall, 50, 21},
		{"A|H|J|K|T|V + 9 digits + check digit", "ups-waybill", trustVerified, 83, 24},
		{"2 letters + 8 digits + check digit + country", "s10", trustVerified, 98, 32},
		{"Z + 10 digits", "", trustVerified, 64, 32},
		{"6|8 + 1 letter + 10 digits + check digit", "ups-waybill", trustVerified, 89, 34}, // one in fifty fits
		{"98|99 + 16 digits", "", trustVerified, 51, 26},
		{"optional 98 + 16 digits", "", trustVerified, 15, 8},
	}
	for _, tt := range tests {
		p, err := ParsePattern(tt.pattern)
		if err != nil {
			t.Fatal(err)
		}
		fits, fails := weigh(p.items, 230, ruleNamed(tt.check)).confidence(tt.known)
		if fits != tt.fits || fails != tt.fails {
			t.Errorf("%s, %s, %s: %d and %d, want %d and %d", tt.pattern, tt.check, trustNames[tt.known], fits, fails, tt.fits, tt.fails)
		}
	}
}

// TestRandomStrings recognises random strings of common layouts: with a
// confidence of 0.9 or more, fewer than one in a hundred may be.
func TestRandomStrings(t *testing.T) {
	table := testTable(t)
	rng := rand.New(rand.NewPCG(3, 4))
	layouts := []string{ // 9 is a digit, A a letter, * either
		"99999999", "9999999999", "99999999999", "999999999999", "9999999999999", "99999999999999", "999999999999999999", "99999999999999999999", "9999999999999999999999",
		"A9999999999", "AA9999999999", "AA999999999AA", "AA99999999999999", "AAA99999999999999", "9A9999999999999999", "****************", "******************",
	}
	const runs = 100000
	var buf [16]Match
	for _, layout := range layouts {
		named, high := 0, 0
		number := make([]byte, len(layout))
		for range runs {
			for i := range number {
				switch c := rng.IntN(36); layout[i] {
				case '9':
					number[i] = byte('0' + c%10)
				case 'A':
					number[i] = byte('A' + c%26)
				default:
					number[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[c]
				}
			}
			found := table.Match(buf[:0], string(number))
			if len(found) > 0 && found[0].valid {
				named++
				if found[0].Confidence >= 0.9 {
					high++
				}
			}
		}
		t.Logf("%-22s valid %5.2f %%   with 0.9 or more %5.2f %%", layout, 100*float64(named)/runs, 100*float64(high)/runs)
		if high*100 >= runs {
			t.Errorf("%s: %d of %d random strings have a confidence of 0.9 or more", layout, high, runs)
		}
	}
}
