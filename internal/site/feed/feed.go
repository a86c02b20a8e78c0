// Package feed writes a list of entries as Atom, RSS and JSON Feed.
//
// Identities are the entries' own addresses, and every time comes from the
// entries: two builds of the same content give the same bytes, and a reader's
// feed program shows an entry as new once.
package feed

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"time"

	"github.com/gorilla/feeds"
)

// Feed is a list of entries. Every address is absolute.
type Feed struct {
	Title       string
	Description string
	Author      string // who publishes it
	Language    string // BCP 47 tag
	Home        string // the page that shows the same entries
	Icon        string // may be empty
	Entries     []Entry
}

// Entry is one item of a feed.
type Entry struct {
	URL     string
	Title   string
	Summary string    // plain text
	HTML    string    // the whole text
	Updated time.Time // when it last changed in substance
}

// updated is the time of the newest change, zero for an empty feed.
func (f *Feed) updated() time.Time {
	var newest time.Time
	for _, e := range f.Entries {
		if e.Updated.After(newest) {
			newest = e.Updated
		}
	}
	return newest
}

// feed is f as the feeds module holds it. Summaries are plain text here; the
// formats that expect HTML in their place get them escaped.
func (f *Feed) feed(summary func(string) string) *feeds.Feed {
	out := &feeds.Feed{
		Title:       f.Title,
		Description: f.Description,
		Link:        &feeds.Link{Href: f.Home, Rel: "alternate"},
		Updated:     f.updated(),
	}
	for _, e := range f.Entries {
		out.Add(&feeds.Item{
			Title:       e.Title,
			Link:        &feeds.Link{Href: e.URL},
			Id:          e.URL,
			IsPermaLink: "true",
			Description: summary(e.Summary),
			Content:     e.HTML,
			Updated:     e.Updated,
		})
	}
	return out
}

// Atom returns the feed in Atom (RFC 4287). Self is its own address. Atom wants
// a time and an author: an empty feed is as old as the Unix epoch, and a feed
// without an author gets its title as one.
func (f *Feed) Atom(self string) ([]byte, error) {
	doc := (&feeds.Atom{Feed: f.feed(html.EscapeString)}).AtomFeed()
	doc.Id = self
	doc.Icon = f.Icon
	doc.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: f.Author}}
	if f.Author == "" {
		doc.Author.Name = f.Title
	}
	if doc.Updated == "" {
		doc.Updated = time.Unix(0, 0).UTC().Format(time.RFC3339)
	}
	return encodeXML(struct {
		*feeds.AtomFeed
		Lang  string           `xml:"xml:lang,attr,omitempty"`
		Links []feeds.AtomLink `xml:"link"` // in place of the embedded one, which cannot name the feed itself
	}{doc, f.Language, []feeds.AtomLink{
		{Href: f.Home, Rel: "alternate", Type: "text/html"},
		{Href: self, Rel: "self", Type: "application/atom+xml"},
	}})
}

// RSS returns the feed in RSS 2.0, with the link to itself that the RSS
// Advisory Board recommends. RSS knows authors by e-mail address only, so it
// names none.
func (f *Feed) RSS(self string) ([]byte, error) {
	doc := (&feeds.Rss{Feed: f.feed(html.EscapeString)}).RssFeed()
	doc.Language = f.Language
	doc.Docs = "https://www.rssboard.org/rss-specification"
	type selfLink struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
	}
	type channel struct {
		*feeds.RssFeed
		Self selfLink `xml:"atom:link"`
	}
	return encodeXML(struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Content string   `xml:"xmlns:content,attr"`
		Atom    string   `xml:"xmlns:atom,attr"`
		Channel channel
	}{
		Version: "2.0",
		Content: "http://purl.org/rss/1.0/modules/content/",
		Atom:    "http://www.w3.org/2005/Atom",
		Channel: channel{doc, selfLink{self, "self", "application/rss+xml"}},
	})
}

// JSON returns the feed in JSON Feed 1.1. Self is its own address.
func (f *Feed) JSON(self string) ([]byte, error) {
	doc := (&feeds.JSON{Feed: f.feed(plain)}).JSONFeed()
	doc.FeedUrl = self
	doc.Language = f.Language
	doc.Favicon = f.Icon
	if f.Author != "" {
		doc.Authors = []*feeds.JSONAuthor{{Name: f.Author}}
	}
	if doc.Items == nil {
		doc.Items = []*feeds.JSONItem{}
	}
	text, err := json.MarshalIndent(struct {
		*feeds.JSONFeed
		Items []*feeds.JSONItem `json:"items"` // required, also when there are none
	}{doc, doc.Items}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the JSON feed: %w", err)
	}
	return append(text, '\n'), nil
}

func encodeXML(doc any) ([]byte, error) {
	text, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the feed: %w", err)
	}
	return append(append([]byte(xml.Header), text...), '\n'), nil
}

func plain(text string) string { return text }
