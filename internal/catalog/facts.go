package catalog

import "cmp"

// Stated is how much a page states, and how old that is.
type Stated struct {
	Page    *Page
	Facts   int  // entries of the front matter that state something, each with its source
	Sources int  // where they were read
	Oldest  Date // when the source that was read longest ago was read; "" without sources
}

// Stated returns, for every page with facts or sources, how many it has, in the order of
// the site: carriers, statuses, help, news.
func (c *Catalog) Stated() []Stated {
	facts := map[*Page]int{}
	for _, carrier := range c.Carriers {
		facts[&carrier.Page] = len(carrier.Facts) + len(carrier.Formats) + len(carrier.Meanings) + len(carrier.Services) +
			len(carrier.Silences) + len(carrier.Deadlines) + len(carrier.Wordings) + len(carrier.Partners) +
			len(carrier.Contacts) + len(carrier.Issuers) + len(carrier.Indicator)
	}
	for _, p := range c.Help {
		facts[p] = len(p.Deadlines) + len(p.Closures) + len(p.Shared)
	}
	var out []Stated
	for _, p := range c.All() {
		if p.Lang != c.Lang {
			continue // it stands in
		}
		s := Stated{Page: p, Facts: facts[p], Sources: len(p.Sources)}
		for _, source := range p.Sources {
			if source.Checked != "" && (s.Oldest == "" || cmp.Less(source.Checked, s.Oldest)) {
				s.Oldest = source.Checked
			}
		}
		if s.Facts > 0 || s.Sources > 0 {
			out = append(out, s)
		}
	}
	return out
}
