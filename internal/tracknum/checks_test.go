package tracknum

import (
	"slices"
	"testing"
)

// formatOf are the formats by which the algorithms of testdata/vectors.json are
// run. Its rows for s10 and ups, all of them, are from the project's collection
// of facts on number formats, algorithm-vectors.json.
var formatOf = map[string]string{"s10": "s10", "ups": "ups-1z"}

func TestCheckVectors(t *testing.T) {
	src := testSource(t)
	// Two vectors have made-up countries, AA and ZZ, since they test the check
	// digit and not the issuer.
	for _, code := range []string{"AA", "ZZ"} {
		src.Issuers = append(src.Issuers, Issuer{Code: code, Operator: "made up", Carrier: "s10"})
	}
	table := tableOf(t, src)
	var vectors []struct {
		Algorithm, Input string
		Valid            bool
	}
	readJSON(t, "vectors.json", &vectors)
	if len(vectors) != 46 {
		t.Errorf("%d vectors, want 46", len(vectors))
	}
	for _, v := range vectors {
		got := false
		for _, m := range table.Match(nil, v.Input) {
			got = got || m.Format == formatOf[v.Algorithm] && m.Check == CheckPass && m.Valid()
		}
		if got != v.Valid {
			t.Errorf("%s: %s is valid: %v, want %v", v.Algorithm, v.Input, got, v.Valid)
		}
	}
}

func TestChecks(t *testing.T) {
	names := Checks()
	if !slices.IsSorted(names) {
		t.Errorf("%q is not sorted", names)
	}
	if want := []string{"s10", "ups", "ups-waybill"}; !slices.Equal(names, want) {
		t.Errorf("Checks() = %q, want %q", names, want)
	}
}

// TestRulesFindSlips counts how many wrong digits each rule notices. S10 notices
// every one except where 5 and 0 have their two meanings (11 is written 5, 10 is
// written 0); UPS's rule takes 5 and 0 at even places for the same.
func TestRulesFindSlips(t *testing.T) {
	tests := []struct {
		rule, covered string
		digits        int // wrong digits noticed, in percent
	}{
		{"s10", "47312482", 100},
		{"s10", "12345678", 90},
		{"ups-waybill", "460363653", 95},
	}
	for _, tt := range tests {
		r := ruleNamed(tt.rule)
		check, ok := r.expected(tt.covered)
		if !ok {
			t.Fatalf("%s: no check digit for %s", tt.rule, tt.covered)
		}
		noticed, all := 0, 0
		for i := range len(tt.covered) {
			for d := byte('0'); d <= '9'; d++ {
				if d == tt.covered[i] {
					continue
				}
				all++
				if !r.agrees(tt.covered[:i]+string(rune(d))+tt.covered[i+1:], check) {
					noticed++
				}
			}
		}
		if got := noticed * 100 / all; got < tt.digits {
			t.Errorf("%s on %s notices %d %% of wrong digits, want %d %%", tt.rule, tt.covered, got, tt.digits)
		}
	}
}

// TestOdds holds the share of random strings that pass against what each rule
// claims, on which confidence is built: for every covered text exactly one
// character of ten may agree.
func TestOdds(t *testing.T) {
	for _, r := range rules {
		covered := "1234567890123456789012345678901234567890"[:r.over]
		agreed := 0
		for c := byte('0'); c <= '9'; c++ {
			if r.agrees(covered, c) {
				agreed++
			}
		}
		if agreed*r.odds != 10 {
			t.Errorf("%s: %d of 10 digits agree, but odds are 1 in %d", r.name, agreed, r.odds)
		}
	}
}
