//go:build browser

package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// unfold opens a details element by the text of its summary, with the keyboard.
func (p *tab) unfold(summary string) {
	p.t.Helper()
	eval[chromedp.Void](p, `[...document.querySelectorAll("summary")].find((s) => s.textContent === `+quoted(summary)+`).focus()`)
	p.typeIn(kb.Enter)
}

// change writes into a field as a person would, and leaves it.
func (p *tab) change(selector, value string) {
	p.t.Helper()
	eval[chromedp.Void](p, `(() => {
		const field = document.querySelector(`+quoted(selector)+`);
		field.value = `+quoted(value)+`;
		field.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
}

// catchFiles keeps the files that the page hands out, in place of downloading them.
func (p *tab) catchFiles() {
	p.t.Helper()
	eval[chromedp.Void](p, `(() => {
		window.files = {};
		HTMLAnchorElement.prototype.click = function () {
			const { download, href } = this;
			fetchBlob(href).then((text) => { window.files[download] = text; });
		};
		const blobs = new Map();
		URL.createObjectURL = (blob) => { const url = "blob:caught/" + blobs.size; blobs.set(url, blob); return url; };
		URL.revokeObjectURL = () => {};
		const fetchBlob = (url) => blobs.get(url).text();
	})()`)
}

// file waits for a file that the page hands out.
func (p *tab) file(name string) string {
	p.t.Helper()
	p.wait(`window.files[` + quoted(name) + `] !== undefined`)
	return eval[string](p, `window.files[`+quoted(name)+`]`)
}

// order is the list as it stands there, by the titles of its rows.
func (p *tab) order() string {
	p.t.Helper()
	return eval[string](p, `[...document.querySelectorAll("[data-parcels] .kept .open")].map((b) => b.textContent).join(" ")`)
}

// keepThree puts three sandbox parcels on the list and waits for their answers.
func (p *tab) keepThree() {
	p.t.Helper()
	p.open("/")
	p.paste("DEMODELIVERED and DEMOSTUCK, and DEMOPICKUP too")
	p.click("button", "Track all 3")
	p.wait(`document.querySelectorAll("[data-parcels] .kept .sticker").length === 3 && !document.querySelector("progress")`)
}

func verdictWalk(t *testing.T, p *tab) {
	p.open("/#n=DEMOSTUCK")
	p.reads("[data-result] .sticker", "Act now")
	p.wait(`/^That is too long: 2[234] days without a scan\./.test(document.querySelector("[data-result] .verdict")?.innerText)`)
	p.reads("[data-result] .basis", "Usual after this: 2 to 10 days, says Demo carrier.")
	p.reads(".step", "Write to the seller today.")
	p.is(`document.querySelector("[data-result] .next a[href='/help/stuck/']").textContent === "My parcel is not moving"`)
	p.unfold("Deadlines and letters")
	p.reads(".deadlines", "Inquiry for a demo parcel")
	p.reads(".deadlines", "opens 10 working days from posting, closes 80 days from posting")
	p.reads(".deadlines", "Needs a date from you")
	// A list that opens over the page may keep the end of the press to itself.
	eval[chromedp.Void](p, `document.querySelector("#bought").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }))`)
	p.change("#bought", "AliExpress")
	p.reads(".deadlines", "Open a dispute, not arrived")
	p.is(`document.querySelector("#bought").value === "AliExpress"`)
	p.is(`document.querySelector("[data-fold=deadlines]").open`)
	p.change("[data-set=ordered]", time.Now().AddDate(0, 0, -40).Format(time.DateOnly))
	p.reads(".deadlines", "losed on ")
	p.catchFiles()
	p.click("button", "Add to calendar")
	calendar := p.file("parcel-DEMOSTUCK.ics")
	for _, want := range []string{"BEGIN:VCALENDAR\r\n", "UID:DEMOSTUCK-aliexpress-dispute@waybill\r\n", "SUMMARY:AliExpress: last day", "END:VCALENDAR\r\n"} {
		if !strings.Contains(calendar, want) {
			t.Errorf("the calendar has no %q:\n%s", want, calendar)
		}
	}
	p.click("button", "Letter to the seller")
	p.wait(`document.activeElement.matches("[data-letter] textarea")`)
	p.is(`document.activeElement.value.includes("Parcel: DEMOSTUCK, Demo carrier\n") && !document.activeElement.value.includes("[…]")`)
	// A parcel that is in time says so.
	p.open("/#n=DEMOCUSTOMSINPROGRESS")
	p.reads("[data-result] .verdict", "That is normal. Allow until ")
	p.reads("[data-result] .sticker", "Normal")
	// The way is drawn for those who see it, from this site's own outline.
	p.wait(`document.querySelector("[data-map] svg[aria-hidden=true] path.gone") !== null`)
	if eval[string](p, `[...document.querySelectorAll("[data-map] text")].map((t) => t.textContent).join(" ")`) != "CN FR" {
		t.Error("the way from China to France is drawn otherwise")
	}
	// Text never becomes markup here: the policy forbids it to everybody.
	p.expect("TrustedHTML")
	p.is(`(() => { try { document.body.innerHTML = "<b>"; } catch (error) { return error instanceof TypeError; } })()`)
}

func joinWalk(t *testing.T, p *tab) {
	p.open("/#n=DEMOSTUCK")
	p.reads("[data-result] h2", "Departed from origin country")
	p.unfold("It has a second number")
	eval[chromedp.Void](p, `document.querySelector("[data-join]").focus()`)
	p.typeIn("demolastmile" + kb.Enter)
	p.reads(".leg:nth-child(2)", "DEMOLASTMILE")
	p.reads("[data-result] h2", "Arrived at local distribution centre")
	p.is(`location.hash.includes("j=DEMOLASTMILE")`)
	p.click("button", "Take apart")
	p.reads("[data-result] h2", "Departed from origin country")
	p.is(`document.querySelectorAll(".leg").length === 1`)
}

func listWalk(t *testing.T, p *tab) {
	p.keepThree()
	if got := p.order(); got != "DEMOSTUCK DEMOPICKUP DEMODELIVERED" {
		t.Errorf("the order is %q", got)
	}
	p.reads("[data-parcels] h2", "3 parcels")
	// A row opens its parcel, which is named there.
	p.click("button", "DEMOPICKUP")
	p.reads("[data-result] h2", "Ready to collect")
	p.change("[data-set=name]", "Boots")
	p.change("[data-set=tags]", "gift, shop")
	p.reads("[data-parcels]", "Boots")
	p.reads("[data-result] .caption", "Boots")
	// It is all there when the page is opened again, and no number was asked for.
	p.open("/")
	p.reads("[data-parcels]", "Boots")
	p.is(`document.querySelector("[data-input]").value === "" && document.querySelector("[data-result]").hidden`)
	p.click("button", "gift")
	if got := p.order(); got != "Boots" {
		t.Errorf("only gifts: %q", got)
	}
	p.click("button", "All")
	// With the keyboard: removing, and taking it back.
	eval[chromedp.Void](p, `document.querySelector("[data-act=remove]").focus()`)
	p.typeIn(kb.Enter)
	p.wait(`document.activeElement.matches("[data-act=undo]")`)
	p.reads(".undone", "“DEMOSTUCK” is removed.")
	p.typeIn(kb.Enter)
	p.wait(`document.querySelectorAll("[data-parcels] .kept").length === 3`)
	p.click("button", "Archive DEMODELIVERED")
	p.reads("[data-parcels] h2", "2 parcels")
	p.click("button", "1 in the archive")
	if got := p.order(); got != "DEMODELIVERED" {
		t.Errorf("the archive is %q", got)
	}
	p.open("/")
	p.reads("[data-parcels] h2", "2 parcels")
}

func portableWalk(t *testing.T, p *tab) {
	p.keepThree()
	p.catchFiles()
	p.click("button", "Save a copy")
	copied := p.file("parcels.json")
	p.click("button", "Save as a table")
	table := p.file("parcels.csv")
	if !strings.HasPrefix(table, "number,carrier,name,tags,status,since,expected,archived\r\n") || !strings.Contains(table, `"DEMOSTUCK","demo"`) {
		t.Errorf("the table is\n%s", table)
	}
	for _, file := range []string{copied, table} {
		for _, name := range []string{"DEMOSTUCK", "DEMOPICKUP", "DEMODELIVERED"} {
			p.click("button", "Remove "+name)
		}
		p.wait(`document.querySelectorAll("[data-parcels] .kept").length === 0`)
		p.drop(file)
		p.wait(`document.querySelectorAll("[data-parcels] .kept").length === 3`)
		p.reads("[data-say]", "3 of 3 parcels were added.")
	}
	// Any other text is looked through for numbers.
	p.drop("Dear customer, your parcel RB123456785FR is on its way.")
	p.reads("[data-reading] .match", "La Poste")
}

// drop lets a file fall on the page.
func (p *tab) drop(text string) {
	p.t.Helper()
	eval[chromedp.Void](p, `(() => {
		const data = new DataTransfer();
		data.items.add(new File([`+quoted(text)+`], "dropped.txt"));
		document.querySelector("[data-parcels]").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
	})()`)
}

func shareWalk(t *testing.T, p *tab) {
	p.open("/#n=DEMODELIVERED&c=demo&t=Shoes%20for%20Ana")
	p.reads("[data-result] .caption", "Shoes for Ana")
	p.is(`document.querySelector("[data-parcels]").childElementCount === 0`) // seen is not kept
	p.click("button", "Keep it here")
	p.reads("[data-parcels]", "Shoes for Ana")
	p.wait(`document.activeElement.matches("[data-set=name]")`)
	if n := p.site.requests("Ana"); n > 0 {
		t.Errorf("the name was sent %d times", n)
	}
}

func leavesWalk(t *testing.T, p *tab) {
	p.keepThree()
	p.unfold("What leaves this page")
	p.reads("[data-leaves]", "number DEMOSTUCK, carrier demo")
	p.reads("[data-leaves]", strings.TrimPrefix(p.site.URL, "http://"))
	p.click("radio", "Nobody: links to the carriers only")
	asked := p.site.requests("/v1/")
	p.track("DEMOSLOW")
	p.reads("[data-result] h2", "We recognise it, but do not read Demo carrier here yet")
	if n := p.site.requests("/v1/"); n != asked {
		t.Errorf("%d questions were sent although nobody may be asked", n-asked)
	}
	p.click("button", "Forget everything on this device")
	p.wait(`document.querySelector("[data-parcels]").childElementCount === 0`)
	p.is(`localStorage.length === 0`)
	p.wait(`document.querySelector("[data-leaves] input[value='']").checked`)
	n, err := chromedp.Run(p.ctx, chromedp.Evaluate[int](`indexedDB.databases().then((all) => all.length)`, chromedp.EvalAwaitPromise))
	if err != nil || n != 0 {
		t.Errorf("%d stores are left: %v", n, err)
	}
}

func twoTabs(t *testing.T, one, other *tab) {
	one.keepThree()
	other.open("/")
	other.reads("[data-parcels] h2", "3 parcels")
	eval[chromedp.Void](one, `document.querySelector(".kept:last-child [data-act=remove]").click()`)
	other.reads("[data-parcels] h2", "2 parcels")
	other.click("button", "DEMOPICKUP")
	other.reads("[data-result] h2", "Ready to collect")
	other.change("[data-set=name]", "Boots")
	one.reads("[data-parcels]", "Boots")
}
