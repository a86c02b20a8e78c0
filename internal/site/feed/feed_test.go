package feed

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }

var news = Feed{
	Title:       "Waybill & friends",
	Description: "News of the site",
	Author:      "The operator",
	Language:    "en",
	Home:        "https://example.org/news/",
	Icon:        "https://example.org/icon.svg",
	Entries: []Entry{
		{"https://example.org/news/two/", "Two <b>", "Less than < half", `<p>See <a href="https://example.org/help/">help</a> &amp; more.</p>`, day(22)},
		{"https://example.org/news/one/", "One", "The first", "<p>]]> stays</p>", day(3)},
	},
}

var empty = Feed{Title: "Quiet", Home: "https://example.org/news/"}

// formats are the three writers with the address that each is served at.
var formats = map[string]func(*Feed) ([]byte, error){
	"feed.atom": func(f *Feed) ([]byte, error) { return f.Atom("https://example.org/feed.atom") },
	"feed.rss":  func(f *Feed) ([]byte, error) { return f.RSS("https://example.org/feed.rss") },
	"feed.json": func(f *Feed) ([]byte, error) { return f.JSON("https://example.org/feed.json") },
}

func TestGolden(t *testing.T) {
	for name, write := range formats {
		got, err := write(&news)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got, -update writes it anew):\n%s", name, diff)
		}
	}
}

// TestReadBack has a feed program's parser read all three.
func TestReadBack(t *testing.T) {
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			text, err := write(&news)
			if err != nil {
				t.Fatal(err)
			}
			got, err := gofeed.NewParser().Parse(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if got.Title != news.Title || got.Description != news.Description || got.Link != news.Home || got.Language != "en" {
				t.Errorf("feed: %q %q %q %q", got.Title, got.Description, got.Link, got.Language)
			}
			if self := "https://example.org/" + name; got.FeedLink != self {
				t.Errorf("its own address: %q, want %q", got.FeedLink, self)
			}
			if len(got.Items) != len(news.Entries) {
				t.Fatalf("%d entries", len(got.Items))
			}
			for i, item := range got.Items {
				want := news.Entries[i]
				if item.GUID != want.URL || item.Link != want.URL || item.Title != want.Title {
					t.Errorf("entry %d: %q %q %q", i, item.GUID, item.Link, item.Title)
				}
				if item.Content != want.HTML {
					t.Errorf("entry %d: content %q, want %q", i, item.Content, want.HTML)
				}
				when := item.UpdatedParsed
				if when == nil {
					when = item.PublishedParsed // RSS has only this one
				}
				if when == nil || !when.Equal(want.Updated) {
					t.Errorf("entry %d: time %v, want %v", i, when, want.Updated)
				}
			}
			if name != "feed.rss" && (len(got.Authors) != 1 || got.Authors[0].Name != news.Author) {
				t.Errorf("authors: %v", got.Authors)
			}
		})
	}
}

func TestSummaryIsPlainTextInEachFormat(t *testing.T) {
	for name, want := range map[string]string{
		"feed.atom": `<summary type="html">Less than &amp;lt; half</summary>`,
		"feed.rss":  `<description>Less than &amp;lt; half</description>`,
		"feed.json": `"summary": "Less than \u003c half"`,
	} {
		text, err := formats[name](&news)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), want) {
			t.Errorf("%s does not contain %s", name, want)
		}
	}
}

func TestEmptyFeed(t *testing.T) {
	for name, write := range formats {
		text, err := write(&empty)
		if err != nil {
			t.Fatal(err)
		}
		got, err := gofeed.NewParser().Parse(bytes.NewReader(text))
		if err != nil || len(got.Items) != 0 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	atom, err := formats["feed.atom"](&empty)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<updated>1970-01-01T00:00:00Z</updated>", "<name>Quiet</name>"} {
		if !strings.Contains(string(atom), want) {
			t.Errorf("%s is missing in\n%s", want, atom)
		}
	}
}

func TestJSONKeys(t *testing.T) {
	text, err := news.JSON("https://example.org/feed.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	known := []string{"version", "title", "language", "home_page_url", "feed_url", "description", "favicon", "authors", "items"}
	for key := range doc {
		if !slices.Contains(known, key) {
			t.Errorf("key %q is not of JSON Feed 1.1", key)
		}
	}
	if doc["version"] != "https://jsonfeed.org/version/1.1" {
		t.Errorf("version %v", doc["version"])
	}
}
