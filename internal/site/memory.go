package site

import (
	"bufio"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"waybill/internal/catalog"
	"waybill/internal/site/output"
	"waybill/templates"
)

// Memory is what one build leaves for the next: what the content's files held, and which
// files were made of what. A build with a memory makes the same site as one without, and
// makes only what a change touches. The zero value remembers nothing. A Memory serves one
// build at a time, into one folder, by one program: whoever writes it to a file sees to
// that.
type Memory struct {
	content catalog.Memory
	made    map[string]made // by the name of the job that made it
}

// sum identifies something by all that it depends on.
type sum = [sha256.Size]byte

// made is what a job made.
type made struct {
	Of    sum      // all that went into it
	Files []file   // as they were written
	Links []string // places of this site that its text links to
}

// file is a file of the site as it was written.
type file struct {
	Path string
	Was  output.File
}

// Encode writes m. Only the program that wrote it can be sure to read it.
func (m *Memory) Encode(w io.Writer) error {
	if err := m.content.Encode(w); err != nil {
		return err
	}
	if err := gob.NewEncoder(w).Encode(m.made); err != nil {
		return fmt.Errorf("write what was made: %w", err)
	}
	return nil
}

// Decode fills m with what Encode wrote. On an error m stays as it was.
func (m *Memory) Decode(r io.Reader) error {
	in := bufio.NewReader(r) // with a buffer of ours, the first of the two takes no more than is its own
	var read Memory
	if err := read.content.Decode(in); err != nil {
		return err
	}
	if err := gob.NewDecoder(in).Decode(&read.made); err != nil {
		return fmt.Errorf("read what was made: %w", err)
	}
	*m = read
	return nil
}

// sumOf returns the sum of parts, whose borders count.
func sumOf(parts ...[]byte) sum {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d ", len(part))
		h.Write(part)
	}
	return sum(h.Sum(nil))
}

// tool returns the sum of what every file depends on.
func (e *edition) tool() sum {
	return sumOf(fmt.Appendf(nil, "%q %t %d %q", e.address, e.opts.Compress, e.opts.quality, e.opts.Reload))
}

// shared returns the sum of what every page depends on besides its own file. The number
// table is among the assets, whose addresses name their content, and in it the names of
// all carriers, their formats and adapters; of other pages, pages know the titles.
func (e *edition) shared() (sum, error) {
	c := e.content
	type title struct {
		URL, Title, Description string
		Shared                  []catalog.Shared
	}
	common := struct {
		Lang     string
		Words    string
		Editions []templates.Edition
		Site     catalog.Site
		Assets   []string
		CSS      string
		Statuses []catalog.Status
		Help     []title
	}{Lang: c.Lang, Words: e.view.Say.Sum + e.view.Root.Say.Sum, Editions: e.view.Editions, Site: c.Site, CSS: e.view.CSS}
	for _, a := range e.assets.All() {
		common.Assets = append(common.Assets, a.Name, a.Path)
	}
	for _, s := range c.Statuses {
		own := *s
		own.Sum, own.Front = sum{}, sum{}
		common.Statuses = append(common.Statuses, own)
	}
	for _, p := range c.Help {
		common.Help = append(common.Help, title{p.URL, p.Title, p.Description, p.Shared})
	}
	text, err := json.Marshal(common)
	if err != nil {
		return sum{}, fmt.Errorf("sum up what pages share: %w", err)
	}
	tool := e.tool()
	return sumOf(tool[:], text), nil
}

// fronts returns the sum of the front matter of all pages, which is what lists are made of.
func (e *edition) fronts(shared sum) *sum {
	h := sha256.New()
	h.Write(shared[:])
	for _, p := range e.content.All() {
		h.Write([]byte(p.URL))
		h.Write(p.Front[:])
	}
	return new(sum(h.Sum(nil)))
}

// recall decides which jobs need not be done again, because an earlier build did them with
// the same input and what it wrote still stands. The others are returned.
func (b *builder) recall(jobs []job) ([]job, error) {
	if b.opts.Memory == nil || len(b.opts.Memory.made) == 0 {
		return jobs, nil
	}
	standing, err := b.staging.Standing()
	if err != nil {
		return nil, err
	}
	stale := map[string]bool{} // addresses of pages that are made again
	good := func(j job) (made, bool) {
		m, ok := b.opts.Memory.made[j.at()]
		if !ok || j.of == nil || m.Of != *j.of {
			return m, false
		}
		for _, f := range m.Files {
			if standing[f.Path] != f.Was {
				return m, false
			}
		}
		return m, true
	}
	for _, j := range jobs {
		if _, ok := good(j); !ok {
			stale[j.at()] = true
		}
	}
	var left []job
	for _, j := range jobs {
		m, ok := good(j)
		if !ok || !j.in.linksHold(m.Links, stale) {
			left = append(left, j)
			continue
		}
		for _, f := range m.Files {
			if err := b.staging.Keep(f.Path); err != nil {
				return nil, err
			}
		}
		b.made[j.at()] = m
	}
	return left, nil
}

// linksHold reports whether the links of a page that stays still lead where they should. What
// a page has places for is looked up only where it is stale: that means reading it.
func (e *edition) linksHold(links []string, stale map[string]bool) bool {
	for _, link := range links {
		page, _, _ := strings.Cut(link, "#")
		if !stale[e.at(page)] {
			link = page
		}
		if !e.content.Leads(link) {
			return false
		}
	}
	return true
}
