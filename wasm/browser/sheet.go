package browser

// Sheet is what is to be drawn, written down: copies of the page's <template>
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
type Sheet struct {
	b []byte
}

// Open starts a copy of a template.
func (s *Sheet) Open(id string) { s.word("<", id) }

// Close ends the copy.
func (s *Sheet) Close() { s.word(">", "") }

// List starts the rows of a list of the open copy. Its values come before.
func (s *Sheet) List(key string) { s.word("[", key) }

// End ends the rows.
func (s *Sheet) End() { s.word("]", "") }

// Set gives the open copy a value. An empty one is the same as none.
func (s *Sheet) Set(key, value string) {
	if value != "" {
		s.word("=", key)
		s.word("", value)
	}
}

// Flag gives the open copy a value that only says yes.
func (s *Sheet) Flag(key string, yes bool) {
	if yes {
		s.Set(key, "yes")
	}
}

// Value is what a click on the open copy gives back.
func (s *Sheet) Value(v string) { s.word("@", v) }

// Class adds classes, separated by spaces, to the open copy.
func (s *Sheet) Class(c string) { s.word(".", c) }

// Row is a copy with a single value.
func (s *Sheet) Row(id, key, value string) {
	s.Open(id)
	s.Set(key, value)
	s.Close()
}

func (s *Sheet) word(mark, text string) {
	s.b = append(s.b, mark...)
	s.b = append(s.b, text...)
	s.b = append(s.b, 0)
}

// String returns the sheet as the page reads it.
func (s *Sheet) String() string { return string(s.b) }
