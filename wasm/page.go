package main

import (
	"waybill/internal/tracknum"
)

// page is the tracker of the page that was loaded: what it knows and what it
// does at each event. It touches nothing itself. What it wants done, and what it
// wants to know of the browser, it asks of host.
type page struct {
	host  host
	table *tracknum.Table
	words words

	lead  string // slug of the carrier whose page this is, or ""
	base  string // path under which the site stands
	proxy string // address below which /v1/ is found

	field field
	track track
}

// host is the page as static/js/page.js offers it: a verb and two arguments
// whose meaning depends on it. It answers with a text, which is empty for verbs
// that only do something.
//
//	draw SELECTOR SHEET      put a sheet in place of what an element holds
//	hint                     put back what stood below the empty field
//	field NUMBER             write into the field
//	invalid true|false       mark the field as wrong, for a screen reader
//	press SLUG               mark the choice of a carrier as pressed
//	prevent                  the event needs nothing more from the browser
//	settle                   send the event settled when nobody types for a while
//	result SHEET             show a label
//	busy SHEET               the same, while an answer is awaited
//	arrive                   take the person to the label
//	focus SELECTOR INDEX     move the focus
//	title TEXT               name the page; "" gives its own title back
//	address FRAGMENT         write into the address bar
//	copy FRAGMENT|TEXT       put a link to this site (#…) or a text on the clipboard
//	label TEXT               show a text on the button that was pressed last
//	ask URL TURN             fetch JSON, then send answer or failed with TURN
//	data URL SLUG            fetch JSON, then send data with SLUG, or nothing
//	stop                     give up what was asked
//	online                   "yes" unless the browser knows that it is not
//	clear                    take the label away
//	today [OFFSET]           the reader's day, counted from 1970-01-01, or the day on
//	                         a clock that many seconds east of UTC
//	day DAY STYLE            a day in words: long, brief
//	window DAY DAY           two days in words, from and to
//	clock SECONDS            a moment on the reader's clock
//	country CODE             the name of a country, "" when the browser has none
type host func(verb, a, b string) string

// newPage returns the page for the options and words that the page's HTML has.
func newPage(h host, table *tracknum.Table, options, said []string) *page {
	p := &page{host: h, table: table, words: make(words)}
	for i := 0; i+1 < len(said); i += 2 {
		p.words[said[i]] = said[i+1]
	}
	if len(options) == 3 {
		p.lead, p.base, p.proxy = options[0], options[1], options[2]
	}
	return p
}

// event is something that happened in the page, with what belongs to it:
//
//	typed VALUE                          the field was changed by hand
//	settled VALUE                        nobody has typed for a while
//	pasted TEXT                          a text was pasted into the field
//	submit VALUE                         Enter, or the button
//	click ACT DATA VALUE                 a button, by its data-act and data-value
//	address CARRIER - - - NUMBER…        what the address names: a number, more, or none
//	answer TURN OK TYPE RETRY PAIRS…     an answer to ask; for PAIRS see answer
//	failed TURN                          nobody answered
//	data SLUG - - - PAIRS…               an answer to data
//	copied PHRASE                        whether the clipboard took it
type event struct {
	name       string
	a, b, c, d string
	rest       []string
}

// newEvent reads an event as the page tells it. What is not told is empty.
func newEvent(said []string) *event {
	all := append(said, "", "", "", "", "")
	e := &event{name: all[0], a: all[1], b: all[2], c: all[3], d: all[4]}
	if len(said) > 5 {
		e.rest = said[5:]
	}
	return e
}

// on does what an event asks for.
func (p *page) on(e *event) {
	switch e.name {
	case "typed":
		p.typed(e.a)
	case "settled":
		p.show(e.a, true)
	case "pasted":
		if p.paste(e.a) {
			p.do("prevent", "")
		}
	case "submit":
		p.submit(e.a)
	case "click":
		p.act(e.a, e.b, e.c)
	case "address":
		p.open(e.a, e.rest)
	case "answer":
		if e.a == p.turn() {
			p.answered(e.b != "", e.c, e.d, newAnswer(e.rest))
		}
	case "failed":
		if e.a == p.turn() {
			p.unreachable()
		}
	case "data":
		p.learn(e.a, newAnswer(e.rest))
	case "copied":
		p.do("label", p.words[e.a])
	}
}

// do asks the page for something that has no answer and needs one argument.
func (p *page) do(verb, arg string) { p.host(verb, arg, "") }

// turn names the request whose answer is awaited or shown.
func (p *page) turn() string { return itoa(p.track.turn) }

// act does what a button says.
func (p *page) act(verb, value, typed string) {
	switch verb {
	case "repair":
		carrier, _ := said(p.field.found, value)
		p.put(value, carrier)
		p.do("focus", "[data-input]")
	case "choose":
		p.choose(typed, value)
	case "retry":
		p.request(p.track.number, p.track.carrier, true)
	case "next":
		p.next()
	case "more":
		p.more()
	case "copy":
		p.do("copy", p.track.number)
	case "share":
		p.do("copy", fragment(p.track.number, p.track.carrier))
	}
}

// fragment is the part of an address that names a parcel. It never reaches a
// server.
func fragment(number, carrier string) string {
	return "#n=" + escape(number) + "&c=" + escape(carrier)
}

// escape writes a text as a part of an address.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '_' || c == '.' {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}
