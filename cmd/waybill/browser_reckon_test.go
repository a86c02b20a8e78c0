//go:build browser

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// reckonWalk works out last days on a help page, without a number.
func reckonWalk(t *testing.T, p *tab) {
	p.open("/help/delivered-not-received/")
	p.is(`!document.querySelector("[data-reckon]").open`)
	p.click("DisclosureTriangle", "Work out my last days without a number")
	p.reads("[data-reckon]", "The seller must have delivered")
	p.reads("[data-reckon]", "You ordered on")
	// What somebody chooses and writes counts at once, and the focus stays.
	eval[chromedp.Void](p, `(() => {
		const shop = document.querySelector("[data-reckon] #bought");
		shop.focus();
		shop.value = "AliExpress";
		shop.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
	p.reads("[data-reckon]", "Open a dispute after \"delivered\"")
	p.is(`document.activeElement.id === "bought" && document.activeElement.value === "AliExpress"`)
	eval[chromedp.Void](p, `(() => {
		const day = document.querySelector("[data-reckon] [data-set=delivered]");
		const before = new Date(Date.now() - 14 * 86_400_000);
		day.value = before.toISOString().slice(0, 10);
		day.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
	p.reads("[data-reckon] .deadline", "left")
	p.is(`!document.querySelector("[data-reckon] .actions")`) // letters are about a parcel
	if n := p.site.requests("/v1/"); n > 0 {
		t.Errorf("the proxy was asked %d times", n)
	}
	// With a parcel on the page, its own deadlines take the place of these.
	p.number("DEMOCUSTOMSINPROGRESS\r")
	p.reads("[data-result] h2", "Customs")
	eval[chromedp.Void](p, `document.querySelector("[data-fold=deadlines]").open = true`)
	p.reads("[data-fold=deadlines]", "Letter to the seller")
	p.wait(`document.querySelectorAll("#bought").length === 1`)
}
