//go:build browser

package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What happens when hosts, networks and answers are not as they should be.

func lazyLoad(t *testing.T, p *tab) {
	reader := []string{".wasm", "wasm_exec", "table", "tracker", "/page-"}
	p.open("/")
	p.wait(`document.readyState === "complete"`)
	for _, name := range reader {
		if n := p.site.requests(name); n > 0 {
			t.Errorf("%s was fetched before anybody wanted it", name)
		}
	}
	p.click("textbox", "Tracking number")
	p.typeIn("DEMO")
	p.reads("[data-reading]", "Demo carrier, Correos (Spain) numbers begin like this.")
	for _, name := range reader {
		if n := p.site.requests(name); n != 1 {
			t.Errorf("%s was fetched %d times", name, n)
		}
	}
}

// keptMeanwhile holds the module back while somebody types and presses Enter.
func keptMeanwhile(t *testing.T, p *tab) {
	release := make(chan bool)
	p.site.answer("waybill.wasm", func(w http.ResponseWriter, r *http.Request) {
		<-release
		p.site.answer("waybill.wasm", nil)
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
	})
	p.open("/")
	p.number("DEMODELIVERED" + kb.Enter)
	p.reads("[data-reading]", "Loading the number reader. Your number is kept.")
	close(release)
	p.reads("[data-result] h2", "Delivered")
	p.is(`document.activeElement === document.querySelector("[data-result]")`)
	p.reads("[data-reading] .match", "Demo carrier")
}

// readerFails keeps one part of the reader away for a while.
func readerFails(part string) func(t *testing.T, p *tab) {
	return func(t *testing.T, p *tab) {
		p.expect(`status of 503`)
		p.expect(`the number reader could not be loaded`)
		p.site.answer(part, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, "not now", http.StatusServiceUnavailable)
		})
		p.open("/")
		p.number("DEMODELIVERED")
		p.reads("[data-reading]", "The number reader could not be loaded.")
		p.is(`document.querySelector("[data-reading] a").pathname === "/carriers/"`)
		p.site.answer(part, nil)
		eval[chromedp.Void](p, `document.activeElement.blur()`)
		p.click("textbox", "Tracking number")
		p.reads("[data-reading] .match", "Demo carrier")
	}
}

// plainHost serves the module as it lies on the disk, without compression and
// under a type that says nothing.
func plainHost(t *testing.T, p *tab) {
	p.site.answer("waybill.wasm", func(w http.ResponseWriter, r *http.Request) {
		data, err := os.ReadFile(filepath.Join("../../static/gen/waybill.wasm"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Write(data)
	})
	p.open("/")
	p.track("DEMODELIVERED")
	p.reads("[data-result] h2", "Delivered")
}

func scriptOffWalk(t *testing.T, p *tab) {
	p.scriptOff()
	p.open("/carriers/cainiao/")
	p.find("heading", "Cainiao tracking")
	p.find("link", "Track at Cainiao itself")
	p.open("/")
	p.find("link", "Each carrier’s page")
	if p.site.requests(".wasm") > 0 {
		t.Error("the module was fetched although script is off")
	}
}

func noProxy(p *tab) {
	p.expect(failed)
	p.open("/")
	p.track("LP00123456789012")
	p.reads("[data-result] h2", "The live service does not answer")
	p.reads("[data-result]", "the carrier’s own page still works")
	p.is(`document.querySelector("[data-result] a.go").href.includes("LP00123456789012")`)
}

func offline(t *testing.T, p *tab) {
	p.expect(`net::ERR_INTERNET_DISCONNECTED`)
	p.expect(`the module of parcels could not be loaded`)
	p.open("/")
	p.number("LP00123456789012")
	p.reads("[data-reading] .match", "Cainiao")
	p.network(true)
	p.typeIn(kb.Enter)
	p.reads("[data-result] h2", "You are offline")
	p.network(false)
	p.site.answer("LP00123456789012", inJSON(`{"number":"LP00123456789012","carrier":"cainiao","status":"picked_up","events":[],"stale":true}`))
	p.click("button", "Ask again")
	p.reads("[data-result] h2", "Picked up")
	p.reads("[data-result]", "This is an older answer.")
}

// network takes the tab offline or back.
func (p *tab) network(off bool) {
	p.t.Helper()
	p.emulate(network.Conditions{Offline: off, DownloadThroughput: -1, UploadThroughput: -1})
	if _, err := chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}); err != nil {
		p.t.Fatal(err)
	}
}

// emulateParams are those of Network.emulateNetworkConditionsByRule, with "offline" also
// where Chromium 148 wants it. Later ones have it in the conditions, and let this one be.
type emulateParams struct {
	Offline                  bool                  `json:"offline"`
	MatchedNetworkConditions []*network.Conditions `json:"matchedNetworkConditions"`
}

// emulate makes the tab's network one with the conditions.
func (p *tab) emulate(conditions network.Conditions) {
	p.t.Helper()
	command := cdp.Command[emulateParams, network.EmulateNetworkConditionsByRuleResult]{Method: network.CommandEmulateNetworkConditionsByRule}
	if _, err := chromedp.Call(p.ctx, command, emulateParams{Offline: conditions.Offline, MatchedNetworkConditions: []*network.Conditions{&conditions}}); err != nil {
		p.t.Fatal(err)
	}
}

func hostileText(t *testing.T, p *tab) {
	markup := `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`
	long := strings.Repeat("A", 100_000)
	answer, err := json.Marshal(map[string]any{
		"number": "LP00123456789012", "carrier": "cainiao", "status": "in_transit",
		"service": "<script> alert(1) </script>\u202e", "origin": "CN", "destination": "FR", "source": "javascript:alert(1)",
		"events": []map[string]any{
			{"time": "2026-11-20T08:15", "status": "in_transit", "text": markup, "place": markup, "country": "CN", "carrier": "cainiao"},
			{"time": "2026-11-19T08:15", "status": "in_transit", "text": long, "country": "CN", "carrier": "cainiao"},
			{"time": "2026-11-18T08:15", "status": "in_transit", "text": "\u202e\u2066txet \u0634\u062d\u0646\u0629\x00", "carrier": "cainiao"},
		},
		"next_leg": map[string]any{"number": markup, "carrier": markup},
		"stale":    false,
	})
	if err != nil {
		t.Fatal(err)
	}
	p.site.answer("LP00123456789012", inJSON(string(answer)))
	p.width(320)
	p.open("/")
	p.track("LP00123456789012")
	p.reads("[data-result] .event q", `<script>document.title='owned'</script>`)
	p.is(`!document.querySelector("[data-result] img, [data-result] script")`)
	p.is(`!document.title.includes("owned")`)
	p.is(`![...document.querySelectorAll("[data-result] a")].some((a) => !/^https?:/.test(a.href))`)
	p.is(`[...document.querySelectorAll("[data-result] q")].every((q) => q.textContent.length < 1100 && q.dir === "auto")`)
	p.fits(320)
}

// hostileAnswers sends what no honest proxy sends; each is told, none breaks the
// page.
func hostileAnswers(t *testing.T, p *tab) {
	p.expect(`Failed to load resource`)
	p.open("/")
	for name, body := range map[string]string{
		"nothing":     ``,
		"null":        `null`,
		"a list":      `[]`,
		"a number":    `5`,
		"no events":   `{"number":"LP00123456789012","status":"delivered"}`,
		"wrong types": `{"number":{"a":1},"status":[1],"events":{"length":3}}`,
		"very deep":   strings.Repeat(`[`, 100_000) + strings.Repeat(`]`, 100_000),
		"very long":   `"` + strings.Repeat(`x`, 5_000_000) + `"`,
		"cut off":     `{"number":"LP00123456789012","status":"deliv`,
	} {
		p.site.answer("LP00123456789012", inJSON(body))
		eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
		p.track("LP00123456789012")
		t.Log(name)
		p.reads("[data-result] h2", "The live service does not answer")
		eval[chromedp.Void](p, `document.querySelector("[data-result]").replaceChildren()`)
	}
	p.site.answer("LP00123456789012", inJSON(`{"number":"LP00123456789012","carrier":7,"status":"flying","origin":"China","destination":5,
		"eta":"soon","events":[null,5,"x",{"time":"yesterday","status":"flying","text":null},{}],"next_leg":[],"fetched":"now","stale":"no","source":{}}`))
	eval[chromedp.Void](p, `document.querySelector("[data-input]").value = ""`)
	p.track("LP00123456789012")
	p.is(`true`)
	p.wait(`document.title.endsWith("LP00123456789012")`)
	p.is(`!document.querySelector("[data-result] .strip")?.children.length`)
}

// fits checks that nothing sticks out of a window of the given width, and names
// what does.
func (p *tab) fits(width int) {
	p.t.Helper()
	if got := eval[int](p, `document.documentElement.scrollWidth`); got > width {
		p.t.Errorf("the page is %d pixels wide in a window of %d:\n%s", got, width, eval[string](p, `
			[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth)
				.map((e) => e.tagName + "." + e.className + " " + Math.round(e.getBoundingClientRect().right)).join("\n")`))
	}
}

func narrow(t *testing.T, p *tab) {
	p.width(320)
	for _, path := range []string{"/", "/carriers/cainiao/", "/statuses/customs-in-progress/", "/help/stuck/"} {
		p.open(path)
		p.fits(320)
	}
	p.open("/")
	p.number("1Z 999 AA1 01 2345 6785")
	p.reads("[data-reading]", "This number cannot exist as typed.")
	p.fits(320)
	for _, number := range []string{"DEMOTWOLEGS", "DEMOSTUCK", "DEMOAVAILABLEFORPICKUP", "DEMOMANY"} {
		p.open("/#n=" + number)
		p.wait(`document.title.endsWith(` + quoted(number) + `)`)
		p.fits(320)
		p.open("/about/")
	}
}
