package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/catalog"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

const trackUsage = `Ask the carrier where a parcel is, and print its timeline.

Usage:

  waybill track [FLAGS] NUMBER

The carrier is asked directly from this machine, once. When its answer names the
carrier that takes the parcel on, that one is asked too, and both legs are shown
as one. Keys of carriers that want one come from the proxy's configuration:
waybill.toml in this folder, and the environment.

Flags:

  -json             the wire format instead of text
  -carrier SLUG     the carrier, when the number alone does not tell
  -postcode CODE    of the recipient, where the carrier wants one
  -phone NUMBER     of the recipient, where the carrier wants one
  -date YYYY-MM-DD  of shipping, where the carrier wants one
  -lang TAG         the language of the carrier's texts (default en)
  -timeout TIME     how long to wait for the carrier (default 20s)
  -base-url URL     ask this address in place of the carriers' own, for tests
  -config FILE      the proxy's configuration (default: waybill.toml if any)
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
	file := f.String("config", "", "")
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
	table, err := tracknum.Decode(cat.Table, tracknum.English())
	if err != nil {
		return fmt.Errorf("read the number table: %w", err)
	}

	config, err := loadConfig(std, *file)
	if err != nil {
		return err
	}
	ask, err := newAsker(table, cat.Words, config, *base)
	if err != nil {
		return err
	}
	defer ask.client.Close()
	ctx, cancel := context.WithTimeout(ctx, *timeout)
	defer cancel()

	t := tracker{cat: cat, std: std, json: *asJSON}
	result := table.Identify(rest[0], tracknum.Hints{Carrier: q.Carrier})
	q.Number = result.Number
	asked, err := ask.choose(result, q.Carrier)
	if err != nil {
		return t.trouble(result, q, err)
	}
	q.Carrier = asked.carrier
	t.waiting(q.Carrier)
	tl, err := ask.client.Track(ctx, asked.adapter, q)
	if err != nil {
		t.waited()
		return t.trouble(result, q, err)
	}
	next, missing := ask.next(ctx, tl, q, t.waiting)
	t.waited()
	if next != nil {
		tl = timeline.Merge(tl, *next)
	}
	if *asJSON {
		return printWire(std.out, tl)
	}
	if note := ambiguity(result, asked.carrier); note != "" {
		fmt.Fprintln(std.err, note)
	}
	if missing != nil {
		fmt.Fprintf(std.err, "waybill: the next leg is not shown: %s (%s)\n", t.name(missing.Carrier), missing.Kind)
	}
	return t.print(tl, next)
}

// waiting says on a terminal who is being asked.
func (t tracker) waiting(carrier string) {
	if t.std.termErr && !t.json {
		fmt.Fprintf(t.std.err, eraseLine+"asking %s …\r", t.name(carrier))
	}
}

// waited takes away what waiting said.
func (t tracker) waited() {
	if t.std.termErr && !t.json {
		fmt.Fprint(t.std.err, eraseLine)
	}
}

// eraseLine clears the line of a terminal that the cursor is on.
const eraseLine = "\r\x1b[K"

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
