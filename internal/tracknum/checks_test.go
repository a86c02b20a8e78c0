package tracknum

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// vectorFormats has, for each algorithm of testdata/vectors.json, the formats by
// which it is run. The vectors, all of them, are those of the project's
// collection of facts on number formats, algorithm-vectors.json.
var vectorFormats = map[string][]Format{
	"colissimo":   {{Pattern: "6|8|5 + 1 letter + 10 digits + check digit", Check: "gs1", Covers: 10}},
	"correos_es":  {{Pattern: "15-22 characters + check character", Check: "correos"}},
	"dhl_express": {{Pattern: "9-10 digits + check digit", Check: "mod7"}},
	"dpd15":       {{Pattern: "14 digits + check character", Check: "mod37-36"}},
	"evri":        {{Pattern: "H|T + 5 characters + 9 digits + check digit", Check: "evri"}},
	"fedex12":     {{Pattern: "11 digits + check digit", Check: "fedex"}},
	"fedex34":     {{Pattern: "33 digits + check digit", Check: "fedex", Covers: 13}},
	"fedex96":     {{Pattern: "96 + 19 digits + check digit", Check: "gs1", Covers: 14}},
	"fedex_ge20": {
		{Pattern: "61|74|02|38|73 + 17 digits + check digit", Check: "gs1-92"},
		{Pattern: "61|74|02|38|73 + 17 digits + check digit", Check: "gs1-91"},
	},
	"gls12":       {{Pattern: "11 digits + check digit", Check: "gls"}},
	"gs1":         {{Pattern: "7-33 digits + check digit", Check: "gs1"}},
	"hermes14":    {{Pattern: "13 digits + check digit", Check: "gs1"}},
	"identcode12": {{Pattern: "11 digits + check digit", Check: "identcode"}},
	"luhn":        {{Pattern: "8-19 digits + check digit", Check: "luhn"}},
	"mod7":        {{Pattern: "8-14 digits + check digit", Check: "mod7"}},
	"mondial26":   {{Pattern: "25 digits + check digit", Check: "mondial-relay"}},
	"ontrac":      {{Pattern: "C|D + 13 digits + check digit", Check: "ups"}},
	"poczta20":    {{Pattern: "00 + 1 digit + 5900773 + 9 digits + check digit", Check: "gs1"}},
	"poslaju":     {{Pattern: "3 letters + 8 digits + check digit + MY", Check: "s10"}},
	"s10":         {{Pattern: "2 letters + 8 digits + check digit + 2 letters", Check: "s10"}},
	"sf":          {{Pattern: "11 digits + check digit", Check: "sf", Covers: 8}, {Pattern: "SF + 12 digits + check digit", Check: "sf", Covers: 9}},
	"sscc20":      {{Pattern: "00 + 17 digits + check digit", Check: "gs1"}},
	"tnt9":        {{Pattern: "8 digits + check digit", Check: "tnt"}},
	"ukrposhta13": {{Pattern: "12 digits + check digit", Check: "mod11"}},
	"ups":         {{Pattern: "1Z + 15 characters + check digit", Check: "ups", Covers: 15}},
	"usps_pic": {
		{Pattern: "91-95 + 19 digits + check digit", Check: "gs1"},
		{Pattern: "92-94 + 23 digits + check digit", Check: "gs1"},
		{Pattern: "19 digits + check digit", Check: "gs1"},
		{Pattern: "19 digits + check digit", Check: "gs1-91"},
	},
	"usps420": {
		{Pattern: "420 + 5 digits + 91-95 + 19 digits + check digit", Check: "gs1", Covers: 21},
		{Pattern: "420 + 9 digits + 91-95 + 19 digits + check digit", Check: "gs1", Covers: 21},
		{Pattern: "420 + 5 digits + 92-94 + 23 digits + check digit", Check: "gs1", Covers: 25},
	},
}

// twoReadings are numbers that pass as a ZIP code with four more digits and 22
// digits behind it, or as one of five digits and 26 behind it. Their source takes
// both for no reading; we say that the number can exist.
var twoReadings = map[string]bool{"4208933293799477441245223726158777": true, "4200602793009239492034199374812159": true}

func TestCheckVectors(t *testing.T) {
	var vectors []struct {
		Algorithm, Input string
		Valid            bool
	}
	readJSON(t, "vectors.json", &vectors)
	if len(vectors) != 402 {
		t.Errorf("%d vectors, want 402", len(vectors))
	}
	tables := map[string]*Table{}
	for algorithm, formats := range vectorFormats {
		carrier := Carrier{Slug: "a", Name: "A"}
		for i, f := range formats {
			f.ID, f.Confidence = "f"+strconv.Itoa(i), "verified"
			carrier.Formats = append(carrier.Formats, f)
		}
		tables[algorithm] = tableOf(t, Source{Carriers: []Carrier{carrier}})
	}
	for _, v := range vectors {
		if twoReadings[v.Input] {
			v.Valid = true
		}
		table := tables[v.Algorithm]
		if table == nil {
			t.Errorf("no format for %s", v.Algorithm)
			continue
		}
		if got := table.Identify(v.Input, Hints{}).Verdict == Valid; got != v.Valid {
			t.Errorf("%s: %s is valid: %v, want %v", v.Algorithm, v.Input, got, v.Valid)
		}
	}
}

func TestChecks(t *testing.T) {
	names := Checks()
	if !slices.IsSorted(names) {
		t.Errorf("%q is not sorted", names)
	}
	tested := map[string]bool{}
	for _, formats := range vectorFormats {
		for _, f := range formats {
			tested[f.Check] = true
		}
	}
	for _, name := range names {
		if !tested[name] {
			t.Errorf("no vector tests the rule %s", name)
		}
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
		{"ups", "460363653", 95},
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
// claims, on which confidence is built.
func TestOdds(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range rules {
		r := &rules[i]
		covered := make([]byte, 25)
		signs := "0123456789"
		switch r.name {
		case "mod37-36":
			signs = alphabet
		case "correos":
			signs = r.signs
		}
		const runs = 200000
		agreed := 0
		for range runs {
			for j := range covered {
				covered[j] = byte('0' + rng.IntN(10))
			}
			from := 0
			if r.over > 0 {
				from = len(covered) - r.over
			}
			if r.agrees(string(covered[from:]), signs[rng.IntN(len(signs))]) {
				agreed++
			}
		}
		if got := float64(runs) / float64(agreed); got < 0.85*float64(r.odds) || got > 1.1*float64(r.odds) {
			t.Errorf("%s: one in %.1f passes, but the odds are one in %d", r.name, got, r.odds)
		}
	}
}
