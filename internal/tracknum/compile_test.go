package tracknum

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestCompileDeterministic shuffles everything whose order must not matter.
func TestCompileDeterministic(t *testing.T) {
	want, err := Compile(testSource(t))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		src := testSource(t)
		shuffle(rng, src.Carriers)
		shuffle(rng, src.Issuers)
		shuffle(rng, src.Indicators)
		for i := range src.Carriers {
			shuffle(rng, src.Carriers[i].Formats)
		}
		got, err := Compile(src)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Fatal("another order of the source gives another table")
		}
	}
}

func shuffle[T any](rng *rand.Rand, s []T) {
	rng.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
}

func TestRoundTrip(t *testing.T) {
	src := testSource(t)
	data, err := Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	table, err := Decode(data, English())
	if err != nil {
		t.Fatal(err)
	}
	if again := table.encode(); !bytes.Equal(again, data) {
		t.Error("the decoded table does not encode to the same bytes")
	}
	for _, c := range src.Carriers {
		got, ok := table.Carrier(c.Slug)
		got.bit = 0
		want := CarrierInfo{Slug: c.Slug, Name: c.Name, Country: c.Country, Tracking: c.Tracking, Needs: c.Needs, Adapter: c.Adapter, Hosts: c.Hosts, Page: c.Page}
		if !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("Carrier(%q) = %+v, %v; want %+v", c.Slug, got, ok, want)
		}
	}
	if _, ok := table.Carrier("nobody"); ok {
		t.Error("Carrier(nobody) is found")
	}
	if got := table.Carriers(); len(got) != len(src.Carriers) || !slices.IsSortedFunc(got, func(a, b CarrierInfo) int { return strings.Compare(a.Slug, b.Slug) }) {
		t.Errorf("Carriers() = %v", got)
	}
	if len(table.formats) != 14 || len(table.issuers) != len(src.Issuers) || len(table.indicators) != len(src.Indicators) {
		t.Errorf("%d formats, %d issuers, %d indicators", len(table.formats), len(table.issuers), len(table.indicators))
	}
}

func TestFingerprint(t *testing.T) {
	a := testTable(t)
	src := testSource(t)
	src.Carriers[0].Name += "!"
	b := tableOf(t, src)
	if len(a.Fingerprint()) != 16 || a.Fingerprint() == b.Fingerprint() || a.Fingerprint() != testTable(t).Fingerprint() {
		t.Errorf("fingerprints %q and %q", a.Fingerprint(), b.Fingerprint())
	}
}

func TestLink(t *testing.T) {
	c := CarrierInfo{Tracking: "https://example.com/?n={number}#x"}
	if got, want := c.Link("1Z9/ä&"), "https://example.com/?n=1Z9%2F%C3%A4%26#x"; got != want {
		t.Errorf("Link = %q, want %q", got, want)
	}
	if got := (CarrierInfo{}).Link("1Z9"); got != "" {
		t.Errorf("Link without an address = %q", got)
	}
}

// TestCompileErrors makes one mistake at a time and looks where the error points.
func TestCompileErrors(t *testing.T) {
	format := func(f Format) func(*Source) {
		return func(s *Source) { s.Carriers[1].Formats[0] = f } // of cainiao
	}
	tests := []struct {
		name   string
		change func(*Source)
		want   FormatError // Msg and Hint: a part of it
	}{
		{"syntax", format(Format{ID: "x", Pattern: "LP + 14 digts", Confidence: "verified"}),
			FormatError{"cainiao", 0, "pattern", 8, 5, "not a class", `"digits"`}},
		{"unknown rule", format(Format{ID: "x", Pattern: "LP + 14 digits + check digit", Check: "ups-waybil", Confidence: "verified"}),
			FormatError{"cainiao", 0, "check", 0, 10, "no check rule", "the rules are "}},
		{"unlike any rule", format(Format{ID: "x", Pattern: "LP + 14 digits + check digit", Check: "sha256", Confidence: "verified"}),
			FormatError{"cainiao", 0, "check", 0, 6, "no check rule", "s10, sf, tnt, ups"}},
		{"rule without digit", format(Format{ID: "x", Pattern: "LP + 14 digits", Check: "s10", Confidence: "verified"}),
			FormatError{"cainiao", 0, "pattern", 0, 14, "no check digit", ""}},
		{"digit without rule", format(Format{ID: "x", Pattern: "LP + check digit + 14 digits", Confidence: "verified"}),
			FormatError{"cainiao", 0, "pattern", 0, 28, "names no check rule", ""}},
		{"too little before the digit", format(Format{ID: "x", Pattern: "LP + 7 digits + check digit", Check: "s10", Confidence: "verified"}),
			FormatError{"cainiao", 0, "pattern", 0, 27, "needs 8 digits", ""}},
		{"covers too much", format(Format{ID: "x", Pattern: "LP + 7 digits + check digit", Check: "gs1", Confidence: "verified"}),
			FormatError{"cainiao", 0, "pattern", 0, 27, "needs 9 digits", "covers:"}},
		{"covers what is always the same", format(Format{ID: "x", Pattern: "LP + 8 digits + check digit", Check: "s10", Covers: 8, Confidence: "verified"}),
			FormatError{"cainiao", 0, "pattern", 0, 27, "covers does not go", ""}},
		{"covers out of range", format(Format{ID: "x", Pattern: "LP + 8 digits + check digit", Check: "gs1", Covers: 64, Confidence: "verified"}),
			FormatError{"cainiao", 0, "covers", 0, 2, "1 to 63", ""}},
		{"meaning", func(s *Source) { s.Carriers[0].Meanings = []Meaning{{"service", "yw", "SurePost"}} },
			FormatError{"ups", 0, "meanings", 0, 2, "upper-case", ""}},
		{"shared", func(s *Source) { s.Shared = []Shared{{[]string{"ups-1z", "ups-2z"}}} },
			FormatError{"", 1, "shared", 0, 6, "no format", ""}},
		{"letters before the digit", format(Format{ID: "x", Pattern: "4 characters + 7 digits + check digit", Check: "s10", Confidence: "verified"}),
			FormatError{"cainiao", 0, "pattern", 0, 37, "needs 8 digits", ""}},
		{"example of another shape", format(Format{ID: "x", Pattern: "LP + 14 digits", Example: "LP 123", Confidence: "verified"}),
			FormatError{"cainiao", 0, "example", 0, 6, "does not fit", ""}},
		{"example of nothing", format(Format{ID: "x", Pattern: "LP + 14 digits", Example: "?", Confidence: "verified"}),
			FormatError{"cainiao", 0, "example", 0, 1, "does not fit", ""}},
		{"wrong example", func(s *Source) { s.Carriers[0].Formats[0].Example = "1Z999AA10123456785" },
			FormatError{"ups", 0, "example", 0, 18, "check digit 5 does not agree, 4 would", ""}},
		{"example without issuer", func(s *Source) { s.Carriers[3].Formats[0].Example = "RB123456785XX" },
			FormatError{"s10", 0, "example", 0, 13, "no issuer has the code XX", ""}},
		{"confidence", format(Format{ID: "x", Pattern: "LP + 14 digits", Confidence: "sure"}),
			FormatError{"cainiao", 0, "confidence", 0, 4, "not a confidence", "recall"}},
		{"format id", format(Format{ID: "X Y", Pattern: "LP + 14 digits", Confidence: "verified"}),
			FormatError{"cainiao", 0, "id", 0, 3, "lower-case", ""}},
		{"format id twice", format(Format{ID: "ups-1z", Pattern: "LP + 14 digits", Confidence: "verified"}),
			FormatError{"ups", 0, "id", 0, 6, "two formats", ""}},
		{"no issuers", func(s *Source) { s.Issuers, s.Carriers[3].Formats[0].Example = nil, "" },
			FormatError{"s10", 0, "pattern", 0, 98, "no issuers", "S10 profile"}},
		{"slug", func(s *Source) { s.Carriers[4].Slug = "La Poste" },
			FormatError{"La Poste", -1, "slug", 0, 8, "lower-case", ""}},
		{"slug twice", func(s *Source) { s.Carriers[4].Slug = "ups" },
			FormatError{"ups", -1, "slug", 0, 3, "two carriers", ""}},
		{"name", func(s *Source) { s.Carriers[4].Name = "" },
			FormatError{"la-poste", -1, "name", 0, 0, "no name", ""}},
		{"long text", func(s *Source) { s.Carriers[4].Tracking = strings.Repeat("x", mostText+1) },
			FormatError{"la-poste", -1, "name", 0, 20, "longer", ""}},
		{"issuer code", func(s *Source) { s.Issuers[7].Code = "F1" },
			FormatError{"", 7, "issuers", 0, 2, "two upper-case letters", ""}},
		{"issuer twice", func(s *Source) { s.Issuers[7].Code = s.Issuers[6].Code },
			FormatError{"", 7, "issuers", 0, 2, "listed twice", ""}},
		{"issuer without operator", func(s *Source) { s.Issuers[7].Operator = "" },
			FormatError{"", 7, "issuers", 0, 2, "no operator", ""}},
		{"indicator range", func(s *Source) { s.Indicators[3].From = "ZZ" },
			FormatError{"", 3, "indicators", 0, 2, "not a range", ""}},
		{"indicator overlap", func(s *Source) { s.Indicators[3].From = "BB" },
			FormatError{"", 3, "indicators", 0, 2, "overlap", ""}},
		{"indicator without meaning", func(s *Source) { s.Indicators[3].Meaning = "" },
			FormatError{"", 3, "indicators", 0, 2, "meaning", ""}},
	}
	for _, tt := range tests {
		src := testSource(t)
		tt.change(&src)
		data, err := Compile(src)
		var e *FormatError
		if !errors.As(err, &e) || data != nil {
			t.Errorf("%s: Compile = %d bytes, %v; want a format error", tt.name, len(data), err)
			continue
		}
		if !strings.Contains(e.Msg, tt.want.Msg) || !strings.Contains(e.Hint, tt.want.Hint) {
			t.Errorf("%s: %q, hint %q; want %q, hint %q", tt.name, e.Msg, e.Hint, tt.want.Msg, tt.want.Hint)
		}
		if !strings.Contains(err.Error(), e.Msg) {
			t.Errorf("%s: %q is not in %q", tt.name, e.Msg, err)
		}
		got := *e
		got.Msg, got.Hint = tt.want.Msg, tt.want.Hint
		if got != tt.want {
			t.Errorf("%s: error at %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// TestCompileReportsAll makes several mistakes at once.
func TestCompileReportsAll(t *testing.T) {
	src := testSource(t)
	src.Carriers[0].Formats[2].Example = "J4603636538"
	src.Carriers[1].Formats[1].Pattern = "CNG 14 digits"
	src.Carriers[1].Formats[2].Confidence = ""
	src.Issuers[0].Code = ""
	_, err := Compile(src)
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != 4 {
		t.Errorf("Compile = %v, want four errors", err)
	}
}
