package tracknum_test

import (
	"errors"
	"fmt"

	"waybill/internal/tracknum"
)

// source is a very small site.
var source = tracknum.Source{
	Carriers: []tracknum.Carrier{
		{Slug: "ups", Name: "UPS", Country: "US", Formats: []tracknum.Format{{
			ID:         "ups-1z",
			Pattern:    "1Z + 6 characters (shipper) + 2 characters (service) + 7 characters (package) + check digit",
			Check:      "ups",
			Covers:     15,
			Example:    "1Z 999 AA1 01 2345 6784",
			Confidence: "verified",
		}}},
		{Slug: "s10", Name: "Postal operator", Formats: []tracknum.Format{{
			ID:         "s10",
			Pattern:    "2 letters (service indicator) + 8 digits (serial number) + check digit + country (issuing country)",
			Check:      "s10",
			Confidence: "verified",
		}}},
	},
	Issuers:    []tracknum.Issuer{{Code: "GB", Country: "United Kingdom", Operator: "Royal Mail", Carrier: "s10", Verified: true}},
	Indicators: []tracknum.Indicator{{From: "RA", To: "RZ", Meaning: "registered letter post"}},
}

// table compiles and decodes source, as the builder and the page do.
func table() *tracknum.Table {
	data, err := tracknum.Compile(source)
	if err != nil {
		panic(err)
	}
	t, err := tracknum.Decode(data, tracknum.English())
	if err != nil {
		panic(err)
	}
	return t
}

func ExampleTable_Identify() {
	r := table().Identify("1z 999 aa1 01-2345-6784", tracknum.Hints{})
	fmt.Println(r.Number, r.Verdict)
	for _, m := range r.Matches {
		fmt.Println(m.Name, m.Confidence, m.Why())
	}
	// Output:
	// 1Z999AA10123456784 valid
	// UPS 0.99 starts 1Z; check digit 4 agrees
}

func ExampleTable_Identify_repair() {
	r := table().Identify("RR 473 124 O29 GB", tracknum.Hints{})
	fmt.Println(r.Verdict)
	r = table().Identify("RR 473 142 829 GB", tracknum.Hints{})
	fmt.Println(r.Verdict, r.Matches[0].Why())
	for _, repair := range r.Repairs {
		fmt.Println(repair.Number, repair.Reason)
	}
	// Output:
	// unknown
	// invalid has the shape of an international postal number; GB is Royal Mail; check digit 9 does not agree, 2 would
	// RR473124829GB two digits swapped at 7 and 8
}

func ExampleTable_Anatomy() {
	t := table()
	r := t.Identify("RR473124829GB", tracknum.Hints{})
	for _, p := range t.Anatomy(r.Number, &r.Matches[0]) {
		fmt.Printf("%-9s %s, %q\n", p.Text, p.Name, p.Meaning)
	}
	// Output:
	// RR        service indicator, "registered letter post"
	// 47312482  serial number, ""
	// 9         check digit, "8·4+6·7+4·3+2·1+3·2+5·4+9·8+7·2 = 200; 200 mod 11 = 2; 11 − 2 = 9"
	// GB        issuing country, "United Kingdom, Royal Mail"
}

func ExampleTable_Extract() {
	text := "Parcel RR 473 124 829 GB, see https://x.example/?n=1Z999AA10123456784. Order 123-4567890."
	for _, f := range table().Extract(text) {
		fmt.Println(f.Number, f.Matches[0].Name, text[f.Start:f.End])
	}
	// Output:
	// RR473124829GB Royal Mail RR 473 124 829 GB
	// 1Z999AA10123456784 UPS 1Z999AA10123456784
}

func ExampleParsePattern() {
	_, err := tracknum.ParsePattern("LP + 14 digts")
	var syntax *tracknum.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Println(syntax.Offset, syntax.Length, syntax.Msg)
		fmt.Println(syntax.Hint)
	}
	// Output:
	// 8 5 digts is not a class of characters
	// did you mean "digits"?
}
