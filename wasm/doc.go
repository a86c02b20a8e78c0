// Command wasm is the page's behaviour, compiled to WebAssembly: it reads a
// tracking number as it is typed, asks the proxy for its timeline and says how
// both are to be drawn with the page's own <template> elements.
//
// It is a state machine that touches nothing: events of the page come in as
// text, and what the page is asked to do goes out as text. static/js/waybill.js
// loads it on first use; static/js/page.js is its hands and tells it of events.
// main_js.go is the border between the two, four functions wide, drawn by hand
// because package syscall/js would weigh 18 kB of the module. So everything else
// here is plain Go that needs no browser and is tested like any other code:
//
//	page      the events, and the verbs that the page understands
//	field     what is told below the number field
//	track     a request and the answer to it
//	label     the label of a parcel: strip, days, scans
//	reading   what can be said of a typed number
//	segment   the number cut where its parts are, in the characters typed
//	answer    a timeline out of an answer that nobody vouches for
//	days      scan events grouped by the carrier's own days
//	silence   the usual silences of a carrier, laid on the journey
//	words     the page's own phrases, filled in
//	sheet     what is to be drawn, written down
//
// Three rules hold everywhere. Words for people come from the page, whose
// templates have them. Text of a carrier becomes a text node and nothing else. An
// event that breaks something says so in the page, and the next one is dealt with
// as if nothing had happened.
//
// Outside a browser the command only says what it is for.
package main
