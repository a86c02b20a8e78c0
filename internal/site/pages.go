package site

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"waybill/internal/catalog"
	"waybill/templates"
)

// page is one HTML page of the site.
type page struct {
	in      *edition
	url     string // from the site's root, "/help/stuck/"
	title   string
	updated catalog.Date  // when what it shows last changed
	text    *catalog.Page // whose body it shows, nil when it is a list
	wide    bool          // it shows some of all files' front matter, as lists do
	view    func(doc catalog.Rendered) templ.Component
}

// pages returns every page in the order in which they are rendered.
func (e *edition) pages() []page {
	c, v := e.content, e.view
	list := func(url, title string, updated catalog.Date, view templ.Component) page {
		return page{e, url, title, updated, nil, true, func(catalog.Rendered) templ.Component { return view }}
	}
	text := func(p *catalog.Page, view func(templates.View, catalog.Rendered) templ.Component) page {
		return page{e, p.URL, p.Title, p.Updated, p, false, func(doc catalog.Rendered) templ.Component { return view(v.Of(p), doc) }}
	}
	home := text(c.Home, templates.Home)
	home.wide = true
	pages := []page{
		home,
		list("/carriers/", v.Say.Directory.Title, newest(c.Carriers, func(c *catalog.Carrier) catalog.Date { return c.Updated }), templates.CarrierIndex(v)),
		list("/carriers/by-country/", v.Say.Directory.CountriesTitle, newest(c.Carriers, func(c *catalog.Carrier) catalog.Date { return c.Updated }), templates.CarriersByCountry(v)),
		list("/carriers/by-kind/", v.Say.Directory.KindsTitle, newest(c.Carriers, func(c *catalog.Carrier) catalog.Date { return c.Updated }), templates.CarriersByKind(v)),
		list("/carriers/coverage/", v.Say.Directory.CoverageTitle, newest(c.Carriers, func(c *catalog.Carrier) catalog.Date { return c.Updated }), templates.Coverage(v)),
		list("/statuses/", v.Say.Glossary.Title, newest(c.Statuses, func(s *catalog.Status) catalog.Date { return s.Updated }), templates.StatusIndex(v)),
		list("/help/", v.Say.Help.Title, newest(c.Help, func(p *catalog.Page) catalog.Date { return p.Updated }), templates.HelpIndex(v)),
		list("/news/", v.Say.News.Title, newest(c.News, func(p *catalog.Page) catalog.Date { return p.Updated }), templates.NewsIndex(v)),
		list(notFound, v.Say.NotFound.Title, "", templates.NotFound(v)),
	}
	for _, p := range []*catalog.Page{c.About, c.Privacy} {
		pages = append(pages, text(p, func(v templates.View, doc catalog.Rendered) templ.Component { return templates.Article(v, p, doc) }))
	}
	for _, p := range c.Help {
		help := text(p, func(v templates.View, doc catalog.Rendered) templ.Component { return templates.Help(v, p, doc) })
		help.wide = true // it may show what all carriers say
		pages = append(pages, help)
	}
	for _, p := range c.News {
		pages = append(pages, text(p, func(v templates.View, doc catalog.Rendered) templ.Component { return templates.News(v, p, doc) }))
	}
	for _, s := range c.Statuses {
		p := text(&s.Page, func(v templates.View, doc catalog.Rendered) templ.Component { return templates.Status(v, s, doc) })
		p.wide = true // with the words of all carriers
		pages = append(pages, p)
	}
	for _, carrier := range c.Carriers {
		p := text(&carrier.Page, func(v templates.View, doc catalog.Rendered) templ.Component {
			return templates.Carrier(v, carrier, doc)
		})
		p.wide = len(c.NewsOf(carrier.Slug)) > 0 // whose titles it shows
		pages = append(pages, p)
	}
	return pages
}

// listed reports whether search engines and those who share a page are told of this one: it is
// no copy of a page in another language, nor the one that stands where there is none.
func (p page) listed() bool { return p.url != notFound && p.in.content.Own(p.url) }

// notFound is the page that hosts show in place of one that is not there.
const notFound = "/404.html"

// fileOf returns the file that a page's address stands for.
func fileOf(url string) string {
	if strings.HasSuffix(url, "/") {
		url += "index.html"
	}
	return strings.TrimPrefix(url, "/")
}

// newest returns the latest date in a list, "" for an empty one. Dates are
// written so that they sort as text.
func newest[T any](list []T, date func(T) catalog.Date) catalog.Date {
	var latest catalog.Date
	for _, item := range list {
		latest = max(latest, date(item))
	}
	return latest
}

// of returns the sum of all that a page depends on: its own file, the languages in which it is
// there, and where it is wide the front matter of every file.
func (p page) of(shared sum, fronts *sum) *sum {
	switch {
	case p.text == nil:
		return fronts
	case p.wide:
		return new(sumOf(fronts[:], p.text.Sum[:], p.in.siblings(p.url)))
	}
	return new(sumOf(shared[:], p.text.Sum[:], p.in.siblings(p.url)))
}

// writePage renders a page, makes it smaller and writes it. Mistakes in its
// text are kept in w.problems and are no error here, so that one build finds
// all of them.
func (e *edition) writePage(ctx context.Context, w *sheaf, p page) error {
	var doc catalog.Rendered
	if p.text != nil {
		var ok bool
		if doc, ok = w.render(p.text, e.address.prefix); !ok {
			return nil
		}
	}
	full, small := e.buffer(), e.buffer()
	defer e.buffers.Put(full)
	defer e.buffers.Put(small)
	if err := p.view(doc).Render(ctx, full); err != nil {
		return err
	}
	if err := e.shrinker.Page(small, full); err != nil {
		return err
	}
	if err := w.put(fileOf(p.url), small.Bytes()); err != nil {
		return err
	}
	if e.press == nil || !p.listed() {
		return nil
	}
	card, err := e.press.Print(e.section(p.url), p.title)
	if err != nil {
		return err
	}
	return w.put(fileOf(p.url+templates.CardName), card)
}

// section is the word of the navigation under which an address stands, "" for those that
// stand under none.
func (e *edition) section(url string) string {
	say := &e.view.Shell.Page
	switch top, _, _ := strings.Cut(strings.TrimPrefix(url, "/"), "/"); top {
	case "carriers":
		return say.Carriers
	case "statuses":
		return say.Statuses
	case "help":
		return say.Help
	case "news":
		return say.News
	}
	return ""
}
