package catalog

import (
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"time"
)

// Memory is what earlier calls of [Load] read, so that a file which is as it was is not
// parsed again. Load reads it and fills it anew; what comes out of Load is the same with
// it and without. Only files without a problem are remembered: problems need places, and
// those are found again by reading. The zero value remembers nothing. A Memory serves one
// call at a time.
type Memory struct {
	langs map[string]*remembered
}

// remembered is what one language's files said.
type remembered struct {
	help  []string // the help pages that there were: status pages name them
	files map[string]known
}

// of returns what m knows of a language, nil for a Memory that is nil.
func (m *Memory) of(lang string) *remembered {
	if m == nil {
		return nil
	}
	if m.langs == nil {
		m.langs = map[string]*remembered{}
	}
	if m.langs[lang] == nil {
		m.langs[lang] = &remembered{}
	}
	return m.langs[lang]
}

// known is a file that was read, and what it became.
type known struct {
	Size int64
	Time int64 // when it was last written, Unix nanoseconds; 0 when that is too young to tell
	Sum  [sha256.Size]byte

	Page    *Page
	Site    *Site
	Carrier *Carrier
	Status  *Status
	Draft   bool
}

// settled is how old a file must be for its time and size to tell whether it changed: a
// second change within the same tick of the file system's clock would go unseen.
const settled = 2 * time.Second

// stamp returns what k remembers of a file's time: nothing when it is not known or was
// written just before now.
func stamp(info fs.FileInfo, now time.Time) int64 {
	if at := info.ModTime(); !at.IsZero() && at.Before(now.Add(-settled)) {
		return at.UnixNano()
	}
	return 0
}

// same reports whether the file must be as it was, by its time and size alone.
func (k *known) same(info fs.FileInfo) bool {
	return k.Time != 0 && k.Size == info.Size() && k.Time == info.ModTime().UnixNano()
}

// entry returns what the file became, for a catalogue that reads its texts from text.
func (k *known) entry(text body) entry {
	e := entry{name: text.name, site: k.Site, draft: k.Draft, known: k, recalled: true}
	page := func(p Page) Page {
		p.body = text
		return p
	}
	switch {
	case k.Carrier != nil:
		c := *k.Carrier
		c.Page = page(c.Page)
		e.profile, e.page = &profile{carrier: &c}, &c.Page
	case k.Status != nil:
		s := *k.Status
		s.Page = page(s.Page)
		e.status, e.page = &s, &s.Page
	default:
		p := page(*k.Page)
		e.page, e.shared = &p, &sharing{page: &p}
	}
	return e
}

// remember returns what is kept of a file that became e.
func remember(e *entry, info fs.FileInfo, sum [sha256.Size]byte, now time.Time) *known {
	k := &known{Size: info.Size(), Time: stamp(info, now), Sum: sum, Site: e.site, Draft: e.draft}
	switch {
	case e.profile != nil:
		k.Carrier = e.profile.carrier
	case e.status != nil:
		k.Status = e.status
	default:
		k.Page = e.page
	}
	return k
}

// recall returns the file as m knows it, nil when that is not what it is now: sum is the
// hash of its text, nil where time and size are to tell.
func (m *remembered) recall(name string, info fs.FileInfo, sum *[sha256.Size]byte, help []string, now time.Time) *known {
	if m == nil {
		return nil
	}
	k, ok := m.files[name]
	switch {
	case !ok, k.Status != nil && !slices.Equal(m.help, help):
		return nil
	case sum == nil && !k.same(info), sum != nil && k.Sum != *sum:
		return nil
	}
	k.Size, k.Time = info.Size(), stamp(info, now)
	return &k
}

// fill makes m remember the files of one call of Load, and nothing else.
func (m *remembered) fill(help []string, entries []entry) {
	if m == nil {
		return
	}
	m.help = help
	m.files = make(map[string]known, len(entries))
	for _, e := range entries {
		if e.known != nil {
			m.files[e.name] = *e.known
		}
	}
}

// memoryHead stands before a written Memory.
type memoryHead struct {
	Lang  string // "" behind the last language
	Help  []string
	Files int
}

// named is a file of a written Memory.
type named struct {
	Name string
	File known
}

// Encode writes m. Only the program that wrote it can be sure to read it.
func (m *Memory) Encode(w io.Writer) error {
	out := gob.NewEncoder(w)
	var err error
	for _, lang := range slices.Sorted(maps.Keys(m.langs)) {
		r := m.langs[lang]
		err = errors.Join(err, out.Encode(memoryHead{lang, r.help, len(r.files)}))
		for _, name := range slices.Sorted(maps.Keys(r.files)) {
			err = errors.Join(err, out.Encode(named{name, r.files[name]}))
		}
	}
	err = errors.Join(err, out.Encode(memoryHead{}))
	if err != nil {
		return fmt.Errorf("write what was read: %w", err)
	}
	return nil
}

// Decode fills m with what Encode wrote; of an io.ByteReader it reads no more than that.
// On an error m stays as it was.
func (m *Memory) Decode(r io.Reader) error {
	in := gob.NewDecoder(r)
	langs := map[string]*remembered{}
	for {
		var head memoryHead
		if err := in.Decode(&head); err != nil {
			return fmt.Errorf("read what was read before: %w", err)
		}
		if head.Lang == "" {
			m.langs = langs
			return nil
		}
		r := &remembered{help: head.Help, files: map[string]known{}}
		for range head.Files {
			var f named
			if err := in.Decode(&f); err != nil {
				return fmt.Errorf("read what was read before: %w", err)
			}
			r.files[f.Name] = f.File
		}
		langs[head.Lang] = r
	}
}
