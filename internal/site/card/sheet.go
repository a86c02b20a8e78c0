package card

import (
	"bytes"

	"github.com/klauspost/compress/flate"
)

// The first and the last of the four shades.
const (
	stock = 0
	ink   = 3
)

// stride is how long a row is as PNG wants it: how it is filtered (not at all), then four
// pixels a byte, the first in the highest bits.
const stride = 1 + Width/4

// sheet is what a strip is drawn on.
type sheet struct {
	rows   int
	pixels []byte

	small bytes.Buffer
	flate *flate.Writer
}

func newSheet() *sheet {
	s := &sheet{}
	s.flate, _ = flate.NewWriter(&s.small, flate.BestSpeed) // fails for other levels only
	return s
}

// clear makes s an empty sheet of some rows.
func (s *sheet) clear(rows int) {
	s.rows = rows
	if cap(s.pixels) < rows*stride {
		s.pixels = make([]byte, rows*stride)
	}
	s.pixels = s.pixels[:rows*stride]
	clear(s.pixels)
}

// fill gives a rectangle one shade. Its right and lower edge are not part of it.
func (s *sheet) fill(x0, y0, x1, y1, shade int) {
	for y := y0; y < y1; y++ {
		row := s.pixels[y*stride+1 : (y+1)*stride]
		for x := x0; x < x1; x++ {
			at := 6 - 2*(x%4)
			row[x/4] = row[x/4]&^(3<<at) | byte(shade<<at)
		}
	}
}

// sides draws the border of the label to the left and the right.
func (s *sheet) sides() {
	s.fill(frame, 0, frame+border, s.rows, ink)
	s.fill(Width-frame-border, 0, Width-frame, s.rows, ink)
}

// write sets a line of text that begins at x and stands on y: in ink where the sheet is
// empty, in white where it is black.
func (s *sheet) write(f *typeface, x, y int, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.walk(text, func(l *letter, pen int) { s.stamp(l, x+pen+l.x, y+l.y) })
}

// stamp puts a letter on the sheet.
func (s *sheet) stamp(l *letter, x, y int) {
	shift := x % 4
	width := l.strides[shift]
	if width == 0 {
		return
	}
	for i := 0; i*width < len(l.rows[shift]); i++ {
		if y+i < 0 || y+i >= s.rows {
			continue // an accent that is higher than its line
		}
		row := s.pixels[(y+i)*stride+1+x/4 : (y+i+1)*stride]
		for n, four := range l.rows[shift][i*width : (i+1)*width] {
			row[n] ^= four
		}
	}
}
