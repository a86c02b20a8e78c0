package catalog

import (
	"context"
	"os"
	"testing"

	"waybill/internal/tracknum"
)

// The content of this repository has no mistake, not even a warning.
func TestContent(t *testing.T) {
	c, problems := Load(context.Background(), os.DirFS("../../content"), Options{Label: "content"})
	problems = append(problems, c.Check()...)
	if len(problems) > 0 {
		t.Fatal("\n" + printed(t, problems))
	}
	// Every example is recognised as the carrier's own.
	table, err := tracknum.Decode(c.Table, tracknum.English())
	if err != nil {
		t.Fatal(err)
	}
	for _, carrier := range c.Carriers {
		for _, f := range carrier.Formats {
			found := false
			for _, m := range table.Identify(f.Example, tracknum.Hints{}).Matches {
				found = found || m.Format == f.ID
			}
			if !found {
				t.Errorf("%s: the example %s is not recognised as %s", carrier.File, f.Example, f.ID)
			}
		}
	}
}
