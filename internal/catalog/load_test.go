package catalog

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

func TestLoad(t *testing.T) {
	c, problems := load(t, small())
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if want := (Site{Name: "Waybill", Tagline: "Parcels explained", Operator: "Somebody"}); c.Site != want {
		t.Errorf("site is %+v, want %+v", c.Site, want)
	}
	if c.Home.URL != "/" || c.About.URL != "/about/" || c.Privacy.URL != "/privacy/" {
		t.Errorf("top pages at %s, %s, %s", c.Home.URL, c.About.URL, c.Privacy.URL)
	}
	var statuses []timeline.Status
	for _, s := range c.Statuses {
		statuses = append(statuses, s.Status)
	}
	if want := timeline.Statuses(); !reflect.DeepEqual(statuses, want) {
		t.Errorf("statuses are %v, want %v", statuses, want)
	}
	if len(c.News) != 2 || c.News[0].Slug != "second" {
		t.Errorf("news are not newest first: %+v", c.News)
	}
	acme := c.Carrier("acme")
	if acme == nil {
		t.Fatal("there is no carrier acme")
	}
	want := Format{
		ID: "acme-12", Pattern: "AC + 12 digits (serial number)", Example: "AC123456789012",
		Confidence: "shape", Source: "site",
	}
	if len(acme.Formats) != 1 || acme.Formats[0] != want {
		t.Errorf("formats are %+v, want %+v", acme.Formats, want)
	}
	if acme.File != "en/carriers/acme.md" || acme.URL != "/carriers/acme/" {
		t.Errorf("acme is %s at %s", acme.File, acme.URL)
	}
	if c.Carrier("none") != nil || c.Status("none") != nil {
		t.Error("found what is not there")
	}
	table, err := tracknum.Decode(c.Table, tracknum.English())
	if err != nil {
		t.Fatal(err)
	}
	if id := table.Identify("AC123456789012", tracknum.Hints{}); len(id.Matches) == 0 || id.Matches[0].Carrier != "acme" {
		t.Errorf("the table does not know acme's number: %+v", id)
	}
}

// Every key of a profile arrives in its field.
func TestProfile(t *testing.T) {
	site := small()
	raw, err := os.ReadFile("testdata/full.md")
	if err != nil {
		t.Fatal(err)
	}
	site["en/carriers/s10.md"] = &fstest.MapFile{Data: raw}
	c, problems := load(t, site)
	if len(problems) > 0 {
		t.Fatal(printed(t, problems))
	}
	got := *c.Carrier("s10")
	got.body, got.Sum, got.Front = body{}, [sha256.Size]byte{}, [sha256.Size]byte{}
	want := Carrier{
		Page: Page{
			File: "en/carriers/s10.md", Lang: "en", Slug: "s10", URL: "/carriers/s10/",
			Title: "Postal numbers: a test", Description: "Two lines that become one.",
			Updated: "2026-11-22", Checked: "2026-11-21", Order: 3,
			Sources: []Source{{ID: "upu", Title: "UPU: S10", URL: "https://www.upu.int/s10", Checked: "2026-11-20"}, {ID: "book", Title: "A printed book", Checked: "2026-11-19"}},
		},
		Name: "S10", Aliases: []string{"UPU number", "13"}, Legal: "Universal Postal Union", Country: "CH",
		Kind: KindStandard, Website: "https://www.upu.int/", Tracking: "https://www.upu.int/t?n={number}&x=1",
		Needs: "postcode", Adapter: "upu-test",
		Facts: []Fact{{"Founded", "1874", "book"}},
		Formats: []Format{{
			ID: "s10", Pattern: "2 letters (service indicator) + 8 digits (serial number) + check digit + country (issuing country)",
			Check: "s10", Example: "LX123456785FR", Country: "FR", Service: "Letters", Note: "A note: with a colon.", Confidence: "verified", Source: "upu",
		}},
		Services: []Service{{Name: "Letter", Days: Days{2, 5, true}, Scans: "all", Note: "a note", Source: "upu"}, {Name: "Card", Source: "upu"}},
		Silences: []Silence{{From: timeline.DepartedOrigin, To: timeline.ArrivedDest, Service: "Express", Days: Days{1, 9, false}, Act: 20, Note: "flight", Source: "upu"}},
		Deadlines: []Deadline{{
			ID: "inquiry", Body: "S10", Kind: "carrier", What: "Ask for an inquiry", For: []timeline.Trouble{timeline.Lost, timeline.Late},
			Opens:  Limit{5, timeline.WorkingDays, []timeline.Occasion{timeline.Due}},
			Closes: Limit{6, timeline.Months, []timeline.Occasion{timeline.Posted, timeline.Ordered}},
			Who:    "sender", Countries: []string{"FR"}, Note: "a note", URL: "https://www.upu.int/", Source: "upu",
		}},
		Wordings: []Wording{{Text: "Posted", Code: "EMA", Status: timeline.PickedUp, Note: "a note", Source: "upu"}},
		Partners: []Partner{{Name: "La Poste", Carrier: "la-poste", Country: "FR", Role: "last mile", Source: "upu"}},
		Contacts: []Contact{
			{Scope: "All", Label: "Call", URL: "tel:+41-31-3503111", Note: "a note", Source: "upu"},
			{Scope: "All", Label: "Write", URL: "mailto:info@upu.int", Source: "upu"},
		},
		Issuers:   []Issuer{{"FR", "France", "La Poste", "la-poste", "verified"}, {"NO", "Norway", "Posten", "", "recall"}},
		Indicator: []Indicator{{"LA", "LZ", "letter post"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got:\n%+v\nwant:\n%+v", got, want)
	}
}

// An editor's byte order mark and its line ends change nothing.
func TestLineEnds(t *testing.T) {
	site := small()
	c, _ := load(t, site)
	windows := fstest.MapFS{}
	for name, f := range site {
		windows[name] = &fstest.MapFile{Data: append([]byte("\uFEFF"), bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))...)}
	}
	d, problems := load(t, windows)
	if len(problems) > 0 {
		t.Fatal(printed(t, problems))
	}
	if !bytes.Equal(c.Table, d.Table) {
		t.Error("the same site with other line ends has another number table")
	}
	for i, p := range c.All() {
		q := d.All()[i]
		a, _ := c.Render(p, "")
		b, _ := d.Render(q, "")
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s with other line ends is rendered otherwise", p.File)
		}
		q.body, q.Sum = p.body, p.Sum
		if !reflect.DeepEqual(p, q) {
			t.Errorf("%s with other line ends is another page", p.File)
		}
	}
}

func TestLoadIsDeterministic(t *testing.T) {
	c, _ := load(t, small())
	for range 5 {
		d, _ := load(t, small())
		if !reflect.DeepEqual(c.All(), d.All()) || !bytes.Equal(c.Table, d.Table) {
			t.Fatal("two runs differ")
		}
	}
}

// A folder without a single page lacks all that a site needs.
func TestEmptyLanguage(t *testing.T) {
	for name, site := range map[string]fstest.MapFS{
		"an empty folder":   {"en": {Mode: fs.ModeDir | 0o755}},
		"only other things": {"en/notes/a.md": {}, "en/x.txt": {}},
	} {
		_, problems := load(t, site)
		if problems.Err() == nil {
			t.Errorf("%s: no fault", name)
		}
		missing := 0
		for _, p := range problems {
			if p.ID == "tree/missing-page" {
				missing++
			}
		}
		if want := len(topPages) + len(timeline.Statuses()); missing != want {
			t.Errorf("%s: %d pages are missing, want %d:\n%s", name, missing, want, printed(t, problems))
		}
	}
}

func TestLink(t *testing.T) {
	tests := []struct {
		tracking, number, want string
	}{
		{"https://a.example/t?n={number}", "LX123456785FR", "https://a.example/t?n=LX123456785FR"},
		{"https://a.example/{number}/{number}", "A1", "https://a.example/A1/A1"},
		{"https://a.example/t?n={number}&l=en", "a b&c=d/e+f#g", "https://a.example/t?n=a%20b%26c%3Dd%2Fe%2Bf%23g&l=en"},
		{"https://a.example/track", "A1", "https://a.example/track"},
		{"", "A1", "https://home.example/"},
	}
	for _, tt := range tests {
		c := &Carrier{Tracking: tt.tracking, Website: "https://home.example/"}
		if got := c.Link(tt.number); got != tt.want {
			t.Errorf("Link(%q) of %q is %q, want %q", tt.number, tt.tracking, got, tt.want)
		}
	}
}

// The mistakes of issuers and indicators point to the entry.
func TestNumbering(t *testing.T) {
	raw, err := os.ReadFile("testdata/full.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ old, bad, want string }{
		{"{code: NO,", "{code: no,", `s10.md:49:12: "no" is not a code of two upper-case letters`},
		{"{code: NO,", "{code: FR,", `s10.md:49:12: the issuer FR is listed twice`},
		{"{code: NO,", "{kode: NO,", `s10.md:49:6: unknown key "kode"`},
		{"from: LA, to: LZ", "from: LZ, to: LA", `s10.md:51:12: "LZ-LA" is not a range`},
		{"from: LA, to: LZ", "from: L1, to: LZ", `s10.md:51:12: "L1-LZ" is not a range`},
		{"  - {from: LA", "  - {from: LB, to: LC, meaning: x}\n  - {from: LA", `s10.md:`},
	} {
		site := small()
		site["en/carriers/s10.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(raw), tt.old, tt.bad, 1))}
		_, problems := load(t, site)
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), tt.want) {
			t.Errorf("%q: got:\n%s\nwant one problem: %s", tt.bad, printed(t, problems), tt.want)
		}
	}
}
