package site

import (
	"context"
	"fmt"
	"strings"
	"time"

	"waybill/internal/catalog"
	"waybill/internal/site/feed"
)

// feedLimit is how many entries a feed holds; the page of the news has all of them.
const feedLimit = 30

// feedJobs makes the news as Atom, RSS and JSON Feed, and for each carrier with news of
// its own those as Atom.
func (e *edition) feedJobs() []job {
	jobs := e.allNews()
	for _, c := range e.content.Carriers {
		news := e.content.NewsOf(c.Slug)
		if len(news) == 0 {
			continue
		}
		jobs = append(jobs, job{e, c.URL + "feed.atom", nil, func(_ context.Context, w *sheaf) error {
			base := e.address.absolute
			one, err := e.newsFeed(c.Name+" – "+e.content.Site.Name, base+c.URL, news)
			if err != nil || one == nil {
				return err
			}
			text, err := one.Atom(base + c.URL + "feed.atom")
			if err != nil {
				return err
			}
			return w.put(strings.TrimPrefix(c.URL, "/")+"feed.atom", text)
		}})
	}
	return jobs
}

func (e *edition) allNews() []job {
	return []job{{e, "/feed.atom", nil, func(_ context.Context, w *sheaf) error {
		news, err := e.newsFeed(e.content.Site.Name, e.address.absolute+"/news/", e.content.News)
		if err != nil || news == nil {
			return err
		}
		base := e.address.absolute
		for name, write := range map[string]func(self string) ([]byte, error){"feed.atom": news.Atom, "feed.rss": news.RSS, "feed.json": news.JSON} {
			text, err := write(base + "/" + name)
			if err != nil {
				return err
			}
			if err := w.put(name, text); err != nil {
				return err
			}
		}
		return nil
	}}}
}

// newsFeed returns news with absolute addresses, or nil when an entry has a
// mistake: the entry's own page reports it. Home is the page that shows the same.
func (e *edition) newsFeed(title, home string, news []*catalog.Page) (*feed.Feed, error) {
	c, base := e.content, e.address.absolute
	out := &feed.Feed{
		Title:       title,
		Description: c.Site.Tagline,
		Author:      c.Site.Operator,
		Language:    c.Lang,
		Home:        home,
	}
	if e.assets.Has("icon.svg") {
		out.Icon = base + strings.TrimPrefix(e.assets.URL("icon.svg"), e.address.prefix)
	}
	for _, p := range news[:min(len(news), feedLimit)] {
		doc, problems := c.Render(p, base) // the base in place of the prefix makes links absolute
		if problems.Err() != nil {
			return nil, nil
		}
		var html strings.Builder
		for _, part := range doc.Parts {
			html.WriteString(part.HTML)
		}
		updated, err := time.Parse(time.DateOnly, string(p.Updated))
		if err != nil {
			return nil, fmt.Errorf("%s: when it was updated: %w", p.File, err)
		}
		out.Entries = append(out.Entries, feed.Entry{
			URL: base + p.URL, Title: p.Title, Summary: p.Description, HTML: html.String(), Updated: updated,
		})
	}
	return out, nil
}
