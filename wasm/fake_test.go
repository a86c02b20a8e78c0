package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// testTable has a carrier that is read, one that is only linked, two that tie,
// and the postal numbers of France.
func testTable(t testing.TB) *tracknum.Table {
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
	table, err := tracknum.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// testWords are the page's words, as short as they can be told apart.
func testWords() []string {
	said := []string{
		"in", "{status} in {country}", "in-the", "{status} in the {country}", "the", "US NL",
		"since", "since {day}", "on", "on {day}", "today", "today", "yesterday", "yesterday", "days-ago", "{n} days ago",
		"quiet", "{n} quiet days", "quiet-usual", "{n} quiet days, usual {span}", "usual", "usual {span}",
		"span", "{min} to {max} days", "span-most", "up to {max} days",
		"span-working", "{min} to {max} working days", "span-working-most", "up to {max} working days",
		"copied", "Copied", "not-copied", "Blocked", "seconds", "{n} seconds", "minutes", "{n} minutes",
		"handover", "handed over after {n} days", "local-time", "local time", "title", "{status} – {number}",
	}
	for _, kind := range []string{"not-found", "upstream-unavailable", "offline", "no-proxy", "invalid-number"} {
		said = append(said, "problem-"+kind, "yes")
	}
	for _, stage := range []string{"sent", "collected", "sorted", "left", "arrived", "customs", "local", "out", "done"} {
		said = append(said, "stage-"+stage, stage)
	}
	for _, s := range timeline.Statuses() {
		said = append(said, string(s)+".name", "Name of "+string(s), string(s)+".short", "Short.", string(s)+".act", "Act.",
			string(s)+".sticker", "sticker", string(s)+".tone", "plain", string(s)+".page", "/statuses/"+s.Slug()+"/")
	}
	return said
}

// browser is a page that writes down what it is asked to do.
type browser struct {
	page    *page
	offline bool
	trace   []string
}

func newBrowser(t testing.TB, lead string) *browser {
	t.Helper()
	b := &browser{}
	b.page = newPage(b.do, testTable(t), []string{lead, "/base", "https://api.example"}, testWords())
	return b
}

// now is 22 November 2026, 12:00 UTC.
const now = 20779*86400 + 12*3600

// do is the host: it answers as a browser on 22 November 2026 would, in English
// and in UTC.
func (b *browser) do(verb, x, y string) string {
	switch verb {
	case "online":
		if b.offline {
			return ""
		}
		return "yes"
	case "today":
		if sec, err := strconv.ParseInt(x, 10, 64); err == nil {
			return strconv.FormatInt((now+sec)/86400, 10)
		}
		return "20779"
	case "day":
		return day0(x).Format(map[string]string{"long": "Monday 2 January", "brief": "2 Jan"}[y])
	case "window":
		return day0(x).Format("2 January") + " – " + day0(y).Format("2 January")
	case "clock":
		sec, _ := strconv.ParseInt(x, 10, 64)
		return time.Unix(sec, 0).UTC().Format("15:04")
	case "country":
		return map[string]string{"CN": "China", "FR": "France", "US": "United States"}[x]
	}
	line := verb
	if x != "" {
		line += " " + readable(x)
	}
	if y != "" {
		line += " " + readable(y)
	}
	b.trace = append(b.trace, strings.TrimRight(line, " \n"))
	return ""
}

func day0(n string) time.Time {
	days, _ := strconv.Atoi(n)
	return time.Unix(int64(days)*86400, 0).UTC()
}

// readable writes a sheet with one line for each copy, indented as it is nested.
func readable(sheet string) string {
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

// tell lets something happen in the page and returns what was done about it.
func (b *browser) tell(name string, args ...string) string {
	b.trace = nil
	b.page.on(newEvent(append([]string{name}, args...)))
	return strings.Join(b.trace, "\n")
}

// answer tells of an answer to the newest request.
func (b *browser) answer(t testing.TB, ok bool, mediaType, retry, body string) string {
	t.Helper()
	yes := ""
	if ok {
		yes = "yes"
	}
	return b.tell("answer", append([]string{b.page.turn(), yes, mediaType, retry}, flat(t, body)...)...)
}

// flat lists the paths and texts of a JSON value, as flatten in static/js/page.js
// does.
func flat(t testing.TB, body string) []string {
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

// golden compares a text with a file in testdata.
func golden(t *testing.T, name, got string) {
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
