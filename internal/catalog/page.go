package catalog

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"waybill/internal/diag"
	"waybill/internal/timeline"
)

// body is where the Markdown of a page is read, each time that it is wanted: a large
// site is not held in memory.
type body struct {
	fsys  fs.FS
	name  string // inside fsys
	label string // file name as problems show it
}

// read returns the page's file as it is now.
func (b body) read() (file, diag.Problems) {
	raw, err := fs.ReadFile(b.fsys, b.name)
	if err != nil {
		return file{}, diag.Problems{unreadableFile(b.label, err)}
	}
	return split(b.label, raw)
}

// unreadableFile is the problem of a file that cannot be read.
func unreadableFile(label string, err error) diag.Problem {
	p := diag.File{Name: label}.Whole()
	p.ID, p.Message = "tree/unreadable", "the file cannot be read: "+err.Error()
	return p
}

// kind is a folder of the content tree, or "" for the pages at its top.
type kind string

const (
	kindTop      kind = ""
	kindCarriers kind = "carriers"
	kindStatuses kind = "statuses"
	kindHelp     kind = "help"
	kindNews     kind = "news"
)

// kinds are the folders in the order in which people are told about them.
var kinds = []string{string(kindCarriers), string(kindStatuses), string(kindHelp), string(kindNews)}

// topPages are the files at the top of the tree; all of them are needed.
var topPages = []string{"index.md", "about.md", "privacy.md"}

// address returns the address of a page, without any prefix of the site.
func address(k kind, slug string) string {
	switch {
	case k == kindTop && slug == "index":
		return "/"
	case k == kindTop:
		return "/" + slug + "/"
	}
	return "/" + string(k) + "/" + slug + "/"
}

// page reads the keys that every file has.
func (r *reader) page(f *fields, name string, k kind) (Page, bool) {
	slug := strings.TrimSuffix(path.Base(name), ".md")
	p := Page{
		File: name,
		Lang: langOf(name),
		Slug: slug,
		URL:  address(k, slug),
	}
	p.Title = f.need("title").text
	p.Description = f.need("description").text
	p.Updated = f.needDate("updated")
	p.Checked = f.date("checked")
	p.Order, _ = f.number("order")
	draft := f.flag("draft")
	p.Sources = f.sourceList()
	return p, draft
}

// site reads the key site of the home page.
func (f *fields) site() Site {
	g := f.group("site")
	if g == nil {
		f.missing("site")
		return Site{}
	}
	s := Site{
		Name:     g.need("name").text,
		Tagline:  g.need("tagline").text,
		Operator: g.need("operator").text,
		Contact:  g.address("contact", "https", "http", "mailto"),
		Source:   g.address("source", web...),
	}
	g.done()
	return s
}

// statusPage reads the keys of a glossary entry.
func (r *reader) statusPage(f *fields, page Page) *Status {
	s := &Status{
		Page:   page,
		Status: timeline.Status(strings.ReplaceAll(page.Slug, "-", "_")),
		Name:   f.need("name").text,
		Short:  f.need("short").text,
		Normal: f.text("normal").text,
		Act:    f.need("act").text,
	}
	s.Silence = r.general(f, s.Status)
	if help := f.text("help"); help.ok {
		s.Help = address(kindHelp, help.text)
		if !slices.Contains(r.help, help.text) {
			hint := "it is the name of a file in help, without .md"
			if near, ok := diag.Closest(help.text, r.help); ok {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.report(help.span, "value/no-help", fmt.Sprintf("there is no help page %q", help.text), hint)
		}
	}
	for _, v := range f.texts("next") {
		if next := r.status(v); next != "" {
			s.Next = append(s.Next, next)
		}
	}
	for _, v := range f.texts("phrases") {
		if lower := strings.ToLower(v.text); lower != v.text {
			r.report(v.span, "value/case", "phrases are written in lower case", "write \""+lower+"\"")
		}
		s.Phrases = append(s.Phrases, v.text)
	}
	return s
}
