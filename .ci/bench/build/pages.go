package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// generate writes a content folder of Waybill's, its own content with so many carriers
// more, and a site of Hugo's with the same pages. The same number gives the same bytes.
func generate(dir string, pages int) error {
	ours := filepath.Join(dir, "waybill", "content")
	theirs := filepath.Join(dir, "hugo")
	if err := os.CopyFS(filepath.Join(ours, "en"), os.DirFS("content/en")); err != nil { // one language, as theirs has one
		return err
	}
	if err := os.MkdirAll(filepath.Join(theirs, "content", "carriers"), 0o755); err != nil {
		return err
	}
	for name, text := range theme {
		name = filepath.Join(theirs, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range pages {
		front, text := page(random, i)
		file := "---\n" + front + "---\n\n" + text
		for _, folder := range []string{filepath.Join(ours, "en", "carriers"), filepath.Join(theirs, "content", "carriers")} {
			if err := os.WriteFile(filepath.Join(folder, slug(i)+".md"), []byte(file), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func slug(i int) string { return fmt.Sprintf("carrier-%05d", i) }

// page returns the front matter and the text of a carrier, together about 9 kB.
func page(random *rand.Rand, i int) (front, text string) {
	name := fmt.Sprintf("Carrier %d", i)
	front = fmt.Sprintf(`title: %[1]s tracking
description: "How %[1]s numbers look, how long its services take, and what to do when a parcel stands still."
updated: 2026-11-20
checked: 2026-11-20
name: %[1]s
country: FR
kind: courier
website: https://carrier-%[2]d.example/
tracking: https://carrier-%[2]d.example/track?n={number}
facts:
  - {name: Founded, value: "%[3]d", source: own}
  - {name: Parcels a year, value: "%[4]d million", source: own}
services:
  - {name: Standard, days: {min: 3, max: 5, working: true}, source: own}
  - {name: Express, days: {min: 1, max: 2, working: true}, source: own}
contacts:
  - {scope: recipients, label: Help centre, url: "https://carrier-%[2]d.example/help", source: own}
sources:
  - {id: own, title: Help pages of %[1]s, url: "https://carrier-%[2]d.example/help", checked: 2026-11-20}
`, name, i, 1900+i%120, i%90+1)
	var b strings.Builder
	for section := range 6 {
		fmt.Fprintf(&b, "## %s and %s\n\n", title(words(random, 2)), words(random, 2))
		for range 2 {
			fmt.Fprintf(&b, "%s. **%s** %s. See [the glossary](/statuses/) for more.\n\n", title(words(random, 28)), words(random, 2), words(random, 22))
		}
		if section%2 == 0 {
			b.WriteString("| Service | Days | What is scanned |\n| --- | ---: | --- |\n")
			for row := range 8 {
				fmt.Fprintf(&b, "| %s | %d | %s |\n", title(words(random, 2)), row+1, words(random, 6))
			}
		} else {
			for range 5 {
				fmt.Fprintf(&b, "- %s, `%s`\n", title(words(random, 9)), words(random, 1))
			}
		}
		b.WriteString("\n")
	}
	return front, b.String()
}

var vocabulary = strings.Fields(`parcel number carrier depot scan label customs delivery address morning
evening weekend sender recipient service express standard economy pickup locker shop office driver round van
flight airport sorting centre country border paper invoice charge claim inquiry deadline proof signature photo
neighbour door garden card notice code letter digit check serial prefix country origin destination journey leg`)

func words(random *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = vocabulary[random.IntN(len(vocabulary))]
	}
	return strings.Join(out, " ")
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// theme is as much of a theme as our pages have: a head with a style sheet in it, a
// table of contents, the facts of the front matter, the text, a list of all carriers.
var theme = map[string]string{
	"hugo.toml": `baseURL = "https://example.org/"
title = "Carriers"
languageCode = "en"
[markup.goldmark.renderer]
unsafe = false
`,
	"content/carriers/_index.md": "---\ntitle: Carriers\n---\n",
	"layouts/baseof.html": `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
<style>` + style + `</style>
</head>
<body>
<header><a href="/">Carriers</a><nav><a href="/">Track</a><a href="/carriers/">Carriers</a></nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>Carriers</p></footer>
</body>
</html>
`,
	"layouts/home.html":    `{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}`,
	"layouts/section.html": `{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}`,
	"layouts/page.html": `{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .TableOfContents }}
{{ .Content }}
<section><h2>At a glance</h2><dl><div><dt>Kind</dt><dd>{{ .Params.kind }}</dd></div>{{ range .Params.facts }}<div><dt>{{ .name }}</dt><dd>{{ .value }}</dd></div>{{ end }}</dl></section>
<section><h2>Services</h2><table>{{ range .Params.services }}<tr><th>{{ .name }}</th><td>{{ .days.min }} to {{ .days.max }}</td></tr>{{ end }}</table></section>
<section><h2>Contacts</h2><ul>{{ range .Params.contacts }}<li><a href="{{ .url }}">{{ .label }}</a> {{ .scope }}</li>{{ end }}</ul></section>
<section><h2>Sources</h2><ol>{{ range .Params.sources }}<li><a href="{{ .url }}">{{ .title }}</a></li>{{ end }}</ol></section>
</article>{{ end }}`,
}

// style stands in every page, as ours does, with about its size.
var style = strings.Repeat(".label { background: var(--stock); border: 2px solid var(--rule); border-radius: 3px; padding: 1rem; }\n", 150)
