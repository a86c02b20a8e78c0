// Command parcels is what the page does with parcels, compiled to WebAssembly: it asks
// the proxy for their timelines, joins the legs, judges silences, reckons time limits,
// and keeps the reader's list.
//
// It is the second of the page's two modules. The first, package wasm above, reads
// numbers while they are typed, and hands one over when it is to be tracked; static/
// js/parcels.js loads this one then, or at once where a list is kept in the browser.
// Like the first it is a state machine that touches nothing (see package browser):
//
//	page       the events, and the verbs that the page understands
//	parcel     a parcel, its legs, and what the reader wrote down about it
//	track      asking for the legs and taking in the answers
//	knowledge  what the site's content says of silences, time limits and holidays
//	label      the label of a parcel: the answer, the verdict, strip, legs, scans
//	deadlines  what to do and by when, and the letters
//	calendar   the days of a parcel as an .ics file
//	list       the kept parcels, in the order "needs you first"
//	store      how they are written down
//	refresh    when they are asked about again
//	portable   the list as JSON and as a table, out and in
//	answer     timelines and rules out of JSON that nobody vouches for
//	days       scan events grouped by the carrier's own days
//	silence    the usual silences of a carrier, laid on the journey
//	words      the page's own phrases, filled in
//
// Three rules hold everywhere. Words for people come from the page, whose templates
// have them. Text of a carrier becomes a text node and nothing else. An event that
// breaks something says so in the page, and the next one is dealt with as if nothing
// had happened.
//
// Outside a browser the command only says what it is for.
package main
