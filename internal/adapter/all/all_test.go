package all

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"waybill/internal/adapter"
)

func TestAdapters(t *testing.T) {
	list := Adapters()
	if !slices.IsSortedFunc(list, func(a, b adapter.Adapter) int { return strings.Compare(a.Info().ID, b.Info().ID) }) {
		t.Error("the adapters are not sorted by id")
	}
	for i, a := range list {
		id := a.Info().ID
		if i > 0 && list[i-1].Info().ID == id {
			t.Errorf("%s is listed twice", id)
		}
		_, remote := a.(adapter.Remote)
		_, local := a.(adapter.Local)
		if remote == local {
			t.Errorf("%s must be either remote or local", id)
		}
		if found, ok := Find(id); !ok || found.Info().ID != id {
			t.Errorf("%s cannot be found", id)
		}
	}
	if _, ok := Find("nobody"); ok {
		t.Error("an adapter that does not exist was found")
	}
}

// TestPages looks for each adapter's page, and for its row in the list of all.
func TestPages(t *testing.T) {
	const dir = "../../../docs/adapters/"
	list, err := os.ReadFile(dir + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range Adapters() {
		info := a.Info()
		if _, err := os.Stat(dir + info.ID + ".md"); err != nil {
			t.Error(err)
		}
		required := func(k adapter.Key) bool { return !k.Optional }
		key := "no"
		switch {
		case slices.ContainsFunc(info.Keys, required):
			key = "yes"
		case len(info.Keys) > 0:
			key = "optional"
		}
		row := regexp.MustCompile("(?m)^\\| `" + info.ID + "` \\|(.* \\|)? " + key + " \\| " + string(info.Evidence) + " \\| \\[" + info.ID + `\.md\]`)
		if !row.Match(list) {
			t.Errorf("docs/adapters/README.md has no row for %s with key %q and evidence %q", info.ID, key, info.Evidence)
		}
	}
}
