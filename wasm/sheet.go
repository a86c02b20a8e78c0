package main

// sheet is what is to be drawn, written down: copies of the page's <template>
// elements, the values that fill them, and the rows of their lists. The page
// reads it in one go (see draw in static/js/page.js); nothing in it is markup.
// What comes from the page has no NUL in it.
//
// Every word of it ends with a NUL:
//
//	<id      a copy of <template id="t-id">, up to its >
//	=key     the next word is a value for the copy
//	@value   the data-value of its first element, which a click gives back
//	.class   a class of its first element
//	[key     rows of the list of that name, up to its ]
type sheet struct {
	b []byte
}

// open starts a copy of a template.
func (s *sheet) open(id string) { s.word("<", id) }

// close ends the copy.
func (s *sheet) close() { s.word(">", "") }

// list starts the rows of a list of the open copy. Its values come before.
func (s *sheet) list(key string) { s.word("[", key) }

// end ends the rows.
func (s *sheet) end() { s.word("]", "") }

// set gives the open copy a value. An empty one is the same as none.
func (s *sheet) set(key, value string) {
	if value != "" {
		s.word("=", key)
		s.word("", value)
	}
}

// flag gives the open copy a value that only says yes.
func (s *sheet) flag(key string, yes bool) {
	if yes {
		s.set(key, "yes")
	}
}

// value is what a click on the open copy gives back.
func (s *sheet) value(v string) { s.word("@", v) }

// class adds classes, separated by spaces, to the open copy.
func (s *sheet) class(c string) { s.word(".", c) }

// row is a copy with a single value.
func (s *sheet) row(id, key, value string) {
	s.open(id)
	s.set(key, value)
	s.close()
}

func (s *sheet) word(mark, text string) {
	s.b = append(s.b, mark...)
	s.b = append(s.b, text...)
	s.b = append(s.b, 0)
}

func (s *sheet) String() string { return string(s.b) }
