package templates

import (
	"context"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/a-h/templ"

	"waybill/internal/locale"
)

// slot is what a text has under a name: something in the place of {name}, or what
// stands around the text of [text](name).
type slot struct {
	name          string
	before, after string // HTML
}

// put puts a plain text in.
func put(name, text string) slot { return slot{name, html.EscapeString(text), ""} }

// code puts a text in that is read character by character.
func code(name, text string) slot {
	return slot{name, `<b class="code">` + html.EscapeString(text) + `</b>`, ""}
}

// date puts a day in, with what machines read of it.
func date(name, day, said string) slot {
	return slot{name, `<time datetime="` + html.EscapeString(day) + `">` + html.EscapeString(said) + `</time>`, ""}
}

// to makes a link within the site.
func to(name, url string) slot {
	return slot{name, `<a href="` + html.EscapeString(string(templ.URL(url))) + `">`, "</a>"}
}

// out makes a link that leads out of it.
func out(name, url string) slot {
	return slot{name, `<a href="` + html.EscapeString(string(templ.URL(url))) + `" rel="noopener">`, "</a>"}
}

// around puts a slot's before and after around a text: a link in the place of {name}.
func around(s slot, text string) slot {
	return slot{s.name, s.before + html.EscapeString(text) + s.after, ""}
}

// attribute makes a link whose address the page's module fills in.
func attribute(name string) slot { return slot{name, `<a data-href="` + name + `">`, "</a>"} }

// say writes a text of the interface with what is put into it. A text that names
// something else is an error: then the page cannot be drawn.
func say(text string, slots ...slot) templ.Component {
	return drawn(text, slots, func(name string) (string, error) {
		return "", fmt.Errorf("the words %q name %q, for which there is nothing here", text, name)
	})
}

// part writes a text of the tracker's templates: what is not among slots, the page's
// module puts in.
func part(text string, slots ...slot) templ.Component {
	return drawn(text, slots, func(name string) (string, error) {
		return `<span data-text="` + name + `"></span>`, nil
	})
}

func drawn(text string, slots []slot, other func(name string) (string, error)) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		if err := write(&b, locale.Pieces(text), slots, other); err != nil {
			return err
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

func write(b *strings.Builder, pieces []locale.Piece, slots []slot, other func(name string) (string, error)) error {
	for _, p := range pieces {
		before, after := "", ""
		switch p.Kind {
		case locale.PieceText:
			before = html.EscapeString(p.Text)
		case locale.PieceBold:
			before, after = "<b>", "</b>"
		default:
			found := false
			for _, s := range slots {
				if s.name == p.Name {
					before, after, found = s.before, s.after, true
				}
			}
			if !found {
				var err error
				if before, err = other(p.Name); err != nil {
					return err
				}
			}
		}
		b.WriteString(before)
		if err := write(b, p.In, slots, other); err != nil {
			return err
		}
		b.WriteString(after)
	}
	return nil
}
