package country

import (
	"slices"
	"strings"
	"testing"
)

func TestCode(t *testing.T) {
	for in, want := range map[string]string{
		"Mainland China":     "CN",
		"Israel":             "IL",
		" France ":           "FR",
		"FRANCE":             "FR",
		"United Kingdom":     "GB",
		"UK":                 "GB",
		"Russian Federation": "RU",
		"Hong Kong, China":   "HK",
		"Korea":              "KR",
		"Türkiye":            "TR",
		"CN":                 "CN",
		"DEU":                "DE",
		"ZZZ":                "",
		"USA":                "US",
		"XK":                 "XK",
		"ZZ":                 "",
		"cn":                 "",
		"Atlantis":           "",
		"":                   "",
	} {
		if got := Code(in); got != want {
			t.Errorf("Code(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNamesAreSortedAndLower(t *testing.T) {
	if !slices.IsSortedFunc(names, func(a, b name) int { return strings.Compare(a.name, b.name) }) {
		t.Error("names are not sorted, so the search would miss some")
	}
	for i, n := range names {
		if n.name != strings.ToLower(n.name) {
			t.Errorf("%q is not in lower case", n.name)
		}
		if len(n.code) != 2 || n.code != strings.ToUpper(n.code) {
			t.Errorf("%q has the code %q", n.name, n.code)
		}
		if i > 0 && names[i-1].name == n.name {
			t.Errorf("%q is listed twice", n.name)
		}
	}
}
