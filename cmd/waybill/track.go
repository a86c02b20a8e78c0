package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/all"
	"waybill/internal/catalog"
	"waybill/internal/tracknum"
)

const trackUsage = `Ask the carrier where a parcel is, and print its timeline.

Usage:

  waybill track [FLAGS] NUMBER

The carrier is asked directly from this machine, once.

Flags:

  -json             the wire format instead of text
  -carrier SLUG     the carrier, when the number alone does not tell
  -postcode CODE    of the recipient, where the carrier wants one
  -phone NUMBER     of the recipient, where the carrier wants one
  -date YYYY-MM-DD  of shipping, where the carrier wants one
  -lang TAG         the language of the carrier's texts (default en)
  -timeout TIME     how long to wait for the carrier (default 20s)
  -base-url URL     ask this address in place of the carrier's own, for tests
  -content DIR      a publisher's content folder (default: the built-in one)

Examples:

  waybill track LP00123456789012
  waybill track --json DEMODELIVERED

The numbers that start with DEMO are a sandbox and need no network:
DEMOCUSTOMSINPROGRESS, DEMOTWOLEGS, DEMONOTFOUND, DEMODOWN and more.
`

func runTrack(ctx context.Context, std streams, args []string) error {
	f := newFlags("track")
	asJSON := f.Bool("json", false, "")
	var q adapter.Query
	f.StringVar(&q.Carrier, "carrier", "", "")
	f.StringVar(&q.Postcode, "postcode", "", "")
	f.StringVar(&q.Phone, "phone", "", "")
	f.StringVar(&q.Date, "date", "", "")
	f.StringVar(&q.Lang, "lang", lang, "")
	timeout := f.Duration("timeout", 20*time.Second, "")
	base := f.String("base-url", "", "")
	dir := f.String("content", "", "")
	rest, err := f.parse(args, 1, 1)
	if err != nil {
		return err
	}
	if *timeout <= 0 {
		return wrongUsage("-timeout must be longer than nothing")
	}
	if q.Date != "" {
		if _, err := time.Parse(time.DateOnly, q.Date); err != nil {
			return wrongUsage("-date %q is no date like 2026-11-20", q.Date)
		}
	}
	cat, err := loadCatalog(ctx, *dir)
	if err != nil {
		return err
	}
	if err := knownCarrier(cat, q.Carrier); err != nil {
		return err
	}
	table, err := tracknum.Decode(cat.Table)
	if err != nil {
		return fmt.Errorf("read the number table: %w", err)
	}

	t := tracker{cat: cat, std: std, json: *asJSON}
	result := table.Identify(rest[0], tracknum.Hints{Carrier: q.Carrier})
	q.Number = result.Number
	asked, err := choose(table, result, q.Carrier)
	if err != nil {
		return t.trouble(result, q, err)
	}
	q.Carrier = asked.carrier
	client, err := newClient(asked.adapter, *base)
	if err != nil {
		return err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, *timeout)
	defer cancel()
	if std.termErr && !*asJSON {
		fmt.Fprintf(std.err, "asking %s …\r", t.name(q.Carrier))
	}
	tl, err := client.Track(ctx, asked.adapter, q)
	if std.termErr && !*asJSON {
		fmt.Fprint(std.err, eraseLine)
	}
	if err != nil {
		return t.trouble(result, q, err)
	}
	if *asJSON {
		return printWire(std.out, tl)
	}
	if note := ambiguity(result, asked.carrier); note != "" {
		fmt.Fprintln(std.err, note)
	}
	return t.print(tl)
}

// eraseLine clears the line of a terminal that the cursor is on.
const eraseLine = "\r\x1b[K"

// newClient returns a client for one adapter, pointed at base when that is given.
func newClient(a adapter.Adapter, base string) (*adapter.Client, error) {
	o := adapter.Options{Timeout: time.Minute} // the caller's context is shorter
	if base != "" {
		o.Adapters = map[string]adapter.Settings{a.Info().ID: {BaseURL: base}}
	}
	client, err := adapter.NewClient(o, a)
	if err != nil {
		return nil, wrongUsage("-base-url: %v", err)
	}
	return client, nil
}

// chosen is who to ask.
type chosen struct {
	carrier string // slug
	adapter adapter.Adapter
}

// choose picks the adapter for a number: that of the carrier asked for, which may
// be asked for any number, else that of the likeliest carrier which has one.
func choose(table *tracknum.Table, r tracknum.Result, carrier string) (chosen, error) {
	if carrier != "" {
		if a, ok := reads(table, carrier); ok {
			return chosen{carrier, a}, nil
		}
		return chosen{}, &adapter.Error{Kind: adapter.UnknownCarrier, Carrier: carrier}
	}
	if r.Verdict == tracknum.Invalid {
		return chosen{}, &adapter.Error{Kind: adapter.InvalidNumber}
	}
	for _, m := range r.Matches {
		if a, ok := reads(table, m.Carrier); ok {
			return chosen{m.Carrier, a}, nil
		}
	}
	unknown := &adapter.Error{Kind: adapter.UnknownCarrier}
	if len(r.Matches) > 0 {
		unknown.Carrier = r.Matches[0].Carrier
	}
	return chosen{}, unknown
}

// reads returns the adapter for a carrier: the one that its profile names, else
// the first that reads it.
func reads(table *tracknum.Table, carrier string) (adapter.Adapter, bool) {
	if info, ok := table.Carrier(carrier); ok && info.Adapter != "" {
		if a, ok := all.Find(info.Adapter); ok {
			return a, true
		}
	}
	for _, a := range all.Adapters() {
		if slices.Contains(a.Info().Carriers, carrier) {
			return a, true
		}
	}
	return nil, false
}

// ambiguity says whom else the number could belong to, or "": the one that was
// asked is never a silent guess.
func ambiguity(r tracknum.Result, asked string) string {
	var others []string
	for _, m := range r.Matches {
		if m.Carrier != asked && !slices.Contains(others, m.Name) {
			others = append(others, m.Name)
		}
	}
	if len(others) == 0 {
		return ""
	}
	return fmt.Sprintf("waybill: the number also fits %s; -carrier SLUG asks another", strings.Join(others, ", "))
}

// tracker prints what came of asking.
type tracker struct {
	cat  *catalog.Catalog
	std  streams
	json bool
}

// name returns a carrier's name, or its slug when the content does not have it.
func (t tracker) name(slug string) string {
	if c := t.cat.Carrier(slug); c != nil {
		return c.Name
	}
	return slug
}

// link returns the carrier's own page for a number, or "".
func (t tracker) link(slug, number string) string {
	if c := t.cat.Carrier(slug); c != nil && c.Kind != catalog.KindStandard { // a standard tracks nothing
		return c.Link(number)
	}
	return ""
}
