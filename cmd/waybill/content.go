package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"waybill/content"
	"waybill/internal/catalog"
	"waybill/internal/diag"
	"waybill/static"
)

// lang is the language that the commands speak and read first.
const lang = "en"

// openContent returns the content tree in dir, or the built-in one for "", and
// the name under which problems show it.
func openContent(dir string) (fs.FS, string, error) {
	if dir == "" {
		return content.FS, "content", nil
	}
	tree, err := openDir("content", dir)
	return tree, dir, err
}

// openStatic returns the static files in dir, or the built-in ones for "".
func openStatic(dir string) (fs.FS, error) {
	if dir == "" {
		return static.FS, nil
	}
	return openDir("static", dir)
}

// here returns the folder name in the working directory when it has the folder
// sub in it, as such a folder must, and "" otherwise. The verbs that make a site
// use a publisher's own folders without being told, and elsewhere the built-in
// ones.
func here(name, sub string) string {
	if info, err := os.Stat(filepath.Join(name, sub)); err != nil || !info.IsDir() {
		return ""
	}
	return name
}

// contentHere and staticHere are the defaults of -content and -static for the
// verbs that make a site.
func contentHere() string {
	if pages, err := filepath.Glob("content/*/index.md"); err != nil || len(pages) == 0 {
		return here("content", lang)
	}
	return "content"
}
func staticHere() string { return here("static", "css") }

// openDir returns the folder that flag -name gives.
func openDir(name, dir string) (fs.FS, error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, hinted{fmt.Errorf("-%s %s: there is no such folder", name, dir), "without -" + name + " the built-in one is used"}
	case !info.IsDir():
		return nil, fmt.Errorf("-%s %s is not a folder", name, dir)
	}
	return os.DirFS(dir), nil
}

// loadCatalog reads the content in dir, or the built-in one for "". The error of
// content with mistakes is a [diag.Problems].
func loadCatalog(ctx context.Context, dir string) (*catalog.Catalog, error) {
	tree, label, err := openContent(dir)
	if err != nil {
		return nil, err
	}
	cat, problems := catalog.Load(ctx, tree, catalog.Options{Lang: lang, Label: label})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return cat, problems.Err()
}

// knownCarrier refuses a -carrier that the catalogue does not have.
func knownCarrier(cat *catalog.Catalog, slug string) error {
	if slug == "" || cat.Carrier(slug) != nil {
		return nil
	}
	var slugs []string
	for _, c := range cat.Carriers {
		slugs = append(slugs, c.Slug)
	}
	bad := usageError{message: fmt.Sprintf("no carrier %q in the content", slug)}
	if near, ok := diag.Closest(slug, slugs); ok {
		bad.hint = fmt.Sprintf("did you mean -carrier %s?", near)
	}
	return bad
}
