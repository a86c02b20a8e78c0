//go:build browser

package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"waybill/internal/timeline"
)

// What happens when a number is asked for.

// track types a number and presses Track.
func (p *tab) track(number string) {
	p.t.Helper()
	p.number(number)
	p.typeIn(kb.Enter)
}

// failed is the complaint that a browser makes of every answer that is a problem.
const failed = `Failed to load resource: the server responded with a status of .*/v1/track/`

func trackDemo(t *testing.T, p *tab) {
	p.open("/")
	p.number("DEMOCUSTOMSINPROGRESS")
	p.reads("[data-reading] .match", "Demo carrier") // the button stays where it is now
	p.click("button", "Track")
	p.reads("[data-result] h2", "Customs clearance in progress in France")
	p.reads("[data-result] .since", "since ")
	p.reads("[data-result]", "China → France")
	p.reads("[data-result] .sticker", "Normal")
	p.is(`document.querySelector("[data-result] .sticker").classList.contains("normal")`)
	p.is(`document.activeElement === document.querySelector("[data-result]")`)
	p.is(`location.hash === "#n=DEMOCUSTOMSINPROGRESS&c=demo"`)
	p.is(`document.title === "Customs clearance in progress in France – DEMOCUSTOMSINPROGRESS"`)
	p.is(`document.querySelector("[data-result] .chars").textContent === "DEMOCUSTOMSINPROGRESS"`)
	p.is(`document.querySelector(".strip [aria-current=step] b").textContent === "Customs"`)
	p.is(`document.querySelectorAll(".strip .station").length === 8`)
	p.is(`document.querySelectorAll(".strip .ahead time").length === 0`)
	// Newest first, and the carrier's own words beside our meaning.
	p.is(`[...document.querySelectorAll(".day h4 time")].map((d) => d.dateTime).every((d, i, all) => !i || d < all[i - 1])`)
	p.is(`document.querySelector(".event .words q").textContent !== ""`)
	p.is(`document.querySelector("[data-result] .leg time").dateTime.endsWith("Z")`)
	// No empty field is left behind.
	p.is(`![...document.querySelectorAll("[data-result] [data-text]")].some((e) => e.textContent === "")`)
}

// everyStatus opens the sandbox parcel of each status.
func everyStatus(t *testing.T, p *tab) {
	p.open("/")
	for _, s := range timeline.Statuses() {
		name := p.site.house.catalog.Status(s).Name
		number := "DEMO" + strings.ToUpper(strings.ReplaceAll(string(s), "_", ""))
		eval[chromedp.Void](p, "location.hash = "+quoted("n="+number))
		p.wait(`document.title.endsWith(` + quoted(number) + `)`)
		p.reads("[data-result] h2", name)
		p.is(`document.querySelectorAll(".strip [aria-current=step]").length === 1`)
		p.is(`document.querySelectorAll("[data-result] .event").length > 0`)
		p.is(`document.activeElement !== document.querySelector("[data-result]")`)
	}
}

func everyFailure(t *testing.T, p *tab) {
	p.expect(failed)
	p.open("/")
	for _, f := range []struct{ number, heading, words string }{
		{"DEMONOTFOUND", "Not in the system yet", "has no scan for this number so far"},
		{"DEMOUNREADABLE", "We could not read the answer", "That says nothing about your parcel"},
		{"DEMODOWN", "The carrier does not answer", "Ask again in 60 seconds."},
		{"DEMOLIMITED", "Too many questions at once", "Ask again in 30 seconds."},
	} {
		eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
		p.track(f.number)
		p.reads("[data-result] h2", f.heading)
		p.reads("[data-result]", f.words)
		p.is(`document.activeElement === document.querySelector("[data-result]")`)
		p.is(`document.querySelector("[data-result] [data-act=retry]") !== null`)
	}
	// What the proxy may say beside that, about a real carrier: each has the
	// carrier's own tracker.
	for kind, heading := range map[string]string{
		"invalid-number":  "This number cannot exist",
		"unknown-carrier": "We cannot read this carrier here",
		"needs-postcode":  "The carrier wants the postcode too",
		"needs-key":       "This carrier is not set up here",
		"bad-request":     "This cannot be asked",
		"not-found":       "Not in the system yet",
		"about:blank":     "The live service does not answer",
	} {
		p.site.answer("LP00123456789012", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusBadRequest)
			w.Write([]byte(`{"type":"` + kind + `","title":"x","status":400}`))
		})
		eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
		p.track("LP00123456789012")
		p.reads("[data-result] h2", heading)
		p.is(`document.querySelector("[data-result] a.go").href.startsWith("https://global.cainiao.com/")`)
		p.is(`document.querySelector("[data-result] a.go").href.includes("LP00123456789012")`)
	}
	// And what the page says of itself, without asking.
	before := p.site.requests("/v1/")
	eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
	p.number("RB123457685FR" + kb.Enter)
	p.reads("[data-result] h2", "This number cannot exist")
	if p.site.requests("/v1/") != before {
		t.Error("a number that cannot exist was sent")
	}
}

// postcode has a carrier that wants the postcode too, by keyboard alone.
func postcode(t *testing.T, p *tab) {
	p.expect(failed)
	p.site.answer("LP00123456789012", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("postcode") == "" {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusUnprocessableEntity)
			w.Write([]byte(`{"type":"needs-postcode","title":"x","status":422}`))
			return
		}
		inJSON(`{"number":"LP00123456789012","carrier":"cainiao","status":"delivered","events":[
			{"time":"2026-11-20T10:00:00","status":"delivered","text":"asked with `+r.URL.Query().Get("postcode")+`","carrier":"cainiao"}],"stale":false}`)(w, r)
	})
	p.open("/")
	p.track("LP00123456789012")
	p.reads("[data-result] h2", "The carrier wants the postcode too")
	p.is(`document.querySelector("[data-result] a.go").href.includes("LP00123456789012")`)
	p.typeIn(kb.Tab + kb.Enter) // an empty field is not sent
	p.is(`document.querySelector("[data-result] h2").textContent.includes("postcode")`)
	p.typeIn("7788 ab" + kb.Enter)
	p.reads("[data-result]", "asked with 7788 ab")
	p.is(`document.activeElement === document.querySelector("[data-result]")`)
	p.is(`!location.href.includes("7788")`)
	// Asked again, it is sent again; another number is asked without it.
	p.click("button", "Ask again")
	p.reads("[data-result]", "asked with 7788 ab")
	eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
	p.track("DEMODELIVERED")
	p.reads("[data-result] h2", "Delivered")
	eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
	p.track("LP00123456789012")
	p.reads("[data-result] h2", "Delivered")
}

// nextLeg has the second leg asked for and joined without a click, and asks for it
// alone where the reader wants that.
func nextLeg(t *testing.T, p *tab) {
	p.open("/#n=DEMOTWOLEGS")
	p.reads(".leg:nth-child(2)", "DEMOLASTMILE")
	p.reads(".leg:nth-child(1)", "Handed over")
	p.reads("[data-result] h2", "Arrived at local distribution centre in France")
	p.is(`document.title.endsWith("DEMOTWOLEGS")`)
	if n := p.site.requests("/v1/track/DEMOLASTMILE"); n != 1 {
		t.Errorf("the second leg was asked for %d times", n)
	}
	// No scan stands there twice.
	p.is(`(() => { const all = [...document.querySelectorAll(".event")].map((e) => e.innerText); return new Set(all).size === all.length; })()`)
	p.open("/#n=DEMOLASTMILE")
	p.wait(`document.title.endsWith("DEMOLASTMILE")`)
	p.is(`document.querySelectorAll(".leg").length === 1`)
}

func openLink(t *testing.T, p *tab) {
	p.open("/#n=DEMOCUSTOMSINPROGRESS")
	p.reads("[data-result] h2", "Customs clearance in progress")
	p.is(`document.querySelector("[data-input]").value === "DEMOCUSTOMSINPROGRESS"`)
	p.do(chromedp.Reload())
	p.reads("[data-result] h2", "Customs clearance in progress")
	// A carrier's page opens it as well, and leaves the rest of itself alone.
	p.open("/carriers/cainiao/#n=DEMODELIVERED&c=demo")
	p.reads("[data-result] h2", "Delivered")
	p.reads("[data-result] .sticker", "Delivered")
	p.is(`document.querySelector(".strip [aria-current=step]") === document.querySelector(".strip .station:last-child")`)
}

func openSeveral(t *testing.T, p *tab) {
	p.open("/#n=DEMODELIVERED&n=RB123456785FR&n=DEMOSTUCK")
	p.reads("[data-result] h2", "Delivered")
	p.reads("[data-reading]", "3 numbers found.")
	p.click("button", "DEMOSTUCK Demo carrier")
	p.click("button", "Track")
	p.wait(stuck)
}

// stuck is true once the strip shows the silence of DEMOSTUCK: 23 days, which may
// be a day less or more on the carrier's calendar.
const stuck = `/\b2[234] days without a scan/.test(document.querySelector(".strip")?.innerText)`

func manyScansWalk(t *testing.T, p *tab) {
	p.open("/")
	p.track("DEMOMANY")
	p.reads("[data-result]", "Show all 200 scans")
	p.wait(`document.querySelectorAll("[data-result] .event").length === 60`)
	p.click("button", "Show all 200 scans")
	p.wait(`document.querySelectorAll("[data-result] .event").length === 200`)
	p.is(`document.activeElement === document.querySelectorAll("[data-result] .event")[60]`)
	p.is(`!document.querySelector("[data-act=more]")`)
}

func cainiaoLive(t *testing.T, p *tab) {
	p.expect(failed)
	p.open("/carriers/cainiao/")
	p.click("textbox", "Cainiao tracking number")
	p.typeIn("LP00000000000001" + kb.Enter)
	p.wait(`document.title.endsWith("LP00000000000001")`)
	p.reads("[data-result]", "Cainiao")
	p.is(`document.querySelectorAll("[data-result] .event").length > 3`)
	eval[chromedp.Void](p, `location.hash = "n=AE010698498&c=cainiao"`)
	p.reads("[data-result] h2", "Customs")
	eval[chromedp.Void](p, `location.hash = "n=UZ0556033196Y&c=cainiao"`)
	p.reads("[data-result] h2", "Not in the system yet")
	eval[chromedp.Void](p, `location.hash = "n=LP00000000000003&c=cainiao"`)
	p.reads("[data-result] h2", "We could not read the answer")
	p.is(`document.querySelector("[data-result] a.go").href.includes("LP00000000000003")`)
}

func linkOnly(t *testing.T, p *tab) {
	p.open("/")
	p.track("1Z999AA10123456784")
	p.reads("[data-result] h2", "We recognise it, but do not read UPS here yet")
	p.reads("[data-result]", "Its check digit agrees")
	p.is(`document.querySelector("[data-result] a.go").href.includes("1Z999AA10123456784")`)
	p.is(`document.querySelector("[data-result] .small").getAttribute("href") === "/carriers/ups/"`)
	if p.site.requests("/v1/") > 0 {
		t.Error("a carrier that is not read here was asked")
	}
}

// slowCarrier holds an answer back until the next number has been asked for.
func slowCarrier(t *testing.T, p *tab) {
	release := make(chan bool)
	p.site.answer("DEMODELIVERED", func(w http.ResponseWriter, r *http.Request) {
		<-release
		inJSON(`{"number":"DEMODELIVERED","carrier":"demo","status":"delivered","events":[],"stale":false}`)(w, r)
	})
	p.open("/")
	// Long waits pass at once; the short ones stay.
	eval[chromedp.Void](p, `{ const wait = setTimeout; window.setTimeout = (f, ms, ...rest) => wait(f, ms === 4000 ? 0 : ms, ...rest); }`)
	p.track("DEMODELIVERED")
	p.reads("[data-result]", "The carrier is slow to answer today.")
	p.is(`document.querySelector("[data-result]").getAttribute("aria-busy") === "true"`)
	eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
	p.track("DEMOSTUCK")
	close(release)
	p.wait(`document.title.endsWith("DEMOSTUCK")`)
	p.is(`!document.querySelector("[data-result]").hasAttribute("aria-busy")`)
	p.is(`!document.title.includes("Delivered")`)
	p.wait(stuck)
}

func copyNumber(t *testing.T, p *tab) {
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		if _, err := chromedp.CallBrowser(p.ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted, Origin: p.site.URL,
		}); err != nil {
			t.Fatal(err)
		}
	}
	p.open("/#n=DEMODELIVERED")
	p.reads("[data-result] h2", "Delivered")
	p.click("button", "Copy number")
	p.reads("[data-act=copy]", "Copied")
	p.reads("[data-say]", "Copied")
	if got := p.clipboard(); got != "DEMODELIVERED" {
		t.Errorf("copied %q", got)
	}
	p.click("button", "Copy link")
	p.reads("[data-act=share]", "Copied")
	if got, want := p.clipboard(), p.site.URL+"/#n=DEMODELIVERED&c=demo"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	p.reads("[data-act=copy]", "Copy number") // its own words are back
}

func (p *tab) clipboard() string {
	p.t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("navigator.clipboard.readText()", chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	return text
}

// keyboardOnly uses nothing but Tab, letters and Enter.
func keyboardOnly(t *testing.T, p *tab) {
	p.open("/")
	p.tabTo(`document.activeElement.matches("[data-input]")`)
	p.typeIn("DEMOAVAILABLEFORPICKUP")
	p.reads("[data-reading] .match", "Demo carrier")
	p.typeIn(kb.Enter)
	p.wait(`document.activeElement === document.querySelector("[data-result]")`)
	p.reads("[data-result] .sticker", "Collect it")
	p.is(`document.querySelector(".strip .alert[aria-current=step]") !== null`)
	p.tabTo(`document.activeElement.matches("[data-act=retry]")`)
	asked := p.site.requests("/v1/")
	p.typeIn(kb.Enter)
	p.wait(`document.querySelector("[data-result]:not([aria-busy]) .parcel") !== null`) // answered
	p.is(`document.activeElement === document.querySelector("[data-result]")`)
	if p.site.requests("/v1/") != asked+1 {
		t.Error("Ask again did not ask again")
	}
	// Choosing a repair with the keyboard leaves the focus in the field.
	eval[chromedp.Void](p, `document.querySelector("[data-input]").focus(); document.querySelector("[data-input]").select()`)
	p.typeIn("RB123457685FR")
	p.reads("[data-reading]", "Use RB123456785FR")
	p.tabTo(`document.activeElement.matches(".repair")`)
	p.typeIn(kb.Enter)
	p.wait(`document.activeElement.matches("[data-input]")`)
	p.is(`document.activeElement.value === "RB123456785FR"`)
}

// tabTo presses Tab until the focus is where a condition says.
func (p *tab) tabTo(condition string) {
	p.t.Helper()
	for range 40 {
		p.typeIn(kb.Tab)
		if eval[bool](p, condition) {
			return
		}
	}
	p.t.Fatalf("Tab never comes to where %s", condition)
}
