package proxy

import (
	"slices"

	"waybill/internal/adapter"
	"waybill/internal/tracknum"
)

// choices say which adapter is asked for which carrier. Neither the adapters nor
// their keys change while the proxy runs, but what the carriers' profiles name may.
type choices struct {
	ready    map[string]adapter.Adapter   // by id: those that have all the keys they need
	keyed    map[string]adapter.Adapter   // by carrier: the first ready one that needs keys
	readers  map[string][]adapter.Adapter // by carrier: all that read it, in the order of the list
	fallback adapter.Adapter              // the first aggregator that is ready; nil for none
}

func newChoices(adapters []adapter.Adapter, client *adapter.Client) choices {
	c := choices{ready: map[string]adapter.Adapter{}, keyed: map[string]adapter.Adapter{}, readers: map[string][]adapter.Adapter{}}
	for _, a := range adapters {
		info := a.Info()
		ready := len(client.Missing(info.ID)) == 0
		if ready {
			c.ready[info.ID] = a
		}
		if ready && info.Aggregator && c.fallback == nil {
			c.fallback = a
		}
		needs := slices.ContainsFunc(info.Keys, func(k adapter.Key) bool { return !k.Optional })
		for _, slug := range info.Carriers {
			c.readers[slug] = append(c.readers[slug], a)
			if ready && needs && c.keyed[slug] == nil {
				c.keyed[slug] = a
			}
		}
	}
	return c
}

// reader returns the adapter to ask for a carrier:
//
//  1. one that reads it with keys which the operator has gone to the trouble of
//     getting,
//  2. the one that the carrier's profile names,
//  3. the first that reads it and is ready,
//  4. an aggregator, for a carrier that has a profile,
//  5. one whose keys are missing: asking it tells the reader so.
//
// It reports false when nobody can be asked.
func (c choices) reader(slug string, info tracknum.CarrierInfo) (adapter.Adapter, bool) {
	if a := c.keyed[slug]; a != nil {
		return a, true
	}
	if a := c.ready[info.Adapter]; a != nil {
		return a, true
	}
	for _, a := range c.readers[slug] {
		if c.ready[a.Info().ID] != nil {
			return a, true
		}
	}
	switch {
	case c.fallback != nil && info.Slug != "":
		return c.fallback, true
	case len(c.readers[slug]) > 0:
		return c.readers[slug][0], true
	}
	return nil, false
}
