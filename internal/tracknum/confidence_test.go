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

// TestConfidence holds the figures that confidence.go promises: of a format
// alone, against the carrier that we do not know.
func TestConfidence(t *testing.T) {
	tests := []struct {
		format      Format
		fits, fails float64
	}{
		{Format{Pattern: "12 digits"}, 0.11, 0},
		{Format{Pattern: "11 digits + check digit", Check: "fedex"}, 0.56, 0.01},
		{Format{Pattern: "12 digits", Confidence: "recall"}, 0.01, 0},
		{Format{Pattern: "LP + 14 digits"}, 0.90, 0},
		{Format{Pattern: "LP + 14 digits", Confidence: "shape"}, 0.80, 0},
		{Format{Pattern: "LP + 14 digits", Confidence: "recall"}, 0.50, 0},
		{Format{Pattern: "1Z + 15 characters + check digit", Check: "ups", Covers: 15}, 0.99, 0.45},
		{Format{Pattern: "A|H|J|K|T|V + 9 digits + check digit", Check: "ups", Covers: 9}, 0.85, 0.03},
		{Format{Pattern: "Z + 10 digits"}, 0.76, 0},
		{Format{Pattern: "98|99 + 16 digits"}, 0.86, 0},
		{Format{Pattern: "optional 98 + 16 digits"}, 0.11, 0},
		{Format{Pattern: "GM + 14 characters"}, 0.08, 0}, // fits nearly everything that begins so
		{Format{Pattern: "16 mixed hex digits"}, 0.01, 0},
	}
	for _, tt := range tests {
		f := tt.format
		if f.ID = "f"; f.Confidence == "" {
			f.Confidence = "verified"
		}
		table := tableOf(t, Source{Carriers: []Carrier{{Slug: "a", Name: "A", Formats: []Format{f}}}})
		fits, fails := -1.0, 0.0
		rng := rand.New(rand.NewPCG(5, 6))
		for range 1000 {
			number := table.shapes[0].random(rng)
			for _, m := range table.Match(nil, number) {
				switch {
				case m.Valid():
					fits = m.Confidence
				default:
					fails = m.Confidence
				}
			}
		}
		if math.Abs(fits-tt.fits) > 0.011 || math.Abs(fails-tt.fails) > 0.011 {
			t.Errorf("%s, %s, %s: %.2f and %.2f, want %.2f and %.2f", f.Pattern, f.Check, f.Confidence, fits, fails, tt.fits, tt.fails)
		}
	}
}

// random returns a text of the shape, with random characters where it leaves
// them open. Its check digit is random too.
func (s *shape) random(rng *rand.Rand) string {
	b := make([]byte, s.n)
	for i := range b {
		bit := uint64(1) << i
		switch {
		case s.digits&bit != 0:
			b[i] = byte('0' + rng.IntN(10))
		case s.letters&bit != 0:
			b[i] = byte('A' + rng.IntN(26))
		case s.hex&bit != 0:
			b[i] = "0123456789ABCDEF"[rng.IntN(16)]
		default:
			b[i] = alphabet[rng.IntN(len(alphabet))]
		}
	}
	for _, l := range s.lits {
		n := len(l.packed) / int(l.size)
		at := rng.IntN(n) * int(l.size)
		copy(b[l.at:], l.packed[at:at+int(l.size)])
	}
	return string(b)
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
