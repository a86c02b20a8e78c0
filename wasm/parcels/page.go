package main

import (
	"waybill/internal/tracknum"
	"waybill/wasm/browser"
	"waybill/wasm/text"
)

// page is what the page knows of parcels, and what it does at each event. It touches
// nothing itself. What it wants done, and what it wants to know of the browser, it
// asks of host:
//
//	draw SELECTOR SHEET      put a sheet in place of what an element holds
//	result SHEET             show a label
//	busy SHEET               the same, while an answer is awaited
//	redraw SHEET             show a label in place of one that is read already
//	arrive                   take the person to the label
//	clear                    take the label away
//	focus SELECTOR INDEX     move the focus
//	say TEXT                 have it read aloud
//	title TEXT               name the page; "" gives its own title back
//	address FRAGMENT         write into the address bar
//	track NUMBER SLUG        have the number field read this number and track it
//	copy FRAGMENT|TEXT       put a link to this site (#…) or a text on the clipboard
//	label TEXT               show a text on the button that was pressed last
//	save NAME TEXT           hand the person a file
//	ask URL TURN             fetch JSON, then send answer or failed with TURN
//	data URL WHAT            fetch JSON, then send data with WHAT
//	raw TURNS SELECTOR       put the answer to a request, as it came, into an element
//	later EVENT              send an event once what was shown is painted
//	stop TURN                give up what was asked
//	online                   "yes" unless the browser knows that it is not
//	now                      seconds since 1970-01-01 UTC
//	today [OFFSET]           the reader's day, counted from 1970-01-01, or the day on
//	                         a clock that many seconds east of UTC
//	day DAY STYLE            a day in words: long, brief
//	window DAY DAY           two days in words, from and to
//	clock SECONDS            a moment on the reader's clock
//	country CODE             the name of a country, "" when the browser has none
//	map COUNTRIES SCANNED    draw the way between countries, of which so many were reached
//	row ID SHEET             draw one row of the list anew
//	value SELECTOR           what stands in a field
//	complain SELECTOR TEXT   say at a field what is wrong with it
//	store ID PAIRS           keep a parcel in this browser, see store.go
//	drop ID                  take a parcel out of what is kept, for a while
//	restore ID               put it back
//	fetch ID                 send kept with what is kept of a parcel
type page struct {
	host  browser.Host
	table *tracknum.Table
	words words
	base  string // path under which the site stands
	proxy string // address below which /v1/ is found, of this site
	own   string // the reader's choice: "", "none", or the address of another proxy

	turns  int // counts requests
	off    int // days that the clock of this device is ahead of the answers
	know   knowledge
	open   *parcel    // the one whose label is shown; nil when none is
	free   *reckoning // last days without a parcel; nil where nobody asked for them
	byHand bool       // the person pressed for it, and is taken to the label
	list   list
}

// newPage returns the page for the options and words that the page's HTML has.
func newPage(h browser.Host, table *tracknum.Table, options, said []string) *page {
	p := &page{host: h, table: table, words: newWords(said)}
	if len(options) >= 3 {
		p.base, p.proxy = options[1], options[2]
	}
	return p
}

// on does what an event asks for:
//
//	track NUMBER SLUG HOW          show a parcel; HOW is "hand" when somebody pressed for it
//	link NAME NUMBER SLUG          what else the address said of the parcel: a name, a second leg
//	refuse NUMBER SLUG HOW         the same, for a number that cannot exist
//	clear                          no parcel is meant any more
//	typed                          somebody types: no label may take the focus
//	click ACT VALUE                a button, by its data-act and data-value
//	set KEY VALUE WHERE            a field of the label, of the list or, WHERE "reckon", of the
//	                               last days without a parcel was changed
//	reckon TROUBLES                last days are asked for without a parcel
//	answer TURN OK TYPE RETRY PAIRS…   an answer to ask; for PAIRS see answer
//	failed TURN                    nobody answered
//	data WHAT OK - - PAIRS…        an answer to data
//	rest                           the label is painted
//	missed                         a drawing was left out while a button was held down
//	copied PHRASE                  whether the clipboard took it
//	proxy CHOICE                   which proxy is asked
//	keep LINES                     numbers, each with its carrier, for the list
//	stored - - - - PAIRS…          all that is kept, at the start and after another tab's change
//	kept ID - - - PAIRS…           one parcel that is kept, with its answers
//	storage WHAT                   keeping failed: blocked, full or broken
//	tick ID…                       time has passed; the rows of these parcels are in view
//	import TEXT - - - PAIRS…       a file of the reader; PAIRS when it is JSON
func (p *page) on(e *browser.Event) {
	switch e.Name {
	case "track":
		p.track(e.A, e.B, e.C != "")
	case "link":
		p.link(e.A, e.B, e.C)
	case "refuse":
		p.refuse(e.A, e.B, e.C != "")
	case "clear":
		p.clear()
	case "typed":
		p.byHand = false
	case "click":
		p.act(e.A, e.B)
	case "set":
		p.set(e.A, e.B, e.C)
	case "reckon":
		p.reckon(e.A)
	case "answer":
		p.answered(e.A, e.B != "", e.C, e.D, newAnswer(e.Rest))
	case "failed":
		p.unreachable(e.A)
	case "data":
		p.learn(e.A, e.B != "", newAnswer(e.Rest))
	case "rest":
		p.rest()
	case "missed":
		p.redraw()
		p.drawList()
	case "copied":
		p.host.Do("label", p.words[e.A])
	case "proxy":
		p.own = e.A
	case "keep":
		p.keepLines(e.A)
	case "stored":
		p.list.read(newAnswer(e.Rest))
		p.drawList()
	case "kept":
		p.reopen(e.A, newAnswer(e.Rest))
	case "storage":
		p.list.trouble = e.A
		p.drawList()
	case "tick":
		p.tick(append([]string{e.A, e.B, e.C, e.D}, e.Rest...))
	case "import":
		p.imported(e.A, newAnswer(e.Rest))
	}
}

// act does what a button says.
func (p *page) act(verb, value string) {
	switch verb {
	case "retry":
		p.again()
	case "more":
		p.more()
	case "copy":
		p.host.Do("copy", text.First(value, p.number()))
	case "share":
		if p.open != nil {
			p.host.Do("copy", p.open.fragment())
		}
	case "next":
		p.next()
	case "join":
		p.join()
	case "part":
		p.part()
	case "raw":
		p.raw(value)
	case "unfold":
		p.unfold()
	case "calendar":
		p.saveCalendar()
	case "letter":
		p.drawLetter(value)
	case "copy-letter":
		p.host.Do("copy", p.host("value", "[data-letter-text]", ""))
	default:
		p.actOnList(verb, value)
	}
}

// set takes over what the person wrote into a field.
func (p *page) set(key, value, where string) {
	switch {
	case where == "reckon":
		p.reckonWith(key, value)
		return
	case key == "find", key == "tag":
		p.filter(key, value)
		return
	}
	if p.open != nil && p.open.set(key, value) {
		p.keepNote(p.open)
		p.redraw()
	}
}

func (p *page) number() string {
	if p.open == nil {
		return ""
	}
	return p.open.number
}
