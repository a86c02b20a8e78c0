package catalog

// Rendered is the body of a page as HTML, in parts.
type Rendered struct {
	Parts     []Part
	Headings  []Heading
	Questions []Question
}

// Part is a run of HTML, or a place where the template puts a section made
// from the front matter. Exactly one field is set.
type Part struct {
	HTML    string
	Section string // "formats", "services", "wordings", "partners", "contacts", "tracker"
}

// Heading is an h2 of the body, for a table of contents.
type Heading struct {
	ID   string
	Text string
}

// Question is an entry of a FAQ block.
type Question struct {
	ID     string
	Text   string
	Answer string // HTML
}
