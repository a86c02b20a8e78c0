package opendata

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waybill/internal/catalog"
	"waybill/internal/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

// full has a value in every field, so that the golden file shows every name.
var full = &catalog.Carrier{
	Page: catalog.Page{
		Slug: "swift", URL: "/carriers/swift/", Title: "Swift Post", Description: "How to track <Swift>.",
		Updated: "2026-11-22", Checked: "2026-11-20",
		Sources: []catalog.Source{{ID: "faq", Title: "FAQ", URL: "https://swift.example/faq", Checked: "2026-11-20"}},
	},
	Name: "Swift", Aliases: []string{"SP"}, Legal: "Swift Post Ltd", Country: "FR", Kind: catalog.KindPost,
	Website: "https://swift.example/", Tracking: "https://swift.example/t?n={number}&l=en", Needs: "postcode", Adapter: "swift",
	Facts:     []catalog.Fact{{Name: "Founded", Value: "1840", Source: "faq"}},
	Meanings:  []catalog.Meaning{{Part: "service", Text: "03", Meaning: "Slow", Source: "faq"}},
	Formats:   []catalog.Format{{ID: "swift-9", Pattern: "9 digits", Check: "luhn", Covers: 8, Example: "123456782", Country: "ZZ", Service: "Parcel", Note: "n", Confidence: "verified", Source: "faq"}},
	Services:  []catalog.Service{{Name: "Slow", Days: catalog.Days{Min: 3, Max: 9, Working: true}, Scans: "all", Note: "n", Source: "faq"}, {Name: "No time"}},
	Silences:  []catalog.Silence{{From: timeline.Status("departed_origin"), To: timeline.Status("arrived_destination"), Days: catalog.Days{Min: 2, Max: 12}, Act: 20, Service: "Slow", Note: "flight", Source: "faq"}},
	Deadlines: []catalog.Deadline{claim, {ID: "ask", Body: "Swift", Kind: "carrier", What: "Ask", For: []timeline.Trouble{"late"}, Opens: catalog.Limit{N: 5, Unit: "working", From: []timeline.Occasion{"due"}}, Who: "either", Source: "faq"}},
	Wordings:  []catalog.Wording{{Text: "En route", Code: "E1", Status: timeline.Status("in_transit"), Note: "n", Source: "faq"}},
	Partners:  []catalog.Partner{{Name: "Snail", Carrier: "snail", Country: "DE", Role: "last mile", Source: "faq"}},
	Contacts:  []catalog.Contact{{Scope: "recipients", Label: "Help", URL: "tel:+33", Note: "n", Source: "faq"}},
	Issuers:   []catalog.Issuer{{Code: "FR", Country: "France", Operator: "La Poste", Carrier: "la-poste", Confidence: "verified"}},
	Indicator: []catalog.Indicator{{From: "RA", To: "RZ", Meaning: "registered"}},
}

var claim = catalog.Deadline{
	ID: "claim", Body: "Swift", Kind: "carrier", What: "Claim", For: []timeline.Trouble{"lost"},
	Opens: catalog.Limit{N: 10, Unit: "working", From: []timeline.Occasion{"due"}}, Closes: catalog.Limit{N: 6, Unit: "months", From: []timeline.Occasion{"posted", "ordered"}}, Who: "sender",
	Countries: []string{"FR"}, Note: "n", URL: "https://swift.example/claim", Source: "faq",
}

var bare = &catalog.Carrier{Page: catalog.Page{Slug: "bare", URL: "/carriers/bare/", Title: "Bare"}, Name: "Bare", Country: "ZZ", Kind: catalog.KindCourier}

var content = &catalog.Catalog{
	Carriers: []*catalog.Carrier{bare, full},
	Statuses: []*catalog.Status{{
		Page: catalog.Page{Slug: "in-transit", URL: "/statuses/in-transit/", Title: "T", Description: "d", Updated: "2026-11-22",
			Sources: []catalog.Source{{ID: "upu", Title: "UPU"}}},
		Status: timeline.Status("in_transit"), Name: "In transit", Short: "On its way.", Normal: "2 days", Act: "Wait.",
		Next: []timeline.Status{"delivered"}, Phrases: []string{"on its way"},
		Silence: &catalog.Silence{From: "in_transit", Days: catalog.Days{Min: 1, Max: 5, Working: true}, Who: "UPU", Source: "upu"},
	}},
	Help: []*catalog.Page{{
		Slug:      "rules",
		Sources:   []catalog.Source{{ID: "faq", Title: "FAQ", URL: "https://swift.example/faq", Checked: "2026-11-20"}},
		Deadlines: []catalog.Deadline{claim},
		Closures: []catalog.Closure{
			{Name: "Christmas Day", Countries: []string{"FR"}, On: "12-25", Source: "faq"},
			{Name: "Easter Sunday", Countries: []string{"FR"}, Movable: true, Source: "faq"},
			{Name: "Spring Festival", Countries: []string{"CN"}, From: "2027-02-05", To: "2027-02-11", Source: "faq"},
		},
	}},
}

func TestGolden(t *testing.T) {
	files := map[string]func() ([]byte, error){
		"carriers.json": func() ([]byte, error) { return Carriers(content, "/shop") },
		"full.json":     func() ([]byte, error) { return OneCarrier(full, "") },
		"bare.json":     func() ([]byte, error) { return OneCarrier(bare, "") },
		"rules.json":    func() ([]byte, error) { return AllRules(content) },
		"statuses.json": func() ([]byte, error) { return Statuses(content, "") },
	}
	for name, write := range files {
		text, err := write()
		if err != nil {
			t.Fatal(err)
		}
		var doc any
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := json.MarshalIndent(doc, "", "  ") // keys sorted: the order of fields is no promise
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got, -update writes it anew):\n%s", name, diff)
		}
	}
}

func TestEmptyListsAreThere(t *testing.T) {
	for want, write := range map[string]func(*catalog.Catalog, string) ([]byte, error){
		"{\"carriers\":[]}\n": Carriers,
		"{\"statuses\":[]}\n": Statuses,
	} {
		if got, err := write(&catalog.Catalog{}, ""); err != nil || string(got) != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
}
