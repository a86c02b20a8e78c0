// Package browser is the browser as a module of the page sees it: a host that is
// asked for things by a verb, events that it tells of, and sheets that say what is
// to be drawn. All of it is text, so that whatever uses it is a plain state machine,
// tested without a browser (see package browsertest).
//
// Its other side is static/js/page.js.
package browser

// Host is the page: a verb and two arguments whose meaning depends on it. It answers
// with a text, which is empty for verbs that only do something. Each module says
// which verbs it uses.
type Host func(verb, a, b string) string

// Do asks the page for something that has no answer and needs one argument.
func (h Host) Do(verb, arg string) { h(verb, arg, "") }

// Draw puts a sheet in place of what an element of the page holds.
func (h Host) Draw(selector string, s *Sheet) { h("draw", selector, s.String()) }

// Event is something that happened in the page, with what belongs to it. What is
// not told is empty.
type Event struct {
	Name       string
	A, B, C, D string
	Rest       []string
}

// NewEvent reads an event as the page tells it: its name, four texts, and more.
func NewEvent(said []string) *Event {
	all := append(said, "", "", "", "", "")
	e := &Event{Name: all[0], A: all[1], B: all[2], C: all[3], D: all[4]}
	if len(said) > 5 {
		e.Rest = said[5:]
	}
	return e
}
