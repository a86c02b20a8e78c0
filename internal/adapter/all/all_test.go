package all

import (
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
