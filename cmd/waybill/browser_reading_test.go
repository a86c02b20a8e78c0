//go:build browser

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// What happens below the field while a number is typed.

func repairUPS(t *testing.T, p *tab) {
	p.open("/")
	p.number("1Z999AA10123456785")
	p.reads("[data-reading]", "This number cannot exist as typed.")
	p.reads("[data-reading]", "check digit 5 does not agree")
	p.is(`document.querySelector("[data-ruler] .seg.check.fail").textContent === "5"`)
	p.is(`document.querySelector("[data-input]").getAttribute("aria-invalid") === "true"`)
	p.is(`document.querySelector("[data-reading]").getAttribute("aria-live") === "polite"`)
	p.is(`document.querySelectorAll("[data-reading] .repair").length === 3`)

	repaired := eval[string](p, `document.querySelector("[data-reading] .repair").dataset.value`)
	name := eval[string](p, `document.querySelector("[data-reading] .repair").innerText.replace(/\s+/g, " ").trim()`)
	p.click("button", name)
	p.reads("[data-reading]", "agrees")
	p.reads("[data-reading]", "UPS")
	p.is(`document.querySelector("[data-input]").value === ` + quoted(repaired))
	p.is(`document.activeElement === document.querySelector("[data-input]")`)
	p.is(`document.querySelector("[data-input]").getAttribute("aria-invalid") === "false"`)
	if p.site.requests("/v1/") > 0 {
		t.Error("the number left the page before Track was pressed")
	}
}

func repairPostal(t *testing.T, p *tab) {
	p.open("/")
	p.number("RB123457685FR") // RB123456785FR with 6 and 7 swapped
	p.reads("[data-reading]", "This number cannot exist as typed.")
	p.click("button", "Use RB123456785FR two digits swapped at 8 and 9")
	p.reads("[data-reading]", "La Poste")
	p.reads("[data-reading]", "check digit 5 agrees")
}

func unknownIssuer(t *testing.T, p *tab) {
	p.open("/")
	p.number("RB123456785QX")
	p.reads("[data-reading]", "No post issues numbers that end in QX.")
}

// linesUp checks the drawing: every underline stands where its characters stand
// in the field, spaces included, and every name hangs on as many leaders as there
// are parts before it.
func linesUp(t *testing.T, p *tab) {
	p.open("/")
	p.number("1z 999 aa1 01 2345 6784")
	p.reads("[data-reading]", "agrees")
	p.is(`document.querySelector("[data-ruler]").textContent === document.querySelector("[data-input]").value`)
	p.is(`[...document.querySelectorAll("[data-ruler] .seg")].map((s) => s.textContent).join("|") === "1z|999 aa1|01|2345 678|4"`)
	p.is(`[...document.querySelectorAll("[data-reading] .part")].every((part, k) => part.querySelectorAll(".lead").length === k)`)
	p.is(`[...document.querySelectorAll("[data-reading] .part")].at(-1).querySelectorAll(".lead")[1].textContent.length === 8`)
	p.is(`document.querySelector("[data-tracker]").style.getPropertyValue("--len") === "23"`)
}

func unknownShape(t *testing.T, p *tab) {
	p.open("/")
	p.number("QQ?7777")
	p.reads("[data-reading]", "Keep typing.")
	p.reads("[data-reading]", "No carrier we know uses this shape.")
	p.typeIn(kb.Enter)
	p.is(`document.activeElement === document.querySelector("[data-input]")`)
	p.is(`document.querySelector("[data-result]").hidden`)
	if p.site.requests("/v1/") > 0 {
		t.Error("a number that nobody uses was sent")
	}
}

const mail = "Your order 2026-11-22 has two parcels:\nRB123456785FR (La Poste)\nand 1Z 999 AA1 01 2345 6784. Total 25.00"

// paste does what a paste does: the browser's own clipboard is not for tests.
func (p *tab) paste(text string) {
	p.t.Helper()
	p.click("textbox", "Tracking number")
	eval[bool](p, `(() => {
		const data = new DataTransfer();
		data.setData("text/plain", `+quoted(text)+`);
		return document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
	})()`)
}

func pasteSeveral(t *testing.T, p *tab) {
	p.open("/")
	p.paste(mail)
	p.reads("[data-reading]", "2 numbers found. Choose one to track, or put all of them on your list.")
	p.click("button", "1Z999AA10123456784 UPS")
	p.reads("[data-reading] .match", "UPS")
	p.reads("[data-reading]", "2 numbers found.")
	p.is(`document.querySelector("[data-input]").value === "1Z999AA10123456784"`)
	p.click("button", "RB123456785FR La Poste")
	p.reads("[data-reading] .match", "La Poste")
}

func pasteOne(t *testing.T, p *tab) {
	p.open("/")
	p.paste("Track it at https://example.org/t?id=RB123456785FR&lang=en today")
	p.reads("[data-reading] .match", "La Poste")
	p.is(`document.querySelector("[data-input]").value === "RB123456785FR"`)
}

func pasteLink(t *testing.T, p *tab) {
	p.open("/")
	p.paste("Your parcel: https://www.fedex.com/fedextrack/?trknbr=986578788855")
	p.wait(`document.querySelector("[data-input]").value === "986578788855"`)
	p.is(`document.querySelector("[data-reading] .choice[aria-pressed=true] b").textContent === "FedEx"`)
	p.typeIn(kb.Enter)
	p.reads("[data-result] h2", "FedEx")
	p.is(`location.hash === "#n=986578788855&c=fedex"`)

	// The same number in a link of somebody who pretends to be FedEx.
	p.open("/")
	p.paste("Your parcel: https://fedex.com.evil.example/?trknbr=986578788855 and RB123456785FR")
	p.reads("[data-reading] .match", "La Poste")
	p.is(`!document.querySelector("[data-reading] .choice[aria-pressed=true]")`)
}

func pasteMany(t *testing.T, p *tab) {
	var b strings.Builder
	for i := range 50 {
		fmt.Fprintf(&b, "LP001234567890%02d\n", i)
	}
	p.open("/")
	p.paste(b.String())
	p.reads("[data-reading]", "40 numbers found.")
	p.is(`document.querySelectorAll("[data-reading] .repair").length === 40`)
	p.click("button", "LP00123456789039 Cainiao")
	p.reads("[data-reading] .match", "Cainiao")
	p.is(`document.querySelectorAll("[data-reading] .repair").length === 40`)
}

func bareDigits(t *testing.T, p *tab) {
	p.open("/")
	p.number("986578788855")
	p.reads("[data-reading] legend", "Several carriers use this shape. Choose yours.")
	p.is(`document.querySelector("[data-reading] .choice b").textContent === "FedEx"`)
	p.is(`document.querySelectorAll("[data-reading] .choice").length === 8`)
	p.find("link", "How to tell them apart")
	p.click("button", "BRT 12 digits; no check digit")
	p.is(`document.querySelector("[data-reading] .choice[aria-pressed=true] b").textContent === "BRT"`)
}

func perhaps(t *testing.T, p *tab) {
	p.open("/")
	p.number("AB12-CD34")
	p.reads("[data-reading] .match", "Perhaps")
}

func longNumber(t *testing.T, p *tab) {
	p.open("/")
	p.number("420 20260 9205 5900 1234 5601 2345 68")
	p.reads("[data-reading] .match", "USPS")
	for _, part := range []string{"ZIP code 20260", "service type 055", "Priority Mail", "check digit 8"} {
		p.reads("[data-reading] .parts", part)
	}
	p.is(`document.querySelector("[data-ruler]").textContent === document.querySelector("[data-input]").value`)
}
