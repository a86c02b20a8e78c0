// Package lookup writes the indexes in which the pages' own search looks (see
// static/js/look.js): compact JSON that is fetched when somebody wants to search, and
// needs no server then.
package lookup

import (
	"encoding/json"
	"slices"
	"strings"

	"waybill/internal/catalog"
	"waybill/internal/timeline"
	"waybill/internal/wording"
)

// Carriers returns, for each carrier by its slug, the words by which it is found:
// {"la-poste":"la poste colissimo france laposte fr post"}. They are folded, see
// [wording.Fold], and each stands once.
func Carriers(c *catalog.Catalog) ([]byte, error) {
	issued := map[string][]string{} // countries whose postal numbers a carrier issues
	for _, carrier := range c.Carriers {
		for _, i := range carrier.Issuers {
			issued[i.Carrier] = append(issued[i.Carrier], i.Country)
		}
	}
	index := map[string]string{}
	for _, carrier := range c.Carriers {
		said := []string{carrier.Name, carrier.Legal, string(carrier.Kind), carrier.Hosts()}
		said = append(said, carrier.Aliases...)
		if home := c.Say.Country(carrier.Country); home != "" {
			said = append(said, carrier.Country, home)
		}
		if carrier.Slug != "s10" { // which would be found by every country
			said = append(said, issued[carrier.Slug]...)
		}
		index[carrier.Slug] = words(said)
	}
	return json.Marshal(index)
}

// Wordings returns the phrases of the glossary by status, and what carriers call their
// statuses themselves. A line that two carriers mean differently is left to the phrases.
//
//	{"phrases":{"delivered":["zugestellt",…]},"carriers":[["Import customs clearance","customs_in_progress"],…]}
func Wordings(c *catalog.Catalog) ([]byte, error) {
	index := struct {
		Phrases  map[timeline.Status][]string `json:"phrases"`
		Carriers [][2]string                  `json:"carriers"`
	}{map[timeline.Status][]string{}, [][2]string{}}
	for _, s := range c.Statuses {
		index.Phrases[s.Status] = s.Phrases
	}
	means := map[string]timeline.Status{}
	var texts []string
	for _, carrier := range c.Carriers {
		for _, w := range carrier.Wordings {
			other, known := means[w.Text]
			switch {
			case !known:
				texts = append(texts, w.Text)
				means[w.Text] = w.Status
			case other != w.Status:
				means[w.Text] = ""
			}
		}
	}
	for _, text := range texts {
		if means[text] != "" {
			index.Carriers = append(index.Carriers, [2]string{text, string(means[text])})
		}
	}
	return json.Marshal(index)
}

// words joins texts into folded words, each once, in the order of their first place.
func words(said []string) string {
	var out []string
	for _, text := range said {
		for _, word := range strings.Fields(wording.Fold(text)) {
			if !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return strings.Join(out, " ")
}
