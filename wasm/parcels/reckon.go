package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/browser"
	"waybill/wasm/text"
)

// reckoning is the last days of somebody who reads a help page, with no number at hand:
// what a label says of its deadlines, about a parcel of which only the reader knows.
type reckoning struct {
	parcel
	troubles []timeline.Trouble
}

// reckon begins one for troubles, with spaces between them.
func (p *page) reckon(troubles string) {
	p.free = &reckoning{}
	for more := true; more; {
		var one string
		one, troubles, more = text.Cut(troubles, " ")
		p.free.troubles = append(p.free.troubles, timeline.Trouble(one))
	}
	if p.open != nil {
		p.open.unfolded = false
		p.redraw()
	}
	p.fetch("/data/rules.json", generalRules)
	if len(p.know.general.rules) > 0 {
		p.drawReckoning(true)
	}
}

// reckonWith takes over what the reader said.
func (p *page) reckonWith(key, value string) {
	if p.free != nil && p.free.set(key, value) {
		p.drawReckoning(true)
	}
}

// drawReckoning draws it, or says that the rules did not come.
func (p *page) drawReckoning(ok bool) {
	var s browser.Sheet
	if ok {
		p.drawDeadlines(&s, &p.free.parcel, new(timeline.Timeline), p.free.troubles)
	} else {
		s.Open("reckon-failed")
		s.Close()
	}
	p.host.Draw("[data-reckon-body]", &s)
}

// fold takes it away.
func (p *page) fold() {
	if p.free != nil {
		p.free = nil
		p.host.Draw("[data-reckon-body]", new(browser.Sheet))
	}
}
