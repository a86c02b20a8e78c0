package templates

import "waybill/internal/catalog"

// The structured data of schema.org that search engines read, as plain maps:
// encoding/json sorts their keys, so a page's bytes do not change by chance.

func (v View) websiteData() []any {
	if v.BaseURL == "" {
		return nil
	}
	return []any{map[string]any{
		"@context":    "https://schema.org",
		"@type":       "WebSite",
		"name":        v.Catalog.Site.Name,
		"description": v.Catalog.Home.Description,
		"url":         v.canonical("/"),
		"inLanguage":  v.lang(),
		"publisher":   map[string]any{"@type": "Organization", "name": v.Catalog.Site.Operator},
		"potentialAction": map[string]any{
			"@type":       "SearchAction",
			"target":      map[string]any{"@type": "EntryPoint", "urlTemplate": v.canonical("/") + "#n={number}"},
			"query-input": "required name=number",
		},
	}}
}

// carrierData says whom a profile is about.
func (v View) carrierData(c *catalog.Carrier) map[string]any {
	about := map[string]any{"@type": "Organization", "name": c.Name}
	for key, value := range map[string]string{"legalName": c.Legal, "url": c.Website} {
		if value != "" {
			about[key] = value
		}
	}
	if len(c.Aliases) > 0 {
		about["alternateName"] = c.Aliases
	}
	data := map[string]any{
		"@context":    "https://schema.org",
		"@type":       "WebPage",
		"name":        c.Title,
		"description": c.Description,
		"inLanguage":  v.lang(),
		"about":       about,
	}
	if c.Updated != "" {
		data["dateModified"] = string(c.Updated)
	}
	if url := v.canonical(c.URL); url != "" {
		data["url"] = url
	}
	return data
}

// breadcrumbData names the way from the home page to a page two levels down.
func (v View) breadcrumbData(section, name, title, path string) map[string]any {
	item := func(position int, name, path string) map[string]any {
		return map[string]any{"@type": "ListItem", "position": position, "name": name, "item": v.canonical(path)}
	}
	return map[string]any{
		"@context":        "https://schema.org",
		"@type":           "BreadcrumbList",
		"itemListElement": []any{item(1, v.Catalog.Site.Name, "/"), item(2, name, section), item(3, title, path)},
	}
}

// data returns a page's structured data: its place, and its questions when it
// has some.
func (v View) data(p *catalog.Page, section, name string, doc catalog.Rendered) []any {
	var out []any
	if v.BaseURL != "" {
		out = append(out, v.breadcrumbData(section, name, p.Title, p.URL))
	}
	if len(doc.Questions) == 0 {
		return out
	}
	questions := make([]any, 0, len(doc.Questions))
	for _, q := range doc.Questions {
		questions = append(questions, map[string]any{
			"@type":          "Question",
			"name":           q.Text,
			"acceptedAnswer": map[string]any{"@type": "Answer", "text": q.Answer},
		})
	}
	return append(out, map[string]any{
		"@context":   "https://schema.org",
		"@type":      "FAQPage",
		"mainEntity": questions,
	})
}
