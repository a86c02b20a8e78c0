package main

import (
	"context"
	"errors"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/all"
	"waybill/internal/proxy"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
	"waybill/templates"
)

// asker finds out who can be asked about a number, and asks.
type asker struct {
	table   *tracknum.Table
	client  *adapter.Client
	choices adapter.Choices
}

// newAsker returns an asker with the adapters that are switched on in config. base is
// asked in place of every carrier's own address when it is given.
func newAsker(table *tracknum.Table, words adapter.Words, config proxy.Config, base string) (asker, error) {
	adapters, settings := config.Upstreams(all.Adapters())
	for _, a := range adapters {
		if id := a.Info().ID; base != "" && len(a.Info().Hosts) > 0 {
			s := settings[id]
			s.BaseURL = base
			settings[id] = s
		}
	}
	client, err := adapter.NewClient(adapter.Options{
		Timeout:  time.Minute, // the caller's context is shorter
		Words:    words,
		Adapters: settings,
	}, adapters...)
	if err != nil && base != "" {
		return asker{}, wrongUsage("-base-url: base_url must be an http or https address, not %q", base)
	}
	if err != nil {
		return asker{}, err
	}
	return asker{table, client, adapter.NewChoices(client, adapters...)}, nil
}

// live returns a function that names the adapter of a carrier for which config has
// the keys, and "" for any other. The pages ask for carriers that answer anybody by
// what their profiles say.
func live(config proxy.Config) (func(slug string) string, error) {
	a, err := newAsker(nil, nil, config, "")
	if err != nil {
		return nil, err
	}
	a.client.Close()
	return func(slug string) string {
		reader, ok := a.choices.Reader(slug, "", true)
		if !ok || !a.choices.Ready(reader) {
			return ""
		}
		if info := reader.Info(); info.NeedsKeys() {
			return info.ID
		}
		return ""
	}, nil
}

// readers returns a function that says what reads a carrier's timelines: the adapter
// that is named, or the first that reads the carrier.
func readers() func(slug, named string) (templates.Reader, bool) {
	first := map[string]adapter.Info{}
	for _, a := range all.Adapters() {
		info := a.Info()
		for _, slug := range info.Carriers {
			if _, known := first[slug]; !known {
				first[slug] = info
			}
		}
	}
	return func(slug, named string) (templates.Reader, bool) {
		info, ok := first[slug]
		if a, found := all.Find(named); found {
			info, ok = a.Info(), true
		}
		return templates.Reader{Evidence: string(info.Evidence), Key: info.NeedsKeys()}, ok
	}
}

// chosen is who to ask.
type chosen struct {
	carrier string // slug
	adapter adapter.Adapter
}

// reader returns the adapter for a carrier.
func (a asker) reader(carrier string) (adapter.Adapter, bool) {
	info, known := a.table.Carrier(carrier)
	return a.choices.Reader(carrier, info.Adapter, known)
}

// choose picks the adapter for a number: that of the carrier asked for, which may be
// asked for any number, else that of the likeliest carrier that can be asked.
func (a asker) choose(r tracknum.Result, carrier string) (chosen, error) {
	if carrier != "" {
		if found, ok := a.reader(carrier); ok {
			return chosen{carrier, found}, nil
		}
		return chosen{}, &adapter.Error{Kind: adapter.UnknownCarrier, Carrier: carrier}
	}
	if r.Verdict == tracknum.Invalid {
		return chosen{}, &adapter.Error{Kind: adapter.InvalidNumber}
	}
	var first *chosen
	for _, m := range r.Matches {
		found, ok := a.reader(m.Carrier)
		if !ok || !m.Valid() {
			continue
		}
		if a.choices.Ready(found) && m.Confidence*2 >= r.Matches[0].Confidence {
			return chosen{m.Carrier, found}, nil
		}
		if first == nil {
			first = &chosen{m.Carrier, found}
		}
	}
	if first != nil {
		return *first, nil
	}
	unknown := &adapter.Error{Kind: adapter.UnknownCarrier}
	if len(r.Matches) > 0 {
		unknown.Carrier = r.Matches[0].Carrier
	}
	return chosen{}, unknown
}

// next asks the carrier that takes the parcel of tl on. It returns nil and nil when
// there is none, and why that leg is missing when it could not be asked.
func (a asker) next(ctx context.Context, tl timeline.Timeline, q adapter.Query, asking func(carrier string)) (*timeline.Timeline, *adapter.Error) {
	if tl.NextLeg == nil {
		return nil, nil
	}
	r := a.table.Identify(tl.NextLeg.Number, tracknum.Hints{Carrier: tl.NextLeg.Carrier})
	q.Number = r.Number
	asked, err := a.choose(r, tl.NextLeg.Carrier)
	if err == nil {
		q.Carrier = asked.carrier
		asking(q.Carrier)
		var next timeline.Timeline
		if next, err = a.client.Track(ctx, asked.adapter, q); err == nil {
			return &next, nil
		}
	}
	var why *adapter.Error
	if !errors.As(err, &why) {
		why = &adapter.Error{Kind: adapter.UnreadableAnswer}
	}
	if why.Carrier == "" {
		why.Carrier = tl.NextLeg.Carrier
	}
	return nil, why
}
