package adapter

// Choices say which adapter is asked for which carrier. Neither the adapters nor
// their keys change while a program runs, but what the carriers' profiles name may.
type Choices struct {
	ready    map[string]Adapter   // by id: those that have all the keys they need
	keyed    map[string]Adapter   // by carrier: the first ready one that needs keys
	readers  map[string][]Adapter // by carrier: all that read it, in the order of the list
	fallback Adapter              // the first aggregator that is ready; nil for none
}

// NewChoices returns the choices between adapters that client was made with.
func NewChoices(client *Client, adapters ...Adapter) Choices {
	c := Choices{ready: map[string]Adapter{}, keyed: map[string]Adapter{}, readers: map[string][]Adapter{}}
	for _, a := range adapters {
		info := a.Info()
		ready := len(client.Missing(info.ID)) == 0
		if ready {
			c.ready[info.ID] = a
		}
		if ready && info.Aggregator && c.fallback == nil {
			c.fallback = a
		}
		for _, slug := range info.Carriers {
			c.readers[slug] = append(c.readers[slug], a)
			if ready && info.NeedsKeys() && c.keyed[slug] == nil {
				c.keyed[slug] = a
			}
		}
	}
	return c
}

// Reader returns the adapter to ask for a carrier:
//
//  1. one that reads it with keys which the operator has gone to the trouble of
//     getting,
//  2. the one that the carrier's profile names, which is named,
//  3. the first that reads it and is ready,
//  4. an aggregator, for a carrier that is known,
//  5. one whose keys are missing: asking it tells the reader so.
//
// It reports false when nobody can be asked.
func (c Choices) Reader(slug, named string, known bool) (Adapter, bool) {
	if a := c.keyed[slug]; a != nil {
		return a, true
	}
	if a := c.ready[named]; a != nil {
		return a, true
	}
	for _, a := range c.readers[slug] {
		if c.ready[a.Info().ID] != nil {
			return a, true
		}
	}
	switch {
	case c.fallback != nil && known:
		return c.fallback, true
	case len(c.readers[slug]) > 0:
		return c.readers[slug][0], true
	}
	return nil, false
}

// Ready reports whether a has all the keys that it needs.
func (c Choices) Ready(a Adapter) bool { return c.ready[a.Info().ID] != nil }
