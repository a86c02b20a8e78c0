// Package templates is what a page looks like: templ components that turn the
// catalogue into HTML at build time.
//
// Every page reads and works without script. The tracker's markup, with every
// state that it can be in, is rendered here into <template> elements; the
// page's WebAssembly module clones them and fills in text, so that no markup is
// ever built from what a carrier answers. The rules of that contract stand at
// the top of tracker.templ.
//
// No page carries a style attribute or an inline script: the Content Security
// Policy forbids both.
package templates

import (
	"strings"

	"waybill/internal/catalog"
	"waybill/internal/locale"
)

// View is what every page needs to know besides its own subject.
type View struct {
	Catalog  *catalog.Catalog
	Say      *locale.Words                           // in the language of the page's text
	Shell    *locale.Words                           // in the language of the site around it, and of the tracker
	Root     *catalog.Catalog                        // the content at the site's root, whose texts stand in for those not yet translated
	Editions []Edition                               // the site in its languages, this one among them; that of the root first
	BaseURL  string                                  // "https://example.org/path", no trailing slash; "" in a preview
	Prefix   string                                  // the path of BaseURL, "" or "/path"
	ProxyURL string                                  // under which /v1/ is found; "" for the same origin
	Asset    func(name string) string                // the address of a static file by its name in static/
	CSS      string                                  // the style sheet that every page carries
	CSP      string                                  // Content Security Policy, for hosts that send no headers
	Reader   func(slug, named string) (Reader, bool) // what reads a carrier's timelines; may be nil
	Reload   string                                  // the live-reload script of a preview, "" otherwise
}

// Edition is the site in one language.
type Edition struct {
	Lang    string // BCP 47 tag
	Name    string // of the language, in itself
	BaseURL string
	Prefix  string
	Own     func(path string) bool `json:"-"` // whether a page is there in this language, rather than one that stands in
}

// Of returns the view for a page's text: one that stands in is written in the words of its
// own language, while all around it stays.
func (v View) Of(p *catalog.Page) View {
	if p.Lang != v.Catalog.Lang {
		v.Say = v.Root.Say
	}
	return v
}

// standIn reports whether the page's text is in another language than the site around it.
func (v View) standIn() bool { return v.Say != v.Shell }

// lang is the language of the page's text.
func (v View) lang() string { return v.Say.Tag.String() }

// Link returns the address of a page of this site, given as a path from its
// root: "/help/stuck/".
func (v View) Link(path string) string { return v.Prefix + path }

// canonical returns the absolute address of a page, or "" when the site does
// not know where it will stand.
func (v View) canonical(path string) string {
	switch {
	case v.BaseURL == "":
		return ""
	case v.standIn(): // the same text stands there
		return v.Editions[0].BaseURL + path
	}
	return v.BaseURL + path
}

// siblings returns the editions that have a page in their own language, when there are
// several and this is one of them.
func (v View) siblings(path string) []Edition {
	var out []Edition
	for _, e := range v.Editions {
		if e.Own(path) {
			out = append(out, e)
		}
	}
	if v.BaseURL == "" || v.standIn() || len(out) < 2 {
		return nil
	}
	return out
}

// meta is what the shell around a page says of it.
type meta struct {
	Title       string
	Description string
	Path        string
	Section     string // which word of the navigation is current: a path, or ""
	Data        []any  // JSON-LD
	Lead        *catalog.Carrier
	NoIndex     bool
	Feed        string // a feed of its own, a path, or ""
	Look        bool   // it has a search of its own, see look.templ
}

// CardName is the file beside a page with the picture that stands for it where it is shared.
const CardName = "card.png"

// day writes a date as people say it: "22 November 2026".
func (v View) day(d catalog.Date) string { return v.Say.Day(string(d)) }

// date puts a date into a text.
func (v View) date(name string, d catalog.Date) slot { return date(name, string(d), v.day(d)) }

// span writes a number of days: "10 to 18 days", "5 working days".
func (v View) span(d catalog.Days) string {
	r := &v.Say.Rules
	exact, between := r.Days, r.DaysRange
	if d.Working {
		exact, between = r.WorkingDays, r.WorkingDaysRange
	}
	switch {
	case d.Max == 0:
		return ""
	case d.Min == d.Max || d.Min == 0:
		return exact.Of(d.Max)
	}
	return between.Of(d.Max, "min", v.Say.Whole(d.Min))
}

// host is what a link to another site shows of where it leads.
func host(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		_, rest, _ = strings.Cut(url, ":")
		return rest
	}
	rest, _, _ = strings.Cut(rest, "/")
	return strings.TrimPrefix(rest, "www.")
}

// kind says in a word what sort of business a carrier is.
func (v View) kind(k catalog.Kind) string {
	switch k {
	case catalog.KindPost:
		return v.Say.Kinds.Post
	case catalog.KindCourier:
		return v.Say.Kinds.Courier
	case catalog.KindIntegrator:
		return v.Say.Kinds.Integrator
	case catalog.KindStandard:
		return v.Say.Kinds.Standard
	case catalog.KindSandbox:
		return v.Say.Kinds.Sandbox
	}
	return string(k)
}

// sourceNumber returns the position of a source in the page's list, from 1, by
// which facts refer to it; 0 when it has none.
func sourceNumber(p *catalog.Page, id string) int {
	for i := range p.Sources {
		if p.Sources[i].ID == id {
			return i + 1
		}
	}
	return 0
}
