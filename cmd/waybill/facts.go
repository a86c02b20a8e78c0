package main

import (
	"cmp"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"waybill/internal/catalog"
)

// stale is how many days after it was read a source should be read again.
const stale = 180

// listFacts prints how much each page states, the one whose sources are oldest first.
func listFacts(std streams, pages []catalog.Stated) {
	slices.SortStableFunc(pages, func(a, b catalog.Stated) int { return cmp.Compare(a.Oldest, b.Oldest) })
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	for _, p := range pages {
		mark := ""
		if old(p.Oldest, std.now()) {
			mark = "!"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", cmp.Or(string(p.Oldest), "no date"), count(p.Facts, "fact"), count(p.Sources, "source"), p.Page.File, mark)
	}
	table.Flush()
}

// old reports whether a source that was read on a day should be read again.
func old(read catalog.Date, now time.Time) bool {
	day, err := time.Parse(time.DateOnly, string(read))
	return err == nil && now.Sub(day) > stale*24*time.Hour
}

// summary says how much the pages state, and how many of them should be read again.
func summary(pages []catalog.Stated, now time.Time) string {
	facts, sources, aged := 0, 0, 0
	for _, p := range pages {
		facts += p.Facts
		sources += p.Sources
		if old(p.Oldest, now) {
			aged++
		}
	}
	said := fmt.Sprintf("%s from %s", count(facts, "fact"), count(sources, "source"))
	if aged > 0 {
		said += fmt.Sprintf("; %s with sources older than %d days, see waybill check -facts", count(aged, "page"), stale)
	}
	return said
}
