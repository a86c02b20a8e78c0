package site

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"waybill/internal/diag"
	"waybill/internal/locale"
)

// twoTongues is the tiny site in English, with a start in Spanish: the home page and one
// help page.
func twoTongues(t *testing.T) Options {
	t.Helper()
	opts := tiny(t)
	content := opts.Content.(fstest.MapFS)
	add := func(name, front, body string) {
		content["es/"+name+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: " + name + " en español\ndescription: Sobre " + name + ".\nupdated: 2026-11-23\n" + front + "---\n\n" + body + "\n")}
	}
	add("index", "site: {name: Minúsculo, tagline: Un sitio pequeño, operator: Alguien}\n", "Hola.")
	add("help/stuck", "", "Espera y pregunta, [aquí no](/privacy/).")
	return opts
}

func TestLanguages(t *testing.T) {
	opts := twoTongues(t)
	report := build(t, opts)
	files := tree(t, opts.Out)
	for _, test := range []struct {
		file        string
		has, hasNot []string
	}{
		{"index.html", []string{
			`<html lang="en">`, `<link rel="canonical" href="https://tiny.example/">`,
			`<link rel="alternate" hreflang="en" href="https://tiny.example/">`, `<link rel="alternate" hreflang="es" href="https://tiny.example/es/">`,
			`<link rel="alternate" hreflang="x-default" href="https://tiny.example/">`, `<a href="/es/" lang="es" hreflang="es">Español</a>`,
		}, nil},
		{"es/index.html", []string{
			`<html lang="es">`, `<title>Minúsculo: index en español</title>`, `<link rel="canonical" href="https://tiny.example/es/">`,
			`<link rel="alternate" hreflang="en" href="https://tiny.example/">`, `>Seguir</button>`, `<a href="/" lang="en" hreflang="en">English</a>`,
			`href="/es/help/stuck/"`, `data-base="/es"`,
		}, []string{"Tracking number", "Skip to"}},
		{"es/help/stuck/index.html", []string{`<h1>help/stuck en español</h1>`, `href="/es/privacy/"`, `23 de noviembre de 2026`}, []string{`lang="en"` + ` class`}},
		// What is not translated stands in, and says so; the original is the one to be found.
		{"es/carriers/swift/index.html", []string{
			`<html lang="es">`, `<article class="text" lang="en">`, `<p class="note" lang="es">Este texto todavía no está en español.</p>`,
			`<link rel="canonical" href="https://tiny.example/carriers/swift/">`, `<div class="tracker" lang="es"`, `What the number looks like`, `>Transportistas</a>`,
		}, []string{"hreflang=\"x-default\"", "Cómo es el número"}},
		{"carriers/swift/index.html", []string{`<a href="/es/carriers/swift/" lang="es" hreflang="es">`}, []string{`rel="alternate" hreflang`}},
		{"es/help/index.html", []string{`<link rel="alternate" hreflang="en" href="https://tiny.example/help/">`, `¿Qué ocurre?`}, nil},
		{"es/news/index.html", []string{`<a href="/es/news/second/" lang="en"><b>`, `noviembre de 2026`}, nil},
		{"es/404.html", []string{`<a href="/" lang="en"`, `Aquí no hay ninguna página`}, nil},
		{"es/data/statuses.json", []string{`"page":"/es/statuses/delivered/"`}, nil},
		{"es/feed.atom", []string{`<id>https://tiny.example/es/news/second/</id>`, `Minúsculo`}, nil},
		{"sitemap.xml", []string{"https://tiny.example/es/", "https://tiny.example/es/help/stuck/", "https://tiny.example/carriers/swift/"}, []string{"https://tiny.example/es/carriers/swift/", "/es/privacy/"}},
		{"_headers", []string{"/es/*\n  Cache-Control", "/es/data/*\n  Access-Control-Allow-Origin: *", "/es/feed.atom\n  Content-Type: application/atom+xml"}, nil},
	} {
		text, ok := files[test.file]
		if !ok {
			t.Errorf("%s is missing", test.file)
		}
		for _, want := range test.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s has no %s", test.file, want)
			}
		}
		for _, bad := range test.hasNot {
			if strings.Contains(text, bad) {
				t.Errorf("%s has %s", test.file, bad)
			}
		}
	}
	parts := func(page string) string {
		_, after, _ := strings.Cut(files[page], `data-parts="/`)
		name, _, _ := strings.Cut(after, `"`)
		return files[name]
	}
	if !strings.Contains(parts("index.html"), "{n} days ago") || !strings.Contains(parts("es/index.html"), "hace {n} días") {
		t.Error("the tracker does not speak the language of its page")
	}
	if report.Content.Lang != "en" || report.Files != len(files) {
		t.Errorf("the report is of %q with %d files, there are %d", report.Content.Lang, report.Files, len(files))
	}
}

// The language at the root can be any of them.
func TestRootInAnotherLanguage(t *testing.T) {
	opts := twoTongues(t)
	content := opts.Content.(fstest.MapFS)
	for name, file := range content { // whoever writes in Spanish first has all pages in it
		if inner, ok := strings.CutPrefix(name, "en/"); ok && content["es/"+inner] == nil {
			content["es/"+inner] = file
		}
	}
	opts.Lang = "es"
	build(t, opts)
	files := tree(t, opts.Out)
	if !strings.Contains(files["index.html"], `<html lang="es">`) || !strings.Contains(files["en/index.html"], `<html lang="en">`) {
		t.Error("Spanish is not at the root with English below it")
	}
}

func TestWordsOfThePublisher(t *testing.T) {
	opts := twoTongues(t)
	content := opts.Content.(fstest.MapFS)
	words := strings.Replace(string(locale.Begin()), "skip: Skip to the content", "skip: Jump", 1)
	content["en/words.yaml"] = &fstest.MapFile{Data: []byte(words)}
	build(t, opts)
	files := tree(t, opts.Out)
	if !strings.Contains(files["index.html"], ">Jump</a>") || !strings.Contains(files["es/privacy/index.html"], ">Saltar al contenido</a>") {
		t.Error("the words of the content folder are not used")
	}

	// A key that is missing, and a language without any words, are mistakes with a place.
	content["en/words.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(words, "  skip: Jump\n", "", 1))}
	content["fr/index.md"] = content["es/index.md"]
	_, err := Build(t.Context(), opts)
	var problems diag.Problems
	if !errors.As(err, &problems) || len(problems) != 2 {
		t.Fatalf("%v", err)
	}
	if p := problems[0]; p.File != "content/en/words.yaml" || p.Line == 0 || p.Message != "the key page.skip is missing" {
		t.Errorf("%+v", p)
	}
	if p := problems[1]; p.File != "content/fr/words.yaml" || !strings.Contains(p.Hint, "waybill new language fr") {
		t.Errorf("%+v", p)
	}
}

// A mistake in a page is reported once, however many languages show it.
func TestMistakesOfPagesThatStandIn(t *testing.T) {
	opts := twoTongues(t)
	content := opts.Content.(fstest.MapFS)
	content["en/news/first.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(content["en/news/first.md"].Data), "/help/stuck/", "/help/stuk/", 1))}
	content["en/carriers/swift.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(content["en/carriers/swift.md"].Data), "kind: courier", "kind: curier", 1))}
	_, err := Build(t.Context(), opts)
	var problems diag.Problems
	if !errors.As(err, &problems) || len(problems) != 2 {
		t.Errorf("want two mistakes, one for each: %v", err)
	}
}

// A build that remembers does the same in all languages: a change of an English page shows
// in the Spanish one that it stands in for, and in no other.
func TestLanguagesRemember(t *testing.T) {
	opts := twoTongues(t)
	opts.Memory = &Memory{}
	build(t, opts)
	content := opts.Content.(fstest.MapFS)
	for _, change := range []func(){
		func() {},
		func() {
			content["en/privacy.md"] = &fstest.MapFile{Data: append([]byte{}, strings.Replace(string(content["en/privacy.md"].Data), "Nothing", "Nothing at all", 1)...)}
		},
		func() {
			content["es/privacy.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Privacidad\ndescription: Qué se guarda.\nupdated: 2026-11-24\n---\n\nNada.\n")}
		},
		func() { delete(content, "es/help/stuck.md") },
		func() {
			content["es/words.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(spanish(t), "skip: Saltar al contenido", "skip: Ir al texto", 1))}
		},
	} {
		change()
		build(t, opts)
		fresh := opts
		fresh.Memory, fresh.Out = nil, t.TempDir()+"/public"
		build(t, fresh)
		sameTree(t, "after a change", tree(t, fresh.Out), tree(t, opts.Out))
	}
}

// spanish is the built-in file of Spanish words.
func spanish(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../locale/words/es.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
