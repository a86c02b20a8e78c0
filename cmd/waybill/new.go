package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"golang.org/x/text/language"

	"waybill/internal/catalog"
	"waybill/internal/locale"
)

const newUsage = `Begin a page: write a commented file to fill in.

Usage:

  waybill new [FLAGS] KIND SLUG
  waybill new [FLAGS] language TAG

KIND is carrier, help or news. SLUG is the page's name in addresses: lower-case
letters, digits and single hyphens. A carrier's profile is written to
en/carriers/SLUG.md in the content folder. A file that is there already is left
as it is. Until it is filled in, waybill check says what is still missing.

A language begins with TAG/words.yaml, every word of the interface, to be
translated: TAG is fr or pt-BR. Pages are translated one by one beside it, under
the names that they have in en; until then those stand in.

Flags:

  -content DIR   the content folder (default content)

Examples:

  waybill new carrier swift-post
  waybill new language fr
`

func runNew(_ context.Context, std streams, args []string) error {
	f := newFlags("new")
	dir := f.String("content", "content", "")
	rest, err := f.parse(args, 2, 2)
	if err != nil {
		return err
	}
	name, text, err := newFile(rest[0], rest[1], std.now())
	if err != nil {
		return usageError{message: err.Error()}
	}
	if _, err := os.Stat(*dir); err != nil {
		return hinted{fmt.Errorf("there is no folder %s", *dir), "run this beside your content folder, or name it with -content DIR"}
	}
	file := filepath.Join(*dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := writeNew(file, text); err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, file)
	return err
}

// newFile returns a new file and its name in the content folder.
func newFile(kind, name string, now time.Time) (string, []byte, error) {
	if kind == "language" {
		if _, err := language.Parse(name); err != nil {
			return "", nil, fmt.Errorf("%q is no tag of a language: use one as in fr or pt-BR", name)
		}
		return path.Join(name, "words.yaml"), locale.Begin(), nil
	}
	file, text, err := catalog.New(kind, name, catalog.Date(now.Format(time.DateOnly)))
	return path.Join(lang, file), text, err
}

// writeNew writes a file that must not be there yet.
func writeNew(name string, text []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; nothing was changed", name)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
}
