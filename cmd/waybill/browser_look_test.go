//go:build browser

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// directoryWalk finds carriers by their names, countries and addresses.
func directoryWalk(t *testing.T, p *tab) {
	p.open("/carriers/")
	p.is(`document.querySelectorAll(".carriers > li").length > 150`)
	p.click("searchbox", "Find a carrier")
	for _, tt := range []struct{ typed, first, said string }{
		{"colissimo", "La Poste", "1 carrier"},
		{"SUIVIE léttre", "La Poste", "1 carrier"},
		{"cainiao.com", "Cainiao", "carrier"},
		{"japan post", "Japan Post", "carrier"},
		{"xyzzy", "", "No carrier of that name"},
	} {
		eval[chromedp.Void](p, `document.querySelector("#find").select()`)
		p.typeIn(tt.typed)
		p.reads("[data-said]", tt.said)
		p.wait(`(document.querySelector(".carriers > li:not([hidden])")?.innerText ?? "").startsWith(` + quoted(tt.first) + `)`)
		p.is(`![...document.querySelectorAll("main section")].some((s) => s.checkVisibility() && s.querySelector(".carriers") && !s.querySelector("li:not([hidden])"))`)
	}
	eval[chromedp.Void](p, `document.querySelector("#find").select()`)
	p.typeIn("\b")
	p.wait(`document.querySelectorAll(".carriers > li[hidden]").length === 0`)
	if n := p.site.requests("xyzzy"); n > 0 {
		t.Errorf("what was typed was sent %d times", n)
	}
}

// glossaryWalk asks what a line means, and works without a network.
func glossaryWalk(t *testing.T, p *tab) {
	p.open("/statuses/")
	p.click("textbox", "What does this line mean?")
	p.typeIn("Sendung")
	p.reads("[data-said]", "phrases fits this line")
	p.network(true)
	eval[chromedp.Void](p, `document.querySelector("#line").select()`)
	p.typeIn("Ihre Sendung wurde zugestellt.")
	p.reads("[data-said] a", "Delivered")
	p.network(false)
	// It reads every line of the recordings as the proxy does.
	lines, err := os.ReadFile(filepath.Join("..", "..", "internal", "catalog", "testdata", "descriptions.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var texts, want []string
	for line := range strings.Lines(string(lines)) {
		for field := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "\t") {
			texts = append(texts, field)
			want = append(want, string(p.site.house.catalog.Words.Status(field)))
		}
	}
	got, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](`(async () => {
		const form = document.querySelector("[data-look]");
		const { reader } = await import(document.querySelector("script[src*=look]").src);
		const { phrases } = await (await fetch(form.dataset.index)).json();
		return `+quoted(texts)+`.map(reader(phrases)).map((status) => status || "unknown");
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	for i := range texts {
		if got[i] != want[i] {
			t.Errorf("%q: the page reads %q, the proxy %q", texts[i], got[i], want[i])
		}
	}
}
