//go:build browser

package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// begin has a script run before any of the page's own, from the next page on.
func (p *tab) begin(script string) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		p.t.Fatal(err)
	}
}

// settle waits for a promise in the page.
func (p *tab) settle(promise string) {
	p.t.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](promise+`.then(() => true)`, chromedp.EvalAwaitPromise)); err != nil {
		p.t.Fatalf("%s: %v", promise, err)
	}
}

// blockedWalk has a browser that lets no page keep anything.
func blockedWalk(t *testing.T, p *tab) {
	p.expect("this browser keeps nothing for us")
	p.begin(`IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); };`)
	p.keepThree()
	p.reads("[data-parcels]", "This browser keeps nothing for this site. Your list lasts until you close this tab")
	p.click("button", "Remove DEMOSTUCK")
	p.click("button", "Undo")
	p.wait(`document.querySelectorAll("[data-parcels] .kept").length === 3`)
}

// fullWalk has a device without room: what was kept stays, what is new is said to last
// only so long.
func fullWalk(t *testing.T, p *tab) {
	p.expect("this browser keeps nothing for us")
	p.keepThree()
	eval[chromedp.Void](p, `IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); }`)
	p.click("button", "DEMOPICKUP")
	p.reads("[data-result] h2", "Ready to collect")
	p.change("[data-set=name]", "Boots")
	p.reads("[data-parcels]", "This device has no room left. What you changed last lasts until you close this tab")
	p.reads("[data-parcels]", "Boots")
	p.catchFiles()
	p.click("button", "Save a copy")
	if copied := p.file("parcels.json"); !strings.Contains(copied, `"Boots"`) {
		t.Errorf("the copy lacks what could not be kept:\n%s", copied)
	}
	p.open("/about/")
	p.open("/")
	p.reads("[data-parcels] h2", "3 parcels")
	p.is(`!document.querySelector("[data-parcels] .notice")`)
}

// brokenWalk has a store with things in it that nobody can read: they are told of, and
// left as they are.
func brokenWalk(t *testing.T, p *tab) {
	p.keepThree()
	const opened = `new Promise((yes, no) => { const ask = indexedDB.open("waybill"); ask.onsuccess = () => yes(ask.result); ask.onerror = no; })`
	p.settle(opened + `.then((db) => new Promise((yes) => {
		const write = db.transaction("parcels", "readwrite");
		for (const odd of [{ id: "odd" }, { id: "odder", number: { a: 1 }, carrier: [] }]) write.objectStore("parcels").put(odd);
		write.oncomplete = () => { db.close(); yes(); };
	}))`)
	p.open("/about/")
	p.open("/")
	p.reads("[data-parcels]", "2 entries could not be read. They are left as they are.")
	p.reads("[data-parcels] h2", "3 parcels")
	p.click("button", "Remove DEMOSTUCK")
	p.reads("[data-parcels] h2", "2 parcels")
	p.open("/about/")
	p.open("/")
	p.reads("[data-parcels]", "2 entries could not be read.")
	p.reads("[data-parcels] h2", "2 parcels")
}

// foreignStoreWalk has a store of our name that is not ours.
func foreignStoreWalk(t *testing.T, p *tab) {
	p.expect("this browser keeps nothing for us")
	p.open("/about/")
	p.settle(`new Promise((yes) => { const ask = indexedDB.open("waybill", 1); ask.onsuccess = () => { ask.result.close(); yes(); }; })`)
	p.keepThree()
	p.reads("[data-parcels]", "could not be read or changed. Nothing was deleted.")
}

// halfWalk leaves the page in the middle of asking about many: whoever has answered is
// kept with the answer, the others as they were.
func halfWalk(t *testing.T, p *tab) {
	p.keepThree()
	release := make(chan bool)
	defer close(release)
	p.site.answer("DEMOSTUCK", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	p.site.answer("DEMOPICKUP", inJSON(`{"number":"DEMOPICKUP","carrier":"demo","status":"delivered","events":[{"time":"2026-11-20T10:00:00Z","status":"delivered","text":"Collected","carrier":"demo"}],"stale":false}`))
	p.click("button", "Ask about all")
	p.reads("[data-parcels]", "1 of 2 asked")
	p.is(`document.querySelector("[data-parcels] progress").value === 1 && document.querySelector("[data-parcels] progress").max === 2`)
	p.open("/about/")
	p.open("/")
	p.reads("[data-parcels] h2", "3 parcels")
	p.is(`[...document.querySelectorAll("[data-parcels] .kept")].filter((row) => row.innerText.includes("Delivered")).length === 2`)
	p.is(`[...document.querySelectorAll("[data-parcels] .kept")].some((row) => row.innerText.includes("Departed from origin country"))`)
}

// clockWalk sets the clock of the device a day ahead, and a day back.
func clockWalk(t *testing.T, p *tab) {
	p.open("/#n=DEMOCUSTOMSINPROGRESS")
	p.reads("[data-result] .verdict", "That is normal.")
	right := p.text("[data-result] .answers") + p.text("[data-result] .verdict")
	// Each is set on top of the one before: a day ahead, then three days behind.
	for _, wrong := range []struct{ by, said string }{{"+ 86_400_000", "It is a day ahead of the answer"}, {"- 4 * 86_400_000", "It is 3 days behind the answer"}} {
		p.begin(`(() => {
			const RealDate = Date;
			const moment = RealDate.now;
			globalThis.Date = class extends RealDate {
				constructor(...of) { of.length ? super(...of) : super(moment() ` + wrong.by + `); }
				static now() { return moment() ` + wrong.by + `; }
			};
		})()`)
		p.open("/about/")
		p.open("/#n=DEMOCUSTOMSINPROGRESS")
		p.reads("[data-result] .notice", wrong.said)
		p.reads("[data-result] .verdict", "That is normal.")
		if got := p.text("[data-result] .answers") + p.text("[data-result] .verdict"); got != right {
			t.Errorf("with the clock %s it says %q, with the right one %q", wrong.by, got, right)
		}
	}
}

// ownProxy has somebody else asked than the site's own proxy.
func ownProxy(t *testing.T, p *tab, own *served) {
	p.open("/")
	p.unfold("What leaves this page")
	p.click("radio", "Your own proxy")
	// An address that cannot be asked is refused, and nothing changes.
	p.change("[data-leaves] input[type=url]", "http://example.org")
	p.is(`!document.querySelector("[data-leaves] input[type=url]").validity.valid`)
	p.change("[data-leaves] input[type=url]", own.URL+"/")
	p.reads("[data-say]", "")
	p.track("DEMODELIVERED")
	p.reads("[data-result] .sticker", "Delivered")
	if n := p.site.requests("/v1/"); n > 0 {
		t.Errorf("the site's own proxy was asked %d times", n)
	}
	if n := own.requests("/v1/track/DEMODELIVERED"); n == 0 {
		t.Error("the chosen proxy was not asked")
	}
	p.reads("[data-leaves]", strings.TrimPrefix(own.URL, "http://")+" number DEMODELIVERED, carrier demo")
	// It is remembered.
	p.open("/about/")
	p.open("/#n=DEMOPICKUP")
	p.reads("[data-result] .sticker", "Collect it")
	if n := p.site.requests("/v1/"); n > 0 {
		t.Errorf("after a reload the site's own proxy was asked %d times", n)
	}
}

// keysWalk keeps, opens, archives and removes, reckons and writes, with the keyboard
// alone.
func keysWalk(t *testing.T, p *tab) {
	p.open("/#n=DEMOSTUCK")
	p.reads("[data-result] .sticker", "Act now")
	focused := func(selector string) string { return `document.activeElement.matches(` + quoted(selector) + `)` }
	p.tabTo(focused("[data-act=keep]"))
	p.typeIn(kb.Enter)
	p.wait(focused("[data-set=name]"))
	p.typeIn("Lamp")
	p.tabTo(focused("[data-set=tags]"))
	p.typeIn("home")
	p.tabTo(focused("[data-fold=deadlines] > summary"))
	p.reads("[data-parcels]", "Lamp")
	p.typeIn(kb.Enter)
	p.reads(".deadlines", "Inquiry for a demo parcel")
	p.tabTo(focused("#bought"))
	p.typeIn("Ali")
	p.reads(".deadlines", "Open a dispute, not arrived")
	p.is(focused("#bought"))
	p.tabTo(focused("[data-act=letter][data-value=marketplace]"))
	p.typeIn(kb.Enter)
	p.wait(focused("[data-letter] textarea"))
	p.is(`document.activeElement.value.includes("AliExpress")`)
	p.tabTo(focused("[data-fold=join] > summary"))
	p.typeIn(kb.Enter)
	p.tabTo(focused("[data-join]"))
	p.typeIn("DEMOLASTMILE" + kb.Enter)
	p.reads(".leg:nth-child(2)", "DEMOLASTMILE")
	p.tabTo(focused("[data-parcels] [data-act=archive]"))
	p.typeIn(kb.Enter)
	p.wait(focused("[data-act=undo]"))
	p.typeIn(kb.Enter)
	p.wait(`document.querySelectorAll("[data-parcels] .kept").length === 1`)
	p.tabTo(focused("[data-leaves] > summary"))
	p.typeIn(kb.Enter)
	p.tabTo(focused("[data-forget]"))
	p.typeIn(kb.Enter)
	p.wait(`document.querySelector("[data-parcels]").childElementCount === 0`)
	p.reads("[data-say]", "Everything that was kept on this device is forgotten.")
}

// rightToLeft has a carrier, and a reader, who write from right to left.
func rightToLeft(t *testing.T, p *tab) {
	answer, err := json.Marshal(map[string]any{
		"number": "LP00123456789012", "carrier": "cainiao", "status": "in_transit", "service": "بريد سريع", "destination": "EG",
		"events": []map[string]any{
			{"time": "2026-11-20T08:15", "status": "in_transit", "text": "غادرت الشحنة مركز الفرز (CAI-2)", "place": "القاهرة", "country": "EG", "carrier": "cainiao"},
			{"time": "2026-11-19T08:15", "status": "in_transit", "text": "הפריט התקבל " + "\u202eTXET\u202c" + " במרכז המיון", "place": "תל אביב", "country": "IL", "carrier": "cainiao"},
		},
		"stale": false,
	})
	if err != nil {
		t.Fatal(err)
	}
	p.site.answer("LP00123456789012", inJSON(string(answer)))
	p.width(320)
	p.open("/#n=LP00123456789012&c=cainiao&t=" + strings.Repeat("حذاء", 20))
	p.reads("[data-result] .event q", "غادرت الشحنة")
	p.click("button", "Keep it here")
	p.wait(`document.querySelector("[data-set=tags]") !== null`)
	p.change("[data-set=tags]", "هدية, \u202eevil")
	p.reads("[data-parcels]", "هدية")
	// What is written from right to left stands in an element of its own direction, so
	// that nothing beside it changes its place.
	p.is(`getComputedStyle(document.querySelector("[data-result] .event q")).direction === "rtl"`)
	p.is(`[...document.querySelectorAll("[data-result] .event, [data-parcels] .kept")].every((e) => getComputedStyle(e).direction === "ltr")`)
	p.is(`[...document.querySelectorAll("main *")].filter((e) => !e.children.length && /[\u0590-\u06FF]/.test(e.textContent)).every((e) => e.closest("[dir=auto], input, button"))`)
	p.is(`document.querySelector("[data-result] .event time").getBoundingClientRect().right <= document.querySelector("[data-result] .event q").getBoundingClientRect().left`)
	p.fits(320)
}

// printWalk prints a parcel: the label and its timeline, nothing to press, nothing of
// other parcels.
func printWalk(t *testing.T, p *tab) {
	p.keepThree()
	p.click("button", "DEMOPICKUP")
	p.reads("[data-result] h2", "Ready to collect")
	p.unfold("Deadlines and letters")
	p.unfold("What leaves this page")
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	p.reads("main", "Collect it by")
	p.reads("main", "What the carrier says")
	p.is(`![...document.querySelectorAll("main :is(button, input, select, summary, [data-parcels] *, [data-leaves] *)")].some((e) => e.checkVisibility())`)
	printed, err := chromedp.Call(p.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(printed.Data), "/Type /Page\n"); n < 1 || n > 2 {
		t.Errorf("a parcel with few scans prints on %d pages", n)
	}
}

// largeLetters reads everything on the smallest phone with letters of twice the size.
func largeLetters(t *testing.T, p *tab) {
	p.width(320)
	p.begin(`addEventListener("DOMContentLoaded", () => { document.documentElement.style.fontSize = "200%"; });`)
	p.keepThree()
	p.fits(320)
	p.click("button", "Remove DEMOSTUCK")
	p.fits(320)
	p.click("button", "DEMOPICKUP")
	p.reads("[data-result] h2", "Ready to collect")
	p.unfold("Deadlines and letters")
	p.click("button", "Letter to the seller")
	p.wait(`document.activeElement.matches("[data-letter] textarea")`)
	p.unfold("It has a second number")
	p.unfold("What leaves this page")
	p.fits(320)
	for _, path := range []string{"/", "/carriers/cainiao/", "/statuses/customs-in-progress/", "/help/stuck/"} {
		p.open(path)
		p.fits(320)
	}
}
