//go:build browser

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// slowdown is how much slower than this machine's the processor is made: about that
// of a phone of the lower middle class.
const slowdown = 4

// TestSpeedOfThePage measures how long the page lets a person wait, on a slow processor,
// and logs it. It fails no slow day: `make bench-page` prints the figures.
func TestSpeedOfThePage(t *testing.T) {
	h := buildHouse(t)
	p := openTab(t, startBrowser(t), h.serve(t))
	p.open("/")
	eval[chromedp.Void](p, `document.querySelector("[data-input]").focus()`)
	p.typeIn("1Z")
	p.reads("[data-reading]", "numbers begin like this")
	if _, err := chromedp.Call(p.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowdown}); err != nil {
		t.Fatal(err)
	}
	// No carrier answers at once: the label that says so is painted before.
	p.emulate(network.Conditions{Latency: 150, DownloadThroughput: -1, UploadThroughput: -1})
	report := func(what string, ms []float64, limit int) {
		slices.Sort(ms)
		t.Logf("%-42s median %4.0f ms, worst %4.0f ms, limit %d ms", what, ms[len(ms)/2], ms[len(ms)-1], limit)
	}
	report("a keystroke until its feedback is painted", measure(p, `async () => {
		const field = document.querySelector("[data-input]");
		const out = [];
		for (const number of ["1Z999AA10123456784", "RB123456785FR", "LP00123456789012"]) {
			for (let n = 1; n <= number.length; n++) {
				const start = performance.now();
				field.value = number.slice(0, n);
				field.dispatchEvent(new Event("input", { bubbles: true }));
				await painted();
				out.push(performance.now() - start);
			}
		}
		return out;
	}`), 50)
	report("an answer of 200 scans until it is painted", measure(p, answers(12)), 100)
	p.open("/?anew")
	report("the same, the first of a page", measure(p, answers(1)), 100)
	var parcels []string
	for i := range 500 {
		parcels = append(parcels, fmt.Sprintf(`{"number":"LP%014d","carrier":"cainiao","name":"Parcel %d","status":"delivered","newest":"2026-11-%02d","since":"2026-11-20"}`, i, i, i%28+1))
	}
	p.drop(`{"waybill":1,"parcels":[` + strings.Join(parcels, ",") + `]}`)
	p.reads("[data-parcels] h2", "500 parcels")
	for range 4 {
		eval[chromedp.Void](p, `document.querySelector("[data-act=rest]").click()`)
	}
	p.wait(`document.querySelectorAll("[data-parcels] .kept").length === 500`)
	report("the longest task while 500 parcels scroll", measure(p, `async () => {
		const out = [0];
		new PerformanceObserver((list) => { for (const task of list.getEntries()) out.push(task.duration); }).observe({ type: "longtask" });
		await new Promise((yes) => setTimeout(yes, 4000)); // what was dropped is written by now
		out.length = 1;
		const end = document.querySelector("[data-parcels]").getBoundingClientRect().bottom - innerHeight;
		for (let y = 0; y < end; y += 120) {
			scrollTo(0, y);
			await new Promise(requestAnimationFrame);
		}
		await new Promise((yes) => setTimeout(yes, 300));
		return out;
	}`), 50)
}

// answers is a function for measure: how long so many answers of 200 scans take from
// their last byte until they are painted.
func answers(n int) string {
	return fmt.Sprintf(`async () => {
		const out = [];
		for (let n = 0; n < %d; n++) {
			location.hash = "";
			await new Promise((yes) => setTimeout(yes, 500));
			performance.clearResourceTimings();
			const shown = new Promise((yes) => new MutationObserver((_, self) => {
				if (!document.querySelector("[data-result] .events")) return;
				self.disconnect();
				yes();
			}).observe(document.querySelector("[data-result]"), { childList: true, subtree: true }));
			location.hash = "n=DEMOMANY";
			await shown;
			await painted();
			const end = performance.now();
			const asked = performance.getEntriesByType("resource").find((e) => e.name.includes("/v1/track/"));
			out.push(end - asked.responseEnd);
		}
		return out;
	}`, n)
}

// measure runs a function in the page that returns milliseconds.
func measure(p *tab, function string) []float64 {
	p.t.Helper()
	raw, err := chromedp.Run(p.ctx, chromedp.Evaluate[json.RawMessage](`(() => {
		const painted = () => new Promise((yes) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => yes(); port2.postMessage(0); }));
		return (`+function+`)();
	})()`, chromedp.EvalAwaitPromise))
	var ms []float64
	if err == nil {
		err = json.Unmarshal(raw, &ms)
	}
	if err != nil || len(ms) == 0 {
		p.t.Fatalf("nothing was measured: %v", err)
	}
	return ms
}
