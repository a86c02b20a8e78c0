package main

import (
	"waybill/internal/tracknum"
	"waybill/wasm/browser"
)

// page is the number field of the page that was loaded: what it knows and what it
// does at each event. It touches nothing itself. What it wants done, it asks of
// host:
//
//	draw SELECTOR SHEET      put a sheet in place of what an element holds
//	hint                     put back what stood below the empty field
//	field NUMBER             write into the field
//	invalid true|false       mark the field as wrong, for a screen reader
//	press SLUG               mark the choice of a carrier as pressed
//	prevent                  the event needs nothing more from the browser
//	settle                   send the event settled when nobody types for a while
//	focus SELECTOR INDEX     move the focus
//	busy SHEET               show a label while the answer is awaited
//	ready                    a number is whole: what tracks it will be needed soon
//	track NUMBER␣SLUG HOW    track it; HOW is "hand" when the person pressed for it
//	refuse NUMBER␣SLUG HOW   the same, for a number that cannot exist
//	keep LINES               put numbers, each with its carrier, on the list
//	clear                    take the label away
type page struct {
	host  browser.Host
	table *tracknum.Table
	lead  string // slug of the carrier whose page this is, or ""
	field field
}

// newPage returns the page for the options that the page's HTML has.
func newPage(h browser.Host, table *tracknum.Table, options []string) *page {
	p := &page{host: h, table: table}
	if len(options) > 0 {
		p.lead = options[0]
	}
	return p
}

// on does what an event asks for:
//
//	typed VALUE                          the field was changed by hand
//	settled VALUE                        nobody has typed for a while
//	pasted TEXT                          a text was pasted into the field, or a file dropped
//	submit VALUE                         Enter, or the button
//	click ACT DATA VALUE                 a button, by its data-act and data-value
//	address CARRIER - - - NUMBER…        what the address names: a number, more, or none
func (p *page) on(e *browser.Event) {
	switch e.Name {
	case "typed":
		p.typed(e.A)
	case "settled":
		p.show(e.A, true)
	case "pasted":
		if p.paste(e.A) {
			p.host.Do("prevent", "")
		}
	case "submit":
		p.submit(e.A)
	case "click":
		p.act(e.A, e.B, e.C)
	case "address":
		p.open(e.A, e.Rest)
	}
}

// act does what a button says.
func (p *page) act(verb, value, typed string) {
	switch verb {
	case "repair":
		carrier, _ := said(p.field.found, value)
		p.put(value, carrier)
		p.host.Do("focus", "[data-input]")
	case "choose":
		p.choose(typed, value)
	case "keep-all":
		p.keepAll()
	}
}

// how tells whether the person pressed for a parcel, and is to be taken to it.
type how = string

const (
	byHand how = "hand"
	byLink how = "" // an address was opened: the focus stays where it is
)

// track has a number tracked.
func (p *page) track(number, carrier string, h how) {
	if info, _ := p.table.Carrier(carrier); info.Adapter != "" {
		var s browser.Sheet
		s.Row("loading", "name", info.Name)
		p.host.Do("busy", s.String())
	}
	p.host("track", number+" "+carrier, h)
}

// refuse has it said that a number cannot exist, without asking anybody.
func (p *page) refuse(number, carrier string, h how) {
	p.host("refuse", number+" "+carrier, h)
}

// keepAll puts every number of a text on the list.
func (p *page) keepAll() {
	lines := ""
	for i := range p.field.found {
		f := &p.field.found[i]
		carrier := ""
		if len(f.Matches) > 0 {
			carrier = f.Matches[0].Carrier
		}
		lines += f.Number + " " + carrier + "\n"
	}
	p.field.found = nil
	p.put("", "")
	p.host.Do("keep", lines)
}
