package site

import (
	"path"
	"slices"
	"strings"

	"waybill/internal/site/headers"
)

// headersFile returns the rules for static hosts. Hosts join what two rules say
// of the same header, so each address gets Cache-Control from one rule only:
// those for folders and files at the site's top are written out one by one.
func (b *builder) headersFile() headers.File {
	at := func(path string) string { return b.editions[0].address.prefix + path }
	file := headers.File{{Path: at("/*"), Fields: headers.Security(b.policy)}}
	var tops []string
	var others []headers.Rule
	for _, name := range b.staging.Paths() {
		top, _, inFolder := strings.Cut(name, "/")
		switch {
		case inFolder:
			top += "/*"
		case path.Ext(top) == ".br", path.Ext(top) == ".gz":
			continue
		case top == "index.html":
			tops = append(tops, "")
		}
		tops = append(tops, top)
	}
	slices.Sort(tops)
	for _, top := range slices.Compact(tops) {
		rule := headers.Rule{Path: at("/" + top), Fields: []headers.Field{{Name: "Cache-Control", Value: headers.CacheRevalidate}}}
		switch top {
		case "assets/*":
			rule.Fields[0].Value = headers.CacheForever
		case "data/*":
			rule.Fields = append(rule.Fields, headers.Field{Name: "Access-Control-Allow-Origin", Value: "*"})
		case "feed.atom":
			rule.Fields = append(rule.Fields, headers.Field{Name: "Content-Type", Value: "application/atom+xml; charset=utf-8"})
		case "feed.rss":
			rule.Fields = append(rule.Fields, headers.Field{Name: "Content-Type", Value: "application/rss+xml; charset=utf-8"})
		case "feed.json":
			rule.Fields = append(rule.Fields, headers.Field{Name: "Content-Type", Value: "application/feed+json"})
		}
		file = append(file, rule)
	}
	for _, e := range b.editions[1:] { // whose folders have their rule already
		for name, field := range map[string]headers.Field{
			"data/*":    {Name: "Access-Control-Allow-Origin", Value: "*"},
			"feed.atom": {Name: "Content-Type", Value: "application/atom+xml; charset=utf-8"},
			"feed.rss":  {Name: "Content-Type", Value: "application/rss+xml; charset=utf-8"},
			"feed.json": {Name: "Content-Type", Value: "application/feed+json"},
		} {
			others = append(others, headers.Rule{Path: at("/" + e.dir + name), Fields: []headers.Field{field}})
		}
	}
	slices.SortFunc(others, func(a, b headers.Rule) int { return strings.Compare(a.Path, b.Path) })
	file = append(file, others...)
	for _, a := range b.assets.All() {
		if path.Ext(a.Path) == ".wasm" { // browsers compile a module while it arrives only under this type
			file = append(file, headers.Rule{Path: at("/" + a.Path), Fields: []headers.Field{{Name: "Content-Type", Value: "application/wasm"}}})
		}
	}
	return file
}
