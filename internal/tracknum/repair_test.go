package tracknum

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

func TestRepairs(t *testing.T) {
	table := testTable(t)
	tests := []struct {
		in   string
		want []string // "number: reason"
	}{
		// nothing to repair, nothing to go by
		{"1Z999AA10123456784", nil},
		{"LP00123456789012", nil},
		{"", nil},
		{"hello world", nil},
		{"RB123456785XX", nil}, // an unknown issuer: which one was meant?

		// look-alikes where they cannot stand
		{"IZ4X2T621089293968", []string{"1Z4X2T621089293968: letter I instead of digit 1 at 1"}},
		{"LPO0123456789012", []string{"LP00123456789012: letter O instead of digit 0 at 3"}},
		{"LPOOI23456789012", []string{"LP00123456789012: look-alikes at 3, 4, 5"}},
		{"RR4731Z4829GB", []string{"RR473124829GB: letter Z instead of digit 2 at 7"}},
		{"RR473124829G8", []string{"RR473124829GB: digit 8 instead of letter B at 13"}},
		{"R1435856426CN", []string{"RI435856426CN: digit 1 instead of letter I at 2"}},
		{"CAINIA012345678", nil},  // from memory: too little to go by
		{"LPOOOOOOOOOOOOOO", nil}, // too many to be a slip

		// swaps
		{"1Z999AA10123457684", []string{"1Z999AA10213457684: two digits swapped at 10 and 11", "1Z999AA10124357684: two digits swapped at 12 and 13",
			"1Z999AA10123456784: two digits swapped at 15 and 16"}},
		{"RR473124892GB", []string{"RR473124982GB: two digits swapped at 9 and 10", "RR473124829GB: two digits swapped at 10 and 11"}},
		{"RR473124829BG", nil}, // passes as Bulgarian, nothing to repair
		{"RA123456785HC", []string{"RA123456785CH: two letters swapped at 12 and 13"}},
		{"R4R73124829GB", []string{"RR473124829GB: two characters swapped at 2 and 3"}},
		{"1Z2A7I5O4648157315", []string{"1Z2A7I5O4648153715: two digits swapped at 15 and 16"}},

		// a look-alike where both can stand, before the swaps that pass too
		{"1Z2A715O4648157319", []string{"1Z2A7I5O4648157319: digit 1 instead of letter I at 6", "1Z2A71504648157319: letter O instead of digit 0 at 8",
			"1Z2A715O6448157319: two digits swapped at 9 and 10"}},

		// a wrong digit: each of nine could be it
		{"RR473124828GB", nil},

		// one too many, one too few
		{"RR4731248829GB", []string{"RR473124829GB: one 8 too many at 9"}},
		{"1Z99AA10123456784", []string{"1Z999AA10123456784: one 9 too few at 3", "1Z99AA100123456784: one 0 too few at 8", "1Z99AA101234567784: one 7 too few at 15"}},

		// one typed in between
		{"RR4731724829GB", []string{"RR473124829GB: 7 too many at 7", "RR473172489GB: 2 too many at 11"}},
		{"RR473124829XGB", []string{"RR473124829GB: X too many at 12"}},
		{"1Z999AA1X0123456784", []string{"1Z99AA1X0123456784: one 9 too many at 3", "1Z999AA10123456784: X too many at 9",
			"1Z999AA1X012456784: 3 too many at 13"}},
		{"LP001234567890123", nil}, // each of them would pass without any check

		// the country
		{"RR473124829UK", []string{"RR473124829GB: UK instead of GB at 12"}},
		{"RR473124828UK", nil}, // nor is the check digit right
		{"1Z999AA101UK", nil},

		// a word or another number glued to it
		{"NO1Z999AA10123456784", []string{"1Z999AA10123456784: NO in front of it"}},
		{"RR473124829GBDELIVERED", []string{"RR473124829GB: DELIVERED behind it"}},
		{"RR473124829GBLP00123456789012", []string{"LP00123456789012: RR473124829GB in front of it", "RR473124829GB: LP00123456789012 behind it"}},
		{"LP00123456789012X", []string{"LP00123456789012: X behind it"}},
		{"RR473124829GBX", []string{"RR473124829GB: X too many at 14"}},

		// the fixed part
		{"Z999AA10123456784", []string{"1Z999AA10123456784: 1 missing at 1"}},
		{"1999AA10123456784", []string{"1Z999AA10123456784: Z missing at 2"}},
		{"1A5R89390357567127", []string{"1Z5R89390357567127: A instead of Z at 2"}},
		{"P00123456789012", nil}, // would pass without any check
	}
	for _, tt := range tests {
		var got []string
		for _, r := range table.Identify(tt.in, Hints{}).Repairs {
			got = append(got, r.Number+": "+r.Reason)
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s: %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestLeadingZero has a format in which one can be lost.
func TestLeadingZero(t *testing.T) {
	table := tableOf(t, Source{Carriers: []Carrier{{Slug: "a", Name: "A", Formats: []Format{
		{ID: "a", Pattern: "02-09 + 7 digits + check digit + 1 letter", Check: "ups", Covers: 9, Confidence: "verified"},
	}}}})
	want := Repair{Reason: "a leading zero is missing"}
	check, _ := ruleNamed("ups").expected("031234567")
	number := "031234567" + string(rune(check)) + "X"
	want.Number = number
	r := table.Identify(number[1:], Hints{})
	if len(r.Repairs) == 0 || !reflect.DeepEqual(r.Repairs[0], want) {
		t.Errorf("%s: %v, want %v", number[1:], r.Repairs, want)
	}
}

// TestStrongChecks has numbers whose check is strong enough to tell which digit
// is wrong or missing, and one lost pair of zeros.
func TestStrongChecks(t *testing.T) {
	table := tableOf(t, Source{Carriers: []Carrier{{Slug: "a", Name: "A", Formats: []Format{
		{ID: "dpd", Pattern: "14 digits + check character", Check: "mod37-36", Confidence: "verified"},
		{ID: "mr", Pattern: "25 digits + check digit", Check: "mondial-relay", Confidence: "verified"},
		{ID: "sscc", Pattern: "00 + 17 digits + check digit", Check: "gs1", Confidence: "verified"},
	}}}})
	tests := []struct{ in, want, reason string }{
		{"13225150939240C", "13225150639240C", "9 instead of 6 at 9"},
		{"1322550639240C", "13225150639240C", "1 missing at 6"},
		{"56615154611205796422781630", "56615154611255796422781630", "0 instead of 5 at 13"},
		{"340433761754621569", "00340433761754621569", "two leading zeros are missing"},
	}
	for _, tt := range tests {
		found := false
		repairs := table.Identify(tt.in, Hints{}).Repairs
		for _, r := range repairs {
			found = found || r.Number == tt.want && r.Reason == tt.reason
		}
		if !found {
			t.Errorf("%s: %v, want %s: %s among them", tt.in, repairs, tt.want, tt.reason)
		}
	}
}

// TestTooManyRepairs has a format in which so many swaps pass that they say
// nothing.
func TestTooManyRepairs(t *testing.T) {
	table := tableOf(t, Source{Carriers: []Carrier{{Slug: "a", Name: "A", Formats: []Format{
		{ID: "a", Pattern: "9 digits + check digit", Check: "ups", Covers: 9, Confidence: "verified"},
		{ID: "b", Pattern: "1 digit + 9 digits + check digit", Check: "ups", Covers: 9, Confidence: "verified"},
	}}}})
	// Each swap of neighbours takes one from the sum, and the sum is one too high.
	const number = "1212121210"
	r := table.Identify(number, Hints{})
	if r.Verdict != Invalid {
		t.Fatalf("%s is %s", number, r.Verdict)
	}
	passing := 0
	for i := range len(number) - 1 {
		swapped := number[:i] + number[i+1:i+2] + number[i:i+1] + number[i+2:]
		if m := table.Match(nil, swapped); swapped != number && m[0].Valid() {
			passing++
		}
	}
	if passing <= mostPassing || r.Repairs != nil {
		t.Errorf("%d swaps of %s pass, and offered are %v", passing, number, r.Repairs)
	}
}

// TestRepairsFindSlips makes slips in valid numbers and counts how often the
// number that was meant is offered, and how often it is first.
func TestRepairsFindSlips(t *testing.T) {
	table := testTable(t)
	rng := rand.New(rand.NewPCG(5, 6))
	meant := []string{"1Z5R89390357567127", "1Z999AA10123456784", "RR473124829GB", "LX877279345FR", "EA662857545BR", "1Z4X2T621089293968"}
	slips := []struct {
		name           string
		make           func(string) string
		offered, first int // percent, at least
	}{
		{"swap", func(s string) string {
			i := rng.IntN(len(s) - 1)
			return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
		}, 85, 55},
		{"look-alike", func(s string) string {
			i := rng.IntN(len(s))
			like := lookAlike(s[i])
			if like == 0 {
				return s
			}
			return s[:i] + string(rune(like)) + s[i+1:]
		}, 95, 80},
		{"doubled", func(s string) string {
			i := rng.IntN(len(s))
			return s[:i+1] + s[i:]
		}, 95, 70},
		{"inserted", func(s string) string {
			i := rng.IntN(len(s) + 1)
			return s[:i] + string("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rng.IntN(36)]) + s[i:]
		}, 80, 50},
	}
	for _, slip := range slips {
		made, offered, first := 0, 0, 0
		for range 2000 {
			want := meant[rng.IntN(len(meant))]
			r := table.Identify(slip.make(want), Hints{})
			if r.Verdict == Valid {
				continue // no slip, or one that the check digit cannot see
			}
			made++
			for i, repair := range r.Repairs {
				if repair.Number == want {
					offered++
					if i == 0 {
						first++
					}
				}
			}
		}
		t.Logf("%-11s of %d: offered %d %%, first %d %%", slip.name, made, 100*offered/made, 100*first/made)
		if 100*offered/made < slip.offered || 100*first/made < slip.first {
			t.Errorf("%s: offered %d %%, first %d %%; want %d and %d", slip.name, 100*offered/made, 100*first/made, slip.offered, slip.first)
		}
	}
}

func FuzzRepair(f *testing.F) {
	table := testTable(f)
	for _, s := range []string{"1Z2A7I5O4648157315", "IZ4X2T621089293968", "LPO0123456789012", "RR47312482GB", "R1435856426CN", "Z999AA10123456784"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := table.Identify(s, Hints{})
		if len(r.Repairs) > mostRepairs || r.Verdict == Valid && r.Repairs != nil {
			t.Fatalf("%q: %s, %v", s, r.Verdict, r.Repairs)
		}
		for i, repair := range r.Repairs {
			again := table.Identify(repair.Number, Hints{})
			if again.Verdict != Valid || again.Number != repair.Number || repair.Number == r.Number || repair.Reason == "" {
				t.Fatalf("%q: repair %+v is %s", s, repair, again.Verdict)
			}
			m := again.Matches[0]
			if m.Check == CheckNone && m.weight < leastUnchecked {
				t.Fatalf("%q: repair %+v passes no check", s, repair)
			}
			for _, other := range r.Repairs[:i] {
				if other.Number == repair.Number {
					t.Fatalf("%q: %s is offered twice", s, repair.Number)
				}
			}
		}
	})
}
