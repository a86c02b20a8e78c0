// Package browsertest is a browser for the tests of the page's modules: it writes down
// what it is asked to do, and knows what a browser on 22 November 2026 would, in
// English and in UTC.
package browsertest

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"waybill/internal/tracknum"
	"waybill/wasm/browser"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Table has a carrier that is read, one that is only linked, two that tie,
// and the postal numbers of France.
func Table(t testing.TB) *tracknum.Table {
	t.Helper()
	data, err := tracknum.Compile(tracknum.Source{
		Carriers: []tracknum.Carrier{
			{Slug: "cainiao", Name: "Cainiao", Country: "CN", Tracking: "https://global.cainiao.com/?n={number}", Adapter: "cainiao", Page: true,
				Formats: []tracknum.Format{{ID: "lp", Pattern: "LP + 14 digits (serial number)", Confidence: "verified"}}},
			{Slug: "ups", Name: "UPS", Country: "US", Tracking: "https://www.ups.com/track?tracknum={number}", Page: true,
				Formats: []tracknum.Format{{ID: "1z", Check: "ups", Covers: 15, Confidence: "verified",
					Pattern: "1Z + 6 characters (shipper) + 2 characters (service) + 7 characters (package) + check digit"}}},
			{Slug: "east", Name: "East", Country: "DE", Adapter: "east",
				Formats: []tracknum.Format{{ID: "east", Pattern: "EW + 10 digits (serial number)", Confidence: "verified"}}},
			{Slug: "west", Name: "West", Country: "DE", Adapter: "west",
				Formats: []tracknum.Format{{ID: "west", Pattern: "EW + 10 digits (serial number)", Confidence: "verified"}}},
			{Slug: "s10", Name: "Postal operator", Country: "ZZ",
				Formats: []tracknum.Format{{ID: "s10", Check: "s10", Confidence: "verified",
					Pattern: "2 letters (service indicator) + 8 digits (serial number) + check digit + country (issuing country)"}}},
			{Slug: "la-poste", Name: "La Poste", Country: "FR", Adapter: "la-poste"},
		},
		Issuers: []tracknum.Issuer{{Code: "FR", Country: "France", Operator: "La Poste", Carrier: "la-poste", Verified: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	table, err := tracknum.Decode(data, tracknum.English())
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// Browser writes down what it is asked to do.
type Browser struct {
	On      func(*browser.Event) // the module
	Offline bool
	Fields  map[string]string // what stands in fields, by selector
	Now     int64             // seconds since 1970

	trace []string
}

// New returns a browser on 22 November 2026, 12:00 UTC.
func New() *Browser {
	return &Browser{Now: 20779*86400 + 12*3600, Fields: map[string]string{}}
}

// Host is what a module asks.
func (b *Browser) Host(verb, x, y string) string {
	switch verb {
	case "online":
		if b.Offline {
			return ""
		}
		return "yes"
	case "now":
		return strconv.FormatInt(b.Now, 10)
	case "value":
		return b.Fields[x]
	case "today":
		if sec, err := strconv.ParseInt(x, 10, 64); err == nil {
			return strconv.FormatInt((b.Now+sec)/86400, 10)
		}
		return strconv.FormatInt(b.Now/86400, 10)
	case "day":
		return day(x).Format(map[string]string{"long": "Monday 2 January", "brief": "2 Jan"}[y])
	case "window":
		return day(x).Format("2 January") + " – " + day(y).Format("2 January")
	case "clock":
		sec, _ := strconv.ParseInt(x, 10, 64)
		return time.Unix(sec, 0).UTC().Format("15:04")
	case "country":
		return map[string]string{"CN": "China", "FR": "France", "US": "United States"}[x]
	}
	line := verb
	if x != "" {
		line += " " + Readable(x)
	}
	if y != "" {
		line += " " + Readable(y)
	}
	b.trace = append(b.trace, strings.TrimRight(line, " \n"))
	return ""
}

// Tell lets something happen in the page and returns what was done about it.
func (b *Browser) Tell(name string, args ...string) string {
	b.trace = nil
	b.On(browser.NewEvent(append([]string{name}, args...)))
	return strings.Join(b.trace, "\n")
}

func day(n string) time.Time {
	days, _ := strconv.Atoi(n)
	return time.Unix(int64(days)*86400, 0).UTC()
}

// Readable writes a sheet with one line for each copy, indented as it is nested.
func Readable(sheet string) string {
	if !strings.Contains(sheet, "\x00") {
		return sheet
	}
	var b strings.Builder
	depth, value := 1, false
	for word := range strings.SplitSeq(strings.TrimSuffix(sheet, "\x00"), "\x00") {
		switch {
		case value:
			b.WriteString(strconv.Quote(word))
			value = false
			continue
		case word == ">":
			depth--
			continue
		case word == "]":
			continue
		case strings.HasPrefix(word, "<"):
			b.WriteString("\n" + strings.Repeat("  ", depth) + word[1:])
			depth++
		case strings.HasPrefix(word, "="):
			b.WriteString(" " + word[1:] + "=")
			value = true
		case strings.HasPrefix(word, "["):
			b.WriteString("\n" + strings.Repeat("  ", depth-1) + "·" + word[1:])
		default:
			b.WriteString(" " + word)
		}
	}
	return b.String()
}

// Flat lists the paths and texts of a JSON value, as flatten in static/js/page.js
// does.
func Flat(t testing.TB, body string) []string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		return nil // no JSON: the page hands over nothing
	}
	return flatten(v, "", nil)
}

func flatten(v any, path string, out []string) []string {
	inside := path
	if path != "" {
		inside += "."
	}
	switch v := v.(type) {
	case nil:
		return out
	case map[string]any:
		for key, inner := range v {
			out = flatten(inner, inside+key, out)
		}
	case []any:
		out = append(out, inside+"length", strconv.Itoa(len(v)))
		for i, inner := range v {
			out = flatten(inner, inside+strconv.Itoa(i), out)
		}
	case string:
		out = append(out, path, v)
	case bool:
		out = append(out, path, strconv.FormatBool(v))
	case float64:
		out = append(out, path, strconv.FormatFloat(v, 'f', -1, 64))
	}
	return out
}

// Golden compares a text with a file in testdata.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	got += "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}
