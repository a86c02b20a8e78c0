package catalog

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/internal/diag"
	"waybill/internal/timeline"
)

// Options says what to load. The zero value loads English and names files by
// their path inside the content tree.
type Options struct {
	Lang string // folder of the content tree and BCP 47 tag; "" is "en"

	// Fallback is the language whose pages stand in for those that Lang does not have, ""
	// for none. What is wrong with them is reported where that language is loaded.
	Fallback string

	Label string // put before file names in problems, "content"

	// Live returns the adapter that reads a carrier whose profile names none, "" for
	// none: those for which whoever runs the site has a key. It may be nil.
	Live func(slug string) string

	// Static holds the pictures that texts show, which are then checked; it may be nil.
	Static fs.FS

	// Memory saves reading files again that are as they were. It may be nil. Now is the
	// time of the call, which Memory needs to know which files' times can be trusted; with
	// the zero time it compares all texts.
	Memory *Memory
	Now    time.Time
}

// Load reads the content of one language out of fsys, the content tree, and
// checks it. It returns every problem it finds, in order; problems in the text
// of pages come from [Catalog.Check] and [Catalog.Render]. The catalogue is
// never nil, but fit to publish only when [diag.Problems.Err] of the problems is
// nil: with faults it holds what could be read, so that the texts can be checked
// in the same run.
func Load(ctx context.Context, fsys fs.FS, opts Options) (*Catalog, diag.Problems) {
	l := loader{fsys: fsys, lang: cmp.Or(opts.Lang, "en"), fallback: opts.Fallback, label: opts.Label, now: opts.Now, memory: opts.Memory.of(cmp.Or(opts.Lang, "en"))}
	l.catalog = &Catalog{Lang: l.lang, static: opts.Static, drafts: map[string]bool{}, unread: map[string]bool{}}
	names, listed := l.list()
	l.speak(listed)
	names = append(names, l.standIns(names)...)
	for _, name := range names {
		if kindOfFile(name) == kindHelp {
			l.help = append(l.help, strings.TrimSuffix(path.Base(name), ".md"))
		}
	}
	entries := l.read(ctx, names)
	entries = append(entries, l.read(ctx, l.undrafted(entries))...)
	for _, e := range entries {
		l.add(e)
	}
	faults := len(l.problems)
	if listed {
		l.complete(names)
	}
	l.inherit(entries)
	l.sort()
	l.about(entries)
	l.enliven(opts.Live)
	l.compile()
	l.words()
	if len(l.problems) > faults && slices.ContainsFunc(entries, func(e entry) bool { return e.recalled }) {
		opts.Memory = nil // what is wrong between files has its place in files that were not read
		return Load(ctx, fsys, opts)
	}
	l.memory.fill(l.help, entries)
	l.forgive()
	l.problems.Sort()
	return l.catalog, l.problems
}

// about reports carriers that news are about and that are not there.
func (l *loader) about(entries []entry) {
	var slugs []string
	for _, c := range l.catalog.Carriers {
		slugs = append(slugs, c.Slug)
	}
	for _, e := range entries {
		if e.page == nil || l.standsIn(e.name) {
			continue
		}
		for i, slug := range e.page.About {
			if l.catalog.unread[address(kindCarriers, slug)] || slices.Contains(slugs, slug) {
				continue
			}
			file, _ := e.page.body.read()
			p := file.Whole()
			if i < len(e.about) {
				p = file.Line(e.about[i].span.line, e.about[i].span.column, e.about[i].span.width)
			}
			p.ID, p.Message = "value/no-carrier", fmt.Sprintf("there is no carrier %q", slug)
			p.Hint = "it is the name of a file in carriers, without .md"
			if near, ok := diag.Closest(slug, slugs); ok {
				p.Hint = fmt.Sprintf("did you mean %q?", near)
			}
			l.problems = append(l.problems, p)
		}
	}
}

// enliven names the adapters of carriers whose profiles name none.
func (l *loader) enliven(live func(slug string) string) {
	if live == nil {
		return
	}
	for i, p := range l.profiles { // in the order of the carriers
		if p.carrier.Adapter != "" || p.carrier.Slug == "" {
			continue
		}
		if adapter := live(p.carrier.Slug); adapter != "" {
			c := *p.carrier // a copy: what is remembered is what the file says
			c.Adapter = adapter
			p.carrier, l.catalog.Carriers[i] = &c, &c
		}
	}
}

// loader is the state of one call of Load.
type loader struct {
	fsys     fs.FS
	lang     string
	fallback string // language whose pages stand in, or ""
	label    string
	now      time.Time
	memory   *remembered // may be nil
	catalog  *Catalog
	help     []string        // slugs of the help pages
	others   map[string]bool // files of the fallback
	shadowed map[string]bool // those of them that are only inherited from
	profiles []*profile
	shared   []*sharing
	problems diag.Problems
}

// entry is what one file became.
type entry struct {
	name     string
	page     *Page
	site     *Site
	profile  *profile
	status   *Status
	shared   *sharing
	about    []value // carriers that a news entry is about
	draft    bool
	known    *known // to be remembered; nil with problems
	recalled bool   // it was not parsed, and knows no places
	problems diag.Problems
}

// shown is a file's name as problems show it.
func (l *loader) shown(name string) string { return path.Join(l.label, name) }

func (l *loader) whole(name, id, message, hint string) {
	p := diag.File{Name: l.shown(name)}.Whole()
	p.ID, p.Message, p.Hint = id, message, hint
	l.problems = append(l.problems, p)
}

// list returns the names of the Markdown files, and reports what does not
// belong into the tree. It returns false, with the reason reported, when the
// language's folder is missing or cannot be read: then nothing can be said about
// which pages are missing in it.
func (l *loader) list() (names []string, ok bool) {
	err := fs.WalkDir(l.fsys, l.lang, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == l.lang:
			return nil
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		depth := strings.Count(strings.TrimPrefix(name, l.lang+"/"), "/")
		if d.IsDir() {
			if depth == 0 && slices.Contains(kinds, d.Name()) {
				return nil
			}
			hint := "the folders are " + strings.Join(kinds, ", ")
			if near, ok := diag.Closest(d.Name(), kinds); ok && depth == 0 {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			l.whole(name, "tree/unknown-folder", "unknown folder", hint)
			return fs.SkipDir
		}
		if depth == 0 && d.Name() == wordsFile {
			return nil // see speak
		}
		if path.Ext(name) != ".md" {
			l.whole(name, "tree/not-markdown", "not a Markdown file", "content files end in .md; pictures belong into static/")
			return nil
		}
		if depth == 0 && !slices.Contains(topPages, d.Name()) {
			hint := "here stand only " + strings.Join(topPages, ", ")
			if near, ok := diag.Closest(d.Name(), topPages); ok {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			l.whole(name, "tree/unknown-page", "unknown page", hint)
			return nil
		}
		names = append(names, name)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		l.whole(l.lang, "tree/no-language", "there is no such folder", "the content of a language stands in a folder of its own")
	} else if err != nil {
		l.whole(l.lang, "tree/unreadable", "the folder cannot be read: "+err.Error(), "")
	}
	return names, err == nil
}

// read reads and checks the files, a few at a time, and returns them in the
// order of their names.
func (l *loader) read(ctx context.Context, names []string) []entry {
	entries := make([]entry, len(names))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			entries[i] = l.readFile(name)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		l.whole(l.lang, "tree/cancelled", "reading was given up: "+err.Error(), "")
		return nil
	}
	return entries
}

func (l *loader) readFile(name string) entry {
	e := entry{name: name}
	text := body{l.fsys, name, l.shown(name)}
	info, err := fs.Stat(l.fsys, name)
	if err != nil {
		e.problems = diag.Problems{unreadableFile(text.label, err)}
		return e
	}
	if k := l.memory.recall(name, info, nil, l.help, l.now); k != nil {
		return k.entry(text)
	}
	raw, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		e.problems = diag.Problems{unreadableFile(text.label, err)}
		return e
	}
	sum := sha256.Sum256(raw)
	if k := l.memory.recall(name, info, &sum, l.help, l.now); k != nil {
		return k.entry(text)
	}
	f, problems := split(l.shown(name), raw)
	e.problems = problems
	r := &reader{file: f, help: l.help}
	e.slug(r)
	e.taken(r, kindOfFile(name))
	if len(problems) == 0 {
		e.decode(r, kindOfFile(name), text, sum)
	}
	e.problems = append(e.problems, r.problems...)
	if len(e.problems) == 0 {
		e.known = remember(&e, info, sum, l.now)
	}
	if e.draft {
		for i := range e.problems {
			e.problems[i].Warning = true
		}
	}
	return e
}

// kindOfFile returns the folder in which a file stands within its language's.
func kindOfFile(name string) kind {
	dir := path.Dir(inside(name))
	if dir == "." {
		return kindTop
	}
	return kind(dir)
}

// slug reports a file name that would not be a good address.
func (e *entry) slug(r *reader) {
	if slugPattern.MatchString(strings.TrimSuffix(path.Base(e.name), ".md")) {
		return
	}
	p := r.file.Whole()
	p.ID, p.Message = "tree/slug", "the file's name cannot be an address"
	p.Hint = "use lower-case letters, digits and single hyphens"
	e.problems = append(e.problems, p)
}

// taken reports a page whose address the builder gives to a page of its own.
func (e *entry) taken(r *reader, k kind) {
	at := address(k, strings.TrimSuffix(path.Base(e.name), ".md"))
	if !slices.Contains(made, at) {
		return
	}
	p := r.file.Whole()
	p.ID, p.Message = "tree/slug", fmt.Sprintf("%s is a page that the builder makes", at)
	p.Hint = "give the file another name"
	e.problems = append(e.problems, p)
}

func (e *entry) decode(r *reader, k kind, text body, sum [sha256.Size]byte) {
	f := r.parse()
	if f == nil {
		return
	}
	page, draft := r.page(f, e.name, k)
	page.body, page.Sum, page.Front = text, sum, sha256.Sum256([]byte(r.file.front))
	e.page, e.draft = &page, draft
	switch {
	case k == kindCarriers:
		e.profile = r.carrier(f, page)
	case k == kindStatuses:
		e.status = r.statusPage(f, page)
	case k == kindHelp:
		e.shared = r.shared(f, e.page)
		page.Deadlines, page.Closures, page.Troubles = r.deadlines(f, ""), r.closures(f), r.troubles(f.texts("troubles"))
	case k == kindNews:
		e.about = f.texts("about")
		for _, v := range e.about {
			page.About = append(page.About, v.text)
		}
	case page.URL == "/":
		site := f.site()
		e.site = &site
	}
	f.done()
}

// add puts a file's page into the catalogue.
func (l *loader) add(e entry) {
	l.problems = append(l.problems, e.problems...)
	c := l.catalog
	switch {
	case l.shadowed[e.name], e.draft && l.others[path.Join(l.fallback, inside(e.name))] && !l.standsIn(e.name):
		return // another one stands for it
	case e.page == nil:
		slug := strings.TrimSuffix(path.Base(e.name), ".md")
		c.unread[address(kindOfFile(e.name), slug)] = true
		return
	case e.draft:
		c.drafts[e.page.URL] = true
		return
	}
	switch kindOfFile(e.name) {
	case kindCarriers:
		c.Carriers = append(c.Carriers, e.profile.carrier)
		l.profiles = append(l.profiles, e.profile)
	case kindStatuses:
		c.Statuses = append(c.Statuses, e.status)
	case kindHelp:
		c.Help = append(c.Help, e.page)
		l.shared = append(l.shared, e.shared)
	case kindNews:
		c.News = append(c.News, e.page)
	case kindTop:
		switch e.page.Slug {
		case "index":
			c.Home, c.Site = e.page, *e.site
		case "about":
			c.About = e.page
		case "privacy":
			c.Privacy = e.page
		}
	}
}

// complete reports pages that every site needs and this one has not, and
// statuses that do not exist.
func (l *loader) complete(names []string) {
	have := map[string]bool{}
	for _, name := range names {
		have[inside(name)] = true
	}
	need := func(inner, hint string) {
		name := path.Join(l.lang, inner)
		if !have[inner] {
			l.whole(name, "tree/missing-page", "the page is missing", hint)
		} else if u := address(kindOfFile(name), strings.TrimSuffix(path.Base(name), ".md")); l.catalog.drafts[u] {
			l.whole(name, "tree/missing-page", "a page that every site needs is a draft", "take draft: out")
		}
	}
	for _, name := range topPages {
		need(name, "")
	}
	var slugs []string
	for _, s := range timeline.Statuses() {
		slugs = append(slugs, s.Slug())
		need("statuses/"+s.Slug()+".md", "every status has its page in the glossary")
	}
	for _, name := range names {
		if kindOfFile(name) != kindStatuses || l.standsIn(name) {
			continue
		}
		slug := strings.TrimSuffix(path.Base(name), ".md")
		if slices.Contains(slugs, slug) {
			continue
		}
		hint := "a status page is named for its status, customs-in-progress.md"
		if near, ok := diag.Closest(slug, slugs); ok {
			hint = fmt.Sprintf("did you mean %q?", near+".md")
		}
		l.whole(name, "tree/unknown-status", fmt.Sprintf("there is no status %q", slug), hint)
	}
}

func (l *loader) sort() {
	c := l.catalog
	order := map[timeline.Status]int{}
	for i, s := range timeline.Statuses() {
		order[s] = i + 1
	}
	c.Statuses = slices.DeleteFunc(c.Statuses, func(s *Status) bool { return order[s.Status] == 0 })
	slices.SortStableFunc(c.Statuses, func(a, b *Status) int { return cmp.Compare(order[a.Status], order[b.Status]) })
	slices.SortFunc(c.Carriers, func(a, b *Carrier) int { return cmp.Compare(a.Slug, b.Slug) })
	slices.SortFunc(l.profiles, func(a, b *profile) int { return cmp.Compare(a.carrier.Slug, b.carrier.Slug) })
	slices.SortFunc(c.Help, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Slug, b.Slug))
	})
	slices.SortFunc(c.News, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(b.Updated, a.Updated), cmp.Compare(a.Slug, b.Slug))
	})
}
