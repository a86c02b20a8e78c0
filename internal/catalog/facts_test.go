package catalog

import "testing"

func TestStated(t *testing.T) {
	c := &Catalog{
		Home: &Page{Slug: "index"},
		Carriers: []*Carrier{{
			Page:    Page{Slug: "swift", Sources: []Source{{ID: "a", Checked: "2026-05-02"}, {ID: "b", Checked: "2026-04-30"}, {ID: "c"}}},
			Facts:   []Fact{{Name: "Founded"}},
			Formats: []Format{{ID: "x"}, {ID: "y"}},
		}},
		Help: []*Page{{Slug: "stuck", Sources: []Source{{ID: "a"}}}},
	}
	got := c.Stated()
	want := []Stated{{&c.Carriers[0].Page, 3, 3, "2026-04-30"}, {c.Help[0], 0, 1, ""}}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
