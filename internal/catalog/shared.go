package catalog

// sharing is the shared shapes of one help page, with the places to which
// problems of the number table point.
type sharing struct {
	page    *Page
	file    file
	formats []span // of every format of every shape, in their order
}

// shared reads the key shared of a help page.
func (r *reader) shared(f *fields, page *Page) *sharing {
	s := &sharing{page: page, file: r.file}
	for _, g := range f.groups("shared") {
		one := Shared{Shape: g.need("shape").text, Note: g.text("note").text}
		formats := g.texts("formats")
		if len(formats) == 0 {
			g.missing("formats")
		}
		for _, v := range formats {
			one.Formats = append(one.Formats, v.text)
			s.formats = append(s.formats, v.span)
		}
		g.done()
		page.Shared = append(page.Shared, one)
	}
	return s
}
