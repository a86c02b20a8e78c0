package site

import (
	"context"
	"fmt"
	"strings"
	"time"

	"waybill/internal/site/feed"
)

// feedJobs makes the news as Atom, RSS and JSON Feed.
func (b *builder) feedJobs() []job {
	return []job{{"/feed.atom", nil, func(_ context.Context, w *sheaf) error {
		news, err := b.newsFeed()
		if err != nil || news == nil {
			return err
		}
		base := b.address.absolute
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

// newsFeed returns the news with absolute addresses, or nil when an entry has a
// mistake: the entry's own page reports it.
func (b *builder) newsFeed() (*feed.Feed, error) {
	c, base := b.content, b.address.absolute
	out := &feed.Feed{
		Title:       c.Site.Name,
		Description: c.Site.Tagline,
		Author:      c.Site.Operator,
		Language:    c.Lang,
		Home:        base + "/news/",
	}
	if b.assets.Has("icon.svg") {
		out.Icon = base + strings.TrimPrefix(b.assets.URL("icon.svg"), b.address.prefix)
	}
	for _, p := range c.News {
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
