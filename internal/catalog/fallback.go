package catalog

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"waybill/internal/diag"
)

// A language need not have every page: where it has none, that of the fallback stands in.

// Languages returns the languages of a content tree, first ahead of the others in the
// order of their tags: its folders that are named for one.
func Languages(fsys fs.FS, first string) []string {
	out := []string{first}
	folders, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return out // which is reported where first is loaded
	}
	for _, f := range folders {
		if _, err := language.Parse(f.Name()); err == nil && f.IsDir() && f.Name() != first {
			out = append(out, f.Name())
		}
	}
	return out
}

// LoadAll loads every language of a content tree, that of opts first, which stands in
// for what the others do not have. See [Load]; problems are those of all.
func LoadAll(ctx context.Context, fsys fs.FS, opts Options) ([]*Catalog, diag.Problems) {
	first := cmp.Or(opts.Lang, "en")
	var all []*Catalog
	var problems diag.Problems
	for _, lang := range Languages(fsys, first) {
		opts.Lang, opts.Fallback = lang, first
		c, found := Load(ctx, fsys, opts)
		all, problems = append(all, c), append(problems, found...)
	}
	problems.Sort()
	return all, problems
}

// langOf returns the language in whose folder a file stands.
func langOf(name string) string {
	lang, _, _ := strings.Cut(name, "/")
	return lang
}

// inside returns a file's name within the folder of its language.
func inside(name string) string {
	_, inner, _ := strings.Cut(name, "/")
	return inner
}

// standsIn reports whether a file is of the fallback.
func (l *loader) standsIn(name string) bool { return langOf(name) != l.lang }

// standIns returns the files of the fallback that are read beside those of the language:
// all that it does not have, and the statuses, from which its own inherit.
func (l *loader) standIns(own []string) []string {
	l.shadowed = map[string]bool{}
	if l.fallback == "" || l.fallback == l.lang {
		return nil
	}
	other := loader{fsys: l.fsys, lang: l.fallback} // reports what is wrong there to nobody
	names, _ := other.list()
	l.others = map[string]bool{}
	for _, name := range names {
		l.others[name] = true
	}
	return slices.DeleteFunc(names, func(name string) bool {
		if !slices.Contains(own, path.Join(l.lang, inside(name))) {
			return false
		}
		if kindOfFile(name) == kindStatuses {
			l.shadowed[name] = true
			return false
		}
		return true
	})
}

// undrafted returns the files of the fallback that stand in for drafts.
func (l *loader) undrafted(entries []entry) []string {
	var out []string
	for _, e := range entries {
		name := path.Join(l.fallback, inside(e.name))
		if e.draft && !l.standsIn(e.name) && l.others[name] {
			delete(l.shadowed, name)
			if kindOfFile(name) != kindStatuses { // which was read already
				out = append(out, name)
			}
		}
	}
	return out
}

// inherit completes what stands for all languages: a status has the phrases, the next
// statuses and the help page of the fallback's where it says nothing of them, and the
// countries of a list in the fallback's language get their names.
func (l *loader) inherit(entries []entry) {
	c := l.catalog
	for _, e := range entries {
		if !l.shadowed[e.name] || e.status == nil {
			continue
		}
		for i, own := range c.Statuses {
			if own.Slug != e.status.Slug {
				continue
			}
			s := *own // a copy: what is remembered is what the file says
			if len(s.Phrases) == 0 {
				s.Phrases = e.status.Phrases
			}
			if len(s.Next) == 0 {
				s.Next = e.status.Next
			}
			s.Help = cmp.Or(s.Help, e.status.Help)
			c.Statuses[i] = &s
		}
	}
	for i, p := range l.profiles {
		if !l.standsIn(p.carrier.File) || len(p.carrier.Issuers) == 0 {
			continue
		}
		own := *p.carrier
		own.Issuers = slices.Clone(own.Issuers)
		for k := range own.Issuers {
			own.Issuers[k].Country = cmp.Or(c.Say.Country(own.Issuers[k].Code), own.Issuers[k].Country)
		}
		p.carrier = &own
		c.Carriers[i] = &own
	}
}

// forgive takes out what is wrong with the fallback's files.
func (l *loader) forgive() {
	if l.fallback == "" || l.fallback == l.lang {
		return
	}
	folder := l.shown(l.fallback) + "/"
	l.problems = slices.DeleteFunc(l.problems, func(p diag.Problem) bool { return strings.HasPrefix(p.File, folder) })
}

// Written returns how many pages the catalogue has in its own language.
func (c *Catalog) Written() int {
	n := 0
	for _, p := range c.All() {
		if p.Lang == c.Lang {
			n++
		}
	}
	return n
}

// Own reports whether the catalogue has a page of its own language at an address, rather
// than one that stands in. Lists are always in its own.
func (c *Catalog) Own(url string) bool {
	if p := c.linkIndex().pages[url]; p != nil {
		return p.Lang == c.Lang
	}
	return true
}
