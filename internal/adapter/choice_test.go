package adapter_test

import (
	"context"
	"net/http"
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// upstream is an adapter that can do nothing but be chosen.
type upstream struct{ info adapter.Info }

func (u upstream) Info() adapter.Info { return u.info }

func (upstream) Request(context.Context, adapter.Query) (*http.Request, error) {
	return nil, adapter.Errorf(adapter.BadRequest, "not to be asked")
}

func (upstream) Decode(adapter.Query, adapter.Answer) (timeline.Timeline, error) {
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "nothing to decode")
}

func TestReader(t *testing.T) {
	key := []adapter.Key{{Name: "key", Doc: "A key."}}
	optional := []adapter.Key{{Name: "key", Doc: "A key.", Optional: true}}
	adapters := []adapter.Adapter{
		upstream{adapter.Info{ID: "all-a", Aggregator: true, Keys: key}},
		upstream{adapter.Info{ID: "all-b", Aggregator: true, Keys: key}},
		upstream{adapter.Info{ID: "keyed", Carriers: []string{"both", "only-keyed"}, Keys: key}},
		upstream{adapter.Info{ID: "open", Carriers: []string{"both", "only-open"}, Keys: optional}},
		upstream{adapter.Info{ID: "open-too", Carriers: []string{"both", "only-open"}}},
	}
	for _, c := range []struct {
		name          string
		keys          []string // ids of adapters whose key is configured
		carrier, says string   // and what its profile says
		want          string
	}{
		{"the keyless one first", nil, "both", "", "open"},
		{"the one of the profile", nil, "both", "open-too", "open-too"},
		{"the profile's, without its key", nil, "both", "keyed", "open"},
		{"one with keys before all", []string{"keyed"}, "both", "open-too", "keyed"},
		{"its key is missing", nil, "only-keyed", "", "keyed"},
		{"an aggregator before one whose key is missing", []string{"all-b"}, "only-keyed", "", "all-b"},
		{"the first aggregator that is ready", []string{"all-a", "all-b"}, "elsewhere", "", "all-a"},
		{"an aggregator never before a ready one", []string{"all-a"}, "only-open", "", "open"},
		{"nobody", nil, "elsewhere", "", ""},
		{"nobody for a carrier without a profile", []string{"all-a"}, "", "", ""},
	} {
		settings := map[string]adapter.Settings{}
		for _, id := range c.keys {
			settings[id] = adapter.Settings{Keys: adapter.Keys{"key": "x"}}
		}
		client, err := adapter.NewClient(adapter.Options{Adapters: settings}, adapters...)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if a, ok := adapter.NewChoices(client, adapters...).Reader(c.carrier, c.says, c.carrier != ""); ok {
			got = a.Info().ID
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		client.Close()
	}
}
