package tracknum

import (
	"strings"
	"testing"
)

func TestIdentify(t *testing.T) {
	table := testTable(t)
	tests := []struct {
		in         string
		verdict    Verdict
		carrier    string // of the first match, "" for none
		name       string
		format     string
		service    string
		check      CheckResult
		country    string
		confidence float64
		why        string
	}{
		{"1z 999 aa1 0123456784", Valid, "ups", "UPS", "ups-1z", "", CheckPass, "US", 0.99, "starts 1Z; check digit 4 agrees"},
		{"1Z999AA10123456785", Invalid, "ups", "UPS", "ups-1z", "", CheckFail, "US", 0.45, "starts 1Z; check digit 5 does not agree, 4 would"},
		{"1ZEFIFP5YW37794303", Valid, "ups", "UPS", "ups-surepost", "SurePost", CheckPass, "US", 0.99, "starts 1Z; check digit 3 agrees"},
		{"J4603636537", Valid, "ups", "UPS", "ups-waybill", "", CheckPass, "US", 0.85, "starts J; check digit 7 agrees"},
		{"LP00123456789012", Valid, "cainiao", "Cainiao", "cainiao-lp14", "", CheckNone, "CN", 0.90, "starts LP; no check digit"},
		{"DOFR0123456789012HD", Valid, "cainiao", "Cainiao", "cainiao-dofr", "", CheckNone, "FR", 0.90, "starts DOFR, ends HD; no check digit"},
		{"AEKZ00012345678", Valid, "cainiao", "Cainiao", "cainiao-ae", "", CheckNone, "CN", 0.50, "starts AE; no check digit; not confirmed by any source"},
		{"CAINIAO12345678", Valid, "cainiao", "Cainiao", "cainiao-cainiao", "", CheckNone, "CN", 0.50, "starts CAINIAO; no check digit; not confirmed by any source"},
		{"demo-stuck", Valid, "demo", "Demo", "demo", "", CheckNone, "", 0.90, "is DEMOSTUCK"},
		{"RR 473 124 829 GB", Valid, "s10", "Royal Mail / Parcelforce Worldwide", "s10", "letter post registered (not insured)", CheckPass, "GB", 0.97,
			"has the shape of an international postal number; GB is Royal Mail / Parcelforce Worldwide; check digit 9 agrees"},
		{"LX877279345FR", Valid, "la-poste", "La Poste / Colissimo", "s10", "letter post tracked (older name: express)", CheckPass, "FR", 0.97,
			"has the shape of an international postal number; FR is La Poste; check digit 5 agrees"},
		{"XP696982485FR", Valid, "la-poste", "La Poste / Colissimo", "s10", "", CheckPass, "FR", 0.89,
			"has the shape of an international postal number; FR is La Poste; check digit 5 agrees"}, // letters the standard reserves
		{"RB123456785XX", Invalid, "s10", "Postal operator", "s10", "letter post registered (not insured)", CheckPass, "XX", 0.14,
			"has the shape of an international postal number; no postal operator is known that ends its numbers XX; check digit 5 agrees"},
		{"RB123456784BE", Invalid, "s10", "bpost", "s10", "letter post registered (not insured)", CheckFail, "BE", 0.14,
			"has the shape of an international postal number; BE is bpost; check digit 4 does not agree, 5 would"},
		{"", Unrecognised, "", "", "", "", "", "", 0, ""},
		{"12345", Unrecognised, "", "", "", "", "", "", 0, ""},
		{"2026-11-22", Unrecognised, "", "", "", "", "", "", 0, ""},
		{strings.Repeat("1", 1<<20), Unrecognised, "", "", "", "", "", "", 0, ""},
	}
	for _, tt := range tests {
		name := tt.in[:min(len(tt.in), 30)]
		r := table.Identify(tt.in, Hints{})
		if r.Input != tt.in || r.Verdict != tt.verdict {
			t.Errorf("%s is %s, want %s", name, r.Verdict, tt.verdict)
			continue
		}
		if (len(r.Matches) == 0) != (tt.carrier == "") {
			t.Errorf("%s has %d matches", name, len(r.Matches))
			continue
		}
		if tt.carrier == "" {
			continue
		}
		m := r.Matches[0]
		if m.Carrier != tt.carrier || m.Name != tt.name || m.Format != tt.format || m.Service != tt.service ||
			m.Check != tt.check || m.Country != tt.country || m.Confidence != tt.confidence {
			t.Errorf("%s: %+v", name, m)
		}
		if m.Valid() != (tt.verdict == Valid) {
			t.Errorf("%s: Valid() = %v", name, m.Valid())
		}
		if got := m.Why(); got != tt.why {
			t.Errorf("%s: %q, want %q", name, got, tt.why)
		}
	}
	if got := new(Match).Why(); got != "" {
		t.Errorf("the zero match says %q", got)
	}
}

// crowded has formats that collide.
func crowded(tb testing.TB) *Table {
	digits := func(id, pattern, confidence string) []Format {
		return []Format{{ID: id, Pattern: pattern, Confidence: confidence}}
	}
	return tableOf(tb, Source{Carriers: []Carrier{
		{Slug: "a", Name: "A", Formats: digits("a", "11 digits", "verified")},
		{Slug: "b", Name: "B", Formats: []Format{
			{ID: "b", Pattern: "1 digit + 9 digits + check digit", Check: "ups", Covers: 9, Confidence: "verified"},
			{ID: "b-plain", Pattern: "11 digits", Confidence: "verified"},
		}},
		{Slug: "c", Name: "C", Formats: digits("c", "11 digits", "verified")},
		{Slug: "d", Name: "D", Formats: digits("d", "777 + 8 digits", "recall")},
		{Slug: "e", Name: "E", Formats: digits("e", "11 digits", "shape")},
		{Slug: "f", Name: "F", Formats: []Format{{ID: "f", Pattern: "F + 9 digits + check digit", Check: "ups", Covers: 9, Confidence: "verified"}}},
		{Slug: "g", Name: "G", Formats: digits("g", "11 characters", "recall")},
		{Slug: "h", Name: "H", Formats: digits("h", "5 characters + 6 digits", "shape")},
	}})
}

func TestRanking(t *testing.T) {
	table := crowded(t)
	tests := []struct{ number, hint, want string }{
		{"12345678902", "", "b a c e h g"},  // passes b's check: before those without
		{"12345678905", "", "a b c e h g"},  // b's other format remains
		{"12345678905", "c", "c a b e h g"}, // equals a and b
		{"12345678905", "e", "e a b c h g"}, // and so does the page of e
		{"12345678905", "x", "a b c e h g"},
		{"77745678905", "", "a b c e h d g"}, // d is from memory
		{"F2345678905", "", "f h g"},         // h fits too, but so would nearly everything
		{"F1234567895", "", "f h g"},
	}
	for _, tt := range tests {
		var got []string
		for _, m := range table.Identify(tt.number, Hints{Carrier: tt.hint}).Matches {
			got = append(got, m.Carrier)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s for %q: %s, want %s", tt.number, tt.hint, s, tt.want)
		}
	}
}

// TestMemoryDoesNotValidate has a number that fails a known check and fits a
// format from memory.
func TestMemoryDoesNotValidate(t *testing.T) {
	table := tableOf(t, Source{Carriers: []Carrier{
		{Slug: "a", Name: "A", Formats: []Format{{ID: "a", Pattern: "A + 9 digits + check digit", Check: "ups", Covers: 9, Confidence: "verified"}}},
		{Slug: "b", Name: "B", Formats: []Format{{ID: "b", Pattern: "11 characters", Confidence: "recall"}}},
	}})
	tests := []struct {
		number  string
		verdict Verdict
		want    string
	}{
		{"A4603636537", Valid, "a b"},
		{"A4603636538", Invalid, "a b"},
		{"B4603636538", Valid, "b"},
	}
	for _, tt := range tests {
		r := table.Identify(tt.number, Hints{})
		var got []string
		for _, m := range r.Matches {
			got = append(got, m.Carrier)
		}
		if r.Verdict != tt.verdict || strings.Join(got, " ") != tt.want {
			t.Errorf("%s is %s of %q, want %s of %q", tt.number, r.Verdict, got, tt.verdict, tt.want)
		}
	}
}

// TestOpenFormat has a format that nearly everything fits beside telling ones, of
// which a character may be lost.
func TestOpenFormat(t *testing.T) {
	table := tableOf(t, Source{Carriers: []Carrier{
		{Slug: "checked", Name: "Checked", Formats: []Format{{ID: "checked", Pattern: "QX + 9 digits + check digit", Check: "ups", Covers: 11, Confidence: "verified"}}},
		{Slug: "plain", Name: "Plain", Formats: []Format{{ID: "plain", Pattern: "GFUS + 8 digits", Confidence: "verified"}}},
		{Slug: "open", Name: "Open", Formats: []Format{{ID: "open", Pattern: "11 characters", Confidence: "verified"}}},
	}})
	tests := []struct {
		number, carrier string // the carrier is the hint
		verdict         Verdict
	}{
		{"AB7K20P1W9Z", "", Valid},
		{"GFUS0101188", "", Unrecognised}, // one digit short
		{"GFUS0101188", "plain", Unrecognised},
		{"GFUS0101188", "open", Valid},
		{"QX460363653", "", Unrecognised}, // its tenth digit is lost: too many would pass to offer one
		{"QX460363653", "open", Valid},
	}
	for _, tt := range tests {
		r := table.Identify(tt.number, Hints{Carrier: tt.carrier})
		if r.Verdict != tt.verdict || (len(r.Matches) > 0) != (tt.verdict == Valid) {
			t.Errorf("%s with %q is %s of %v, want %s", tt.number, tt.carrier, r.Verdict, r.Matches, tt.verdict)
		}
	}
}

// TestVariableLengths covers ranges, optional items and alternatives of several
// lengths in one pattern.
func TestVariableLengths(t *testing.T) {
	table := tableOf(t, Source{Carriers: []Carrier{{Slug: "a", Name: "A", Formats: []Format{
		{ID: "a", Pattern: "AB|XYZ + 3-5 digits + optional 2 letters + optional Q + / + 1 character", Confidence: "verified"},
	}}}})
	for number, want := range map[string]bool{
		"AB123/X": true, "AB12345/9": true, "XYZ123QQ/X": true, "XYZ1234QQQ/X": true, "AB123Q/X": true,
		"AB12/X": false, "AB123456/X": false, "XY123/X": false, "AB123QQQQ/X": false, "AB123X": false, "AB123//": false,
	} {
		if got := table.Identify(number, Hints{}).Verdict == Valid; got != want {
			t.Errorf("%s is valid: %v, want %v", number, got, want)
		}
	}
}

func TestMatchAppends(t *testing.T) {
	table := testTable(t)
	dst := table.Match(nil, "1Z999AA10123456784")
	dst = table.Match(dst, "RR473124829GB")
	dst = table.Match(dst, "no number")
	dst = table.Match(dst, "1Z999AA1\x000123456784")
	if len(dst) != 2 || dst[0].Carrier != "ups" || dst[1].Carrier != "s10" {
		t.Errorf("Match appended %v", dst)
	}
}

// TestMatchAllocatesNothing holds the hot path to its promise.
func TestMatchAllocatesNothing(t *testing.T) {
	for name, table := range map[string]*Table{"test": testTable(t), "crowded": crowded(t)} {
		var buf [16]Match
		for _, number := range []string{"1Z999AA10123456784", "1Z999AA10123456785", "RR473124829GB", "RB123456785XX",
			"LP00123456789012", "DEMOSTUCK", "12345678902", "77745678905", "?", strings.Repeat("9", 70)} {
			if n := testing.AllocsPerRun(100, func() { table.Match(buf[:0], number) }); n != 0 {
				t.Errorf("%s: Match(%s) allocates %v times", name, number, n)
			}
		}
	}
}

func FuzzIdentify(f *testing.F) {
	table, busy := testTable(f), crowded(f)
	for _, s := range []string{"1Z 999 AA1 01 2345 6784", "RB123456785XX", "LPO0123456789012", "77745678905", "ＲＡ１２３456785CH", "1Z\x00\u202e\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, table := range []*Table{table, busy} {
			r := table.Identify(s, Hints{Carrier: "ups"})
			if r.Number != Normalize(s) || (r.Verdict == Unrecognised) != (len(r.Matches) == 0) {
				t.Fatalf("%q: %+v", s, r)
			}
			last := 1.0
			for i, m := range r.Matches {
				if m.Confidence <= 0 || m.Confidence >= 1 || m.Why() == "" || m.Carrier == "" || m.Name == "" {
					t.Fatalf("%q: match %+v", s, m)
				}
				recall := m.shape.format.trust == trustRecall
				if recall && m.Confidence > 0.5 || m.Confidence > last && !recall && m.valid == r.Matches[i-1].valid {
					t.Fatalf("%q: %+v after %v", s, m, last)
				}
				last = m.Confidence
				end := 0
				for _, p := range table.Anatomy(r.Number, &m) {
					if p.Start != end || p.Text != r.Number[p.Start:p.End] || p.Name == "" {
						t.Fatalf("%q: part %+v after %d", s, p, end)
					}
					end = p.End
				}
				if end != len(r.Number) {
					t.Fatalf("%q: parts end at %d", s, end)
				}
			}
		}
	})
}
