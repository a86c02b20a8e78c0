package site

import (
	"context"
	"encoding/xml"
	"fmt"
	"strconv"

	"waybill/internal/catalog"
)

// sitemapLimit is how many addresses one sitemap may hold (sitemaps.org).
const sitemapLimit = 50_000

const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// entry is an address in a sitemap, or a sitemap in an index of sitemaps.
type entry struct {
	Loc     string       `xml:"loc"`
	LastMod catalog.Date `xml:"lastmod,omitempty"`
}

type urlSet struct {
	XMLName xml.Name `xml:"urlset"`
	Space   string   `xml:"xmlns,attr"`
	URLs    []entry  `xml:"url"`
}

type sitemapIndex struct {
	XMLName  xml.Name `xml:"sitemapindex"`
	Space    string   `xml:"xmlns,attr"`
	Sitemaps []entry  `xml:"sitemap"`
}

// sitemapJobs makes sitemap.xml and robots.txt, which names it. Above limit
// addresses sitemap.xml is an index of sitemap-1.xml and so on.
func (e *edition) sitemapJobs(pages []page, all *sum) []job {
	return []job{
		{e, "/sitemap.xml", all, func(_ context.Context, w *sheaf) error {
			files, err := sitemaps(pages, sitemapLimit)
			if err != nil {
				return err
			}
			for name, text := range files {
				if err := w.put(name, text); err != nil {
					return err
				}
			}
			return nil
		}},
		{e, "/robots.txt", nil, func(_ context.Context, w *sheaf) error {
			return w.put("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+e.address.absolute+"/sitemap.xml\n"))
		}},
	}
}

// sitemaps returns the sitemap files by name.
func sitemaps(pages []page, limit int) (map[string][]byte, error) {
	entries := make([]entry, 0, len(pages))
	for _, p := range pages {
		if p.listed() {
			entries = append(entries, entry{p.in.address.absolute + p.url, p.updated})
		}
	}
	files := map[string][]byte{}
	if len(entries) <= limit {
		text, err := encodeXML(urlSet{Space: sitemapSpace, URLs: entries})
		files["sitemap.xml"] = text
		return files, err
	}
	index := sitemapIndex{Space: sitemapSpace}
	for n := 1; len(entries) > 0; n++ {
		part := entries[:min(limit, len(entries))]
		entries = entries[len(part):]
		name := "sitemap-" + strconv.Itoa(n) + ".xml"
		text, err := encodeXML(urlSet{Space: sitemapSpace, URLs: part})
		if err != nil {
			return nil, err
		}
		files[name] = text
		index.Sitemaps = append(index.Sitemaps, entry{pages[0].in.address.absolute + "/" + name, newest(part, func(e entry) catalog.Date { return e.LastMod })})
	}
	text, err := encodeXML(index)
	files["sitemap.xml"] = text
	return files, err
}

func encodeXML(doc any) ([]byte, error) {
	text, err := xml.MarshalIndent(doc, "", "")
	if err != nil {
		return nil, fmt.Errorf("write the sitemap: %w", err)
	}
	return append(append([]byte(xml.Header), text...), '\n'), nil
}
