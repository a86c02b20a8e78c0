package browser

import "waybill/wasm/text"

// The border between a module and static/js/page.js. It is drawn by hand, with two
// functions each way and nothing but text across, because package syscall/js would
// weigh 18 kB of a module and be asked for each single step.

// call does a verb of [Host] and returns the length of its answer in bytes.
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
	rest, more := string(ask(verb, "", "")), true
	n := 1
	for i := range len(rest) {
		if rest[i] == 0 {
			n++
		}
	}
	out := make([]string, 0, n)
	for more {
		var one string
		one, rest, more = text.Cut(rest, "\x00")
		out = append(out, one)
	}
	return out
}

// handle deals with an event. An exported function has no other way to the state
// that Run sets up; it is written once. Before that, and in tests, it does
// nothing.
var handle = func() {}

// happened is called by the page when the verb "event" has something to say.
//
//lint:ignore U1000 the page calls it
//go:wasmexport event
func happened() { handle() }

// Run starts a module and never returns. What it needs to begin with is the number
// table, the options of the page's HTML and the page's own words; begin makes of them
// what deals with events, or reports an error, for which the loader says in the page
// that the module has stopped. An event that breaks something calls reset, is told
// with the verb "broken", and the next one is dealt with as if nothing had happened.
func Run(begin func(h Host, table []byte, options, words []string) (on func(*Event), reset func(), err error)) {
	h := Host(func(verb, a, b string) string { return string(ask(verb, a, b)) })
	on, reset, err := begin(h, ask("table", "", ""), texts("options"), texts("words"))
	if err != nil {
		println("the module cannot begin:", err.Error())
		return
	}
	handle = func() {
		defer func() {
			if reason := recover(); reason != nil {
				reset()
				h.Do("broken", broken(reason))
			}
		}()
		on(NewEvent(texts("event")))
	}
	// The page must not tell of anything before: where the runtime collects garbage
	// meanwhile, it gives the browser its turn.
	h.Do("begun", "")
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
