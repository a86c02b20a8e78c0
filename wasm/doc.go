// Command wasm is the page's behaviour, compiled to WebAssembly: it reads a
// tracking number as it is typed, asks the proxy for its timeline and draws both
// with the page's own <template> elements.
//
// static/js/waybill.js loads it on first use and hands over, as the global
// waybill, the tracker's element, the bytes of the number table, text that was
// pasted meanwhile, and ask, a fetch that ends in time and in size.
//
// What is decided here in plain Go and what touches the page are kept apart.
// Files whose name ends in _js.go hold a [syscall/js.Value] and need a browser;
// the others are pure and are tested like any other code:
//
//	reading    what can be said of a typed number
//	segment    the number cut where its parts are, in the characters typed
//	days       scan events grouped by the carrier's own days
//	silence    the usual silences of a carrier, laid on the journey
//	words      phrases of the page, filled in
//
// Three rules hold everywhere. Words for people come from the page, which has
// them in <template id="t-words">. Text of a carrier becomes a text node and
// nothing else. A handler that breaks says so in the page (see guard in
// page_js.go) and leaves the rest working.
//
// Outside a browser the command only says what it is for.
package main
