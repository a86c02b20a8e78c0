package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"waybill/internal/catalog"
)

const checkUsage = `Report every mistake in the content, each with its line and column, without
building anything.

Usage:

  waybill check [FLAGS]

The exit code is 1 when there is a mistake. Warnings are printed but are none.

Flags:

  -content DIR   the content folder (default: content if there is one, else the
                 built-in one)
  -facts         list how many facts each page states, from how many sources,
                 and when the oldest of those was read, the oldest first; pages
                 whose sources are older than 180 days are marked with a !

Examples:

  waybill check -content content
  waybill check -facts
`

func runCheck(ctx context.Context, std streams, args []string) error {
	f := newFlags("check")
	dir := f.String("content", contentHere(), "")
	facts := f.Bool("facts", false, "")
	if _, err := f.parse(args, 0, 0); err != nil {
		return err
	}
	tree, label, err := openContent(*dir)
	if err != nil {
		return err
	}
	cat, problems := catalog.Load(ctx, tree, catalog.Options{Lang: lang, Label: label})
	if err := ctx.Err(); err != nil {
		return err
	}
	problems = append(problems, cat.Check()...)
	problems.Sort()
	printProblems(std, problems)
	if problems.Err() != nil {
		return errFaults
	}
	if *facts {
		listFacts(std, cat.Stated())
	}
	if std.termErr {
		fmt.Fprintf(std.err, "%s checked, no mistakes\n", count(len(cat.Carriers)+len(cat.Statuses)+len(cat.Help)+len(cat.News)+3, "page"))
	}
	return nil
}

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
