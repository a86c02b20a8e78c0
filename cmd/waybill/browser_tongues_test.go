//go:build browser

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tonguesWalk goes to the Spanish pages and does there what people do.
func tonguesWalk(t *testing.T, p *tab) {
	p.open("/carriers/ups/")
	p.click("link", "Español")
	p.wait(`location.pathname === "/es/carriers/ups/" && document.documentElement?.lang === "es"`)
	p.is(`document.querySelector("article").lang === "en" && document.querySelector(".tracker").lang === "es"`)
	p.reads("article .note", "todavía no está en español")

	// The reader of numbers speaks the language of the page.
	p.open("/es/")
	p.click("textbox", "Número de seguimiento")
	p.typeIn("RR473124828GB")
	p.reads("[data-reading]", "Este número no puede existir tal como está escrito.")
	p.reads("[data-reading]", "dígito de control 8 no cuadra")
	p.reads("[data-reading]", "país emisor GB Reino Unido, Royal Mail")
	eval[chromedp.Void](p, `document.querySelector("[data-input]").select()`)
	p.typeIn("RR473124829GB")
	p.reads("[data-reading] .match", "el dígito de control 9 cuadra")

	// So does the timeline, with its dates, and all that belongs to it.
	eval[chromedp.Void](p, `document.querySelector("[data-input]").select()`)
	p.typeIn("DEMOCUSTOMSINPROGRESS" + kb.Enter)
	p.reads("[data-result] h2", "En trámite de aduana en Francia")
	p.reads("[data-result] .since", "desde el ")
	p.reads("[data-result] .sticker", "Normal")
	p.reads("[data-result] .verdict", "Es normal. Espera hasta el")
	p.is(`document.querySelector("[data-result] .since").textContent.match(/ de (enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)/)`)
	p.is(`document.title === "En trámite de aduana en Francia – DEMOCUSTOMSINPROGRESS"`)
	p.is(`document.querySelector("[data-result] a[href='/es/statuses/customs-in-progress/']")`)
	p.is(`document.querySelector("[data-result] a[href='/es/help/customs-and-charges/']").textContent === "La aduana quiere dinero o retiene mi paquete"`)
	eval[chromedp.Void](p, `document.querySelector("[data-fold=deadlines]").open = true`)
	p.reads("[data-fold=deadlines]", "Carta al vendedor")
	p.reads("[data-fold=deadlines]", "El vendedor debe haber entregado")
	p.click("button", "Guardarlo aquí")
	p.reads("[data-parcels] h2", "1 paquete")

	// The glossary is looked up in it, too.
	p.open("/es/statuses/")
	p.click("textbox", "¿Qué significa esta línea?")
	p.typeIn("Ihre Sendung wurde zugestellt.")
	p.reads("[data-said] a", "Entregado")
	if n := p.site.requests("/es/v1"); n > 0 {
		t.Errorf("the proxy was asked below the language %d times", n)
	}
}
