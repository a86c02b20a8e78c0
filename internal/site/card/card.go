// Package card draws the picture that stands beside a page's title where somebody shares the
// page: a label with the section, the name of the site, the title and the address.
//
// A site has thousands of pages, and to draw and compress one picture of this size with
// image/draw and image/png takes longer than all else that Waybill does for a page. A [Press]
// works as its name says. A picture has four shades, two bits a pixel, and is put together
// from strips: each is compressed on its own, and those that many pictures share are kept.
// What is left to do for one page are the lines of its title, set from letters that were
// drawn once.
package card

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomonobold"
)

// Width and Height are the size of every card in pixels, the one that the large networks ask
// for.
const (
	Width  = 1200
	Height = 630
)

// Where things stand, in pixels from the left or the top.
const (
	frame  = 32 // of white around the label
	border = 6  // of the label
	left   = 84 // where text begins
	right  = Width - left

	barEnd   = 126 // the black bar with the names ends
	barLine  = 94  // and its text stands on this line
	titleTop = 22  // from there to the title
	footTop  = 486 // the perforation, from which the next two are counted
	footLine = 558 - footTop
	footEnd  = Height - frame - footTop
)

// styles are how a title may be set, the largest first: the size of its letters, from line to
// line, and how many lines there is room for.
var styles = []struct{ em, leading, lines int }{
	{112, 124, 2},
	{88, 100, 3},
	{64, 75, 4},
}

// number stands on every card as the site draws numbers, in its parts.
var number = []string{"RR", "47312482", "9", "GB"}

// A Press prints the cards of one site in one language. Its methods may be called from
// several goroutines.
type Press struct {
	site, address string

	titles []*typeface // for each of styles
	names  *typeface
	codes  *typeface

	sheets sync.Pool // *sheet

	mu   sync.Mutex
	kept map[string]strip // that many cards share, by what they show
}

// NewPress returns a press for a site of that name, which stands at an address such as
// "example.org/parcels".
func NewPress(site, address string) (*Press, error) {
	p := &Press{site: site, address: address, kept: map[string]strip{}}
	var err error
	for _, style := range styles {
		face, err := newTypeface(gobold.TTF, style.em)
		if err != nil {
			return nil, err
		}
		p.titles = append(p.titles, face)
	}
	if p.names, err = newTypeface(gobold.TTF, 40); err != nil {
		return nil, err
	}
	if p.codes, err = newTypeface(gomonobold.TTF, 36); err != nil {
		return nil, err
	}
	return p, nil
}

// Print returns the card of a page, a PNG; section may be "". A text for which there are no letters (they are
// Latin, Greek and Cyrillic) is left out, and a title that is left out makes place for the
// name of the site. A title that is too long ends in "…".
func (p *Press) Print(section, title string) ([]byte, error) {
	if !p.names.writes(title) {
		title = p.site
	}
	face, leading, lines := p.set(title)
	head, err := p.keep("head "+section, barEnd+titleTop, func(s *sheet) { p.head(s, section) })
	if err != nil {
		return nil, err
	}
	text, err := p.strip(len(lines)*leading+leading/8, func(s *sheet) {
		s.sides()
		for i, line := range lines {
			s.write(face, left, i*leading+leading*7/8, line)
		}
	})
	if err != nil {
		return nil, err
	}
	room := footTop - barEnd - titleTop - text.rows
	rest, err := p.keep(fmt.Sprint("rest ", room), room, (*sheet).sides)
	if err != nil {
		return nil, err
	}
	foot, err := p.keep("foot", Height-footTop, p.foot)
	if err != nil {
		return nil, err
	}
	return encode(head, text, rest, foot), nil
}

// set breaks a title into lines, in the largest letters in which it fits.
func (p *Press) set(title string) (face *typeface, leading int, lines []string) {
	for i, style := range styles {
		var fits bool
		face, leading = p.titles[i], style.leading
		if lines, fits = face.wrap(title, right-left); fits && len(lines) <= style.lines {
			return face, leading, lines
		}
	}
	if room := styles[len(styles)-1].lines; len(lines) > room {
		lines[room-1] = strings.Join(lines[room-1:], " ")
		lines = lines[:room]
	}
	for i, line := range lines {
		lines[i] = face.cut(line, right-left)
	}
	return face, leading, lines
}

// head draws the bar with the names of the section and the site.
func (p *Press) head(s *sheet, section string) {
	s.sides()
	s.fill(0, 0, Width, frame, stock)
	s.fill(frame, frame, Width-frame, barEnd, ink)
	x := left
	if section != "" && p.names.writes(section) {
		section = p.names.cut(section, (right-left)/2)
		s.write(p.names, x, barLine, section)
		x += p.names.width(section) + 40
	}
	if p.names.writes(p.site) {
		name := p.names.cut(p.site, right-x)
		if x > left {
			x = right - p.names.width(name)
		}
		s.write(p.names, x, barLine, name)
	}
}

// foot draws what stands below the perforation: the address, and a number.
func (p *Press) foot(s *sheet) {
	const dash, gap, between = 14, 10, 14
	s.sides()
	s.fill(frame, footEnd-border, Width-frame, footEnd, ink)
	s.fill(0, footEnd, Width, s.rows, stock)
	for x := frame + border + gap; x+dash < Width-frame-border; x += dash + gap {
		s.fill(x, 0, x+dash, border/2, ink)
	}
	x := right
	for i := range number {
		part := number[len(number)-1-i]
		width := p.codes.width(part)
		x -= width
		s.write(p.codes, x, footLine, part)
		s.fill(x, footLine+2*border, x+width, footLine+3*border, ink)
		x -= between
	}
	if p.codes.writes(p.address) {
		s.write(p.codes, left, footLine, p.codes.cut(p.address, x-left))
	}
}

// keep returns the strip of that name, which is drawn the first time that it is wanted.
func (p *Press) keep(name string, rows int, draw func(*sheet)) (strip, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, ok := p.kept[name]; ok {
		return s, nil
	}
	s, err := p.strip(rows, draw)
	if err == nil {
		p.kept[name] = s
	}
	return s, err
}

// strip draws and compresses a strip.
func (p *Press) strip(rows int, draw func(*sheet)) (strip, error) {
	s, ok := p.sheets.Get().(*sheet)
	if !ok {
		s = newSheet()
	}
	defer p.sheets.Put(s)
	s.clear(rows)
	draw(s)
	return s.compress()
}
