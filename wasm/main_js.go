package main

import (
	"waybill/internal/tracknum"
)

// The border between this module and static/js/page.js. It is drawn by hand,
// with two functions each way and nothing but text across, because package
// syscall/js would weigh 18 kB of the module and be asked for each single step.

// call does a verb of [host] and returns the length of its answer in bytes.
//
//go:wasmimport waybill call
func call(verb, a, b string) int32

// take copies the answer to p, which has room for it.
//
//go:wasmimport waybill take
func take(p *byte)

func ask(verb, a, b string) []byte {
	n := call(verb, a, b)
	if n <= 0 {
		return nil
	}
	answer := make([]byte, n)
	take(&answer[0])
	return answer
}

// texts returns an answer that is a list of texts.
func texts(verb string) []string {
	var out []string
	rest, more := string(ask(verb, "", "")), true
	for more {
		var text string
		text, rest, more = cutAt(rest, "\x00")
		out = append(out, text)
	}
	return out
}

// handle deals with an event. An exported function has no other way to the state
// that main sets up; it is written once. Where main does not run, in tests, it
// does nothing and needs no page.
var handle = func() {}

// happened is called by the page when the verb "event" has something to say.
//
//lint:ignore U1000 the page calls it
//go:wasmexport event
func happened() { handle() }

func main() {
	table, err := tracknum.Decode(ask("table", "", ""))
	if err != nil {
		// The loader tells in the page that the reader has stopped.
		println("the number table cannot be read:", err.Error())
		return
	}
	h := func(verb, a, b string) string { return string(ask(verb, a, b)) }
	p := newPage(h, table, texts("options"), texts("words"))
	handle = func() {
		defer func() {
			if reason := recover(); reason != nil {
				p.field.told = ""
				p.do("broken", broken(reason))
			}
		}()
		p.on(newEvent(texts("event")))
	}
	select {} // the page calls from here on
}

// broken is the text of a recovered panic.
func broken(reason any) string {
	switch r := reason.(type) {
	case error:
		return r.Error()
	case string:
		return r
	}
	return "unknown reason"
}
