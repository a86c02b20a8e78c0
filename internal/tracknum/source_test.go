package tracknum

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// testSource is a small site: the first three carriers with their formats as
// the facts give them, and all S10 issuers and service indicators.
func testSource(tb testing.TB) Source {
	tb.Helper()
	src := Source{Carriers: []Carrier{
		{Slug: "ups", Name: "UPS", Country: "US", Tracking: "https://www.ups.com/track?tracknum={number}", Page: true, Formats: []Format{
			{ID: "ups-1z", Pattern: "1Z + 6 characters (shipper) + 2 characters (service) + 7 characters (package) + check digit",
				Check: "ups", Covers: 15, Example: "1Z 999 AA1 01 2345 6784", Confidence: "verified"},
			{ID: "ups-surepost", Pattern: "1Z + 6 characters (shipper) + YW (service) + 7 characters (package) + check digit",
				Check: "ups", Covers: 15, Service: "SurePost", Confidence: "verified"},
			{ID: "ups-waybill", Pattern: "A|H|J|K|T|V (service) + 9 digits (serial number) + check digit",
				Check: "ups", Covers: 9, Example: "J4603636537", Confidence: "verified"},
		}},
		{Slug: "cainiao", Name: "Cainiao", Country: "CN", Tracking: "https://global.cainiao.com/detail.htm?mailNoList={number}", Adapter: "cainiao", Page: true, Formats: []Format{
			{ID: "cainiao-lp14", Pattern: "LP + 14 digits (serial number)", Example: "LP00123456789012", Confidence: "verified"},
			{ID: "cainiao-cng", Pattern: "CNG + 14 digits", Confidence: "verified"},
			{ID: "cainiao-dofr", Pattern: "DOFR + 13 digits + HD", Country: "FR", Confidence: "verified"},
			{ID: "cainiao-ap", Pattern: "AP + 14 digits", Confidence: "verified"},
			{ID: "cainiao-cnbr", Pattern: "CNBR + 11 digits", Country: "BR", Confidence: "verified"},
			{ID: "cainiao-cnmex", Pattern: "CNMEX + 10 digits", Country: "MX", Confidence: "verified"},
			{ID: "cainiao-cnusup", Pattern: "CNUSUP + 11 digits", Country: "US", Confidence: "verified"},
			{ID: "cainiao-cainiao", Pattern: "CAINIAO + 8-16 digits", Confidence: "recall"},
			{ID: "cainiao-ae", Pattern: "AE + 2 characters + 8-14 digits + optional 1-4 characters", Confidence: "recall"},
		}},
		{Slug: "demo", Name: "Demo", Country: "ZZ", Adapter: "demo", Formats: []Format{
			{ID: "demo", Pattern: "DEMO + DELIVERED|CUSTOMSINPROGRESS|STUCK", Example: "DEMOSTUCK", Confidence: "verified"},
		}},
		{Slug: "s10", Name: "Postal operator", Country: "ZZ", Page: true, Formats: []Format{
			{ID: "s10", Pattern: "2 letters (service indicator) + 8 digits (serial number) + check digit + country (issuing country)",
				Check: "s10", Example: "RR473124829GB", Confidence: "verified"},
		}},
		{Slug: "la-poste", Name: "La Poste / Colissimo", Country: "FR", Page: true},
	}}
	data, err := os.ReadFile("testdata/s10.json")
	if err != nil {
		tb.Fatal(err)
	}
	var facts struct {
		Issuers    []struct{ Code, Country, Operator, Confidence string }
		Indicators []struct{ Range, Meaning string }
	}
	if err := json.Unmarshal(data, &facts); err != nil {
		tb.Fatal(err)
	}
	for _, is := range facts.Issuers {
		carrier := "s10"
		if is.Code == "FR" {
			carrier = "la-poste"
		}
		src.Issuers = append(src.Issuers, Issuer{is.Code, is.Country, is.Operator, carrier, strings.HasPrefix(is.Confidence, "verified")})
	}
	for _, in := range facts.Indicators {
		from, to, isRange := strings.Cut(in.Range, "-")
		if !isRange {
			to = from
		}
		src.Indicators = append(src.Indicators, Indicator{from, to, in.Meaning})
	}
	return src
}

// testTable is testSource compiled and decoded.
func testTable(tb testing.TB) *Table {
	tb.Helper()
	return tableOf(tb, testSource(tb))
}

// tableOf compiles and decodes src.
func tableOf(tb testing.TB, src Source) *Table {
	tb.Helper()
	data, err := Compile(src)
	if err != nil {
		tb.Fatal(err)
	}
	t, err := Decode(data, English())
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// readJSON reads a file of testdata into v.
func readJSON(tb testing.TB, name string, v any) {
	tb.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		tb.Fatal(err)
	}
}
