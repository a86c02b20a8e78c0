package catalog

import (
	"os"
	"reflect"
	"testing"
	"testing/fstest"
)

func TestAnatomy(t *testing.T) {
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
	got := c.Anatomy(&c.Carrier("s10").Formats[0])
	want := []NumberPart{
		{Text: "LX", Name: "service indicator", Kind: "service", Meaning: "letter post"},
		{Text: "12345678", Name: "serial number", Kind: "serial"},
		{Text: "5", Name: "check digit", Kind: "check", Check: "pass"},
		{Text: "FR", Name: "issuing country", Kind: "country", Check: "pass", Meaning: "France, La Poste"},
	}
	for i := range got {
		if got[i].Kind == "check" {
			got[i].Meaning = "" // the calculation, which tracknum's own tests look at
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := c.Anatomy(&Format{ID: "none", Example: "LX123456785FR"}); got != nil {
		t.Errorf("a format that is not there has the parts %+v", got)
	}
	if got := new(Catalog).Anatomy(&c.Carrier("s10").Formats[0]); got != nil {
		t.Errorf("a catalogue without a table has the parts %+v", got)
	}
}
