package main

import (
	"context"
	"fmt"

	"waybill/internal/catalog"
)

const checkUsage = `Report every mistake in the content, in all its languages, each with its line
and column, without building anything.

Usage:

  waybill check [FLAGS]

The exit code is 1 when there is a mistake. Warnings are printed but are none.

Flags:

  -content DIR   the content folder (default: content if there is one, else the
                 built-in one)
  -lang TAG      the language at the site's root, which stands in for what
                 others lack (default en)
  -static DIR    the static files, where pictures are (default: static if there
                 is one, else the built-in ones)
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
	static := f.String("static", staticHere(), "")
	root := f.String("lang", lang, "")
	facts := f.Bool("facts", false, "")
	if _, err := f.parse(args, 0, 0); err != nil {
		return err
	}
	tree, label, err := openContent(*dir)
	if err != nil {
		return err
	}
	pictures, err := openStatic(*static)
	if err != nil {
		return err
	}
	all, problems := catalog.LoadAll(ctx, tree, catalog.Options{Lang: *root, Label: label, Static: pictures})
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, c := range all {
		problems = append(problems, c.Check()...)
	}
	problems.Sort()
	printProblems(std, problems)
	if problems.Err() != nil {
		return errFaults
	}
	if *facts {
		var stated []catalog.Stated
		for _, c := range all {
			stated = append(stated, c.Stated()...)
		}
		listFacts(std, stated)
	}
	if std.termErr {
		pages := 0
		for _, c := range all {
			pages += c.Written()
		}
		fmt.Fprintf(std.err, "%s checked, no mistakes\n", count(pages, "page"))
	}
	return nil
}
