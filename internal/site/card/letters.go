package card

import (
	"fmt"
	"image"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// typeface is a font in one size, with the letters that were wanted so far.
type typeface struct {
	mu      sync.Mutex
	face    font.Face
	letters map[rune]*letter
	kerns   map[[2]rune]int
}

// letter is one letter as it is printed. Its rows are packed as those of a sheet, once for
// each of the four places in a byte where it may begin.
type letter struct {
	missing bool
	advance int
	x, y    int // from the pen to its upper left corner
	strides [4]int
	rows    [4][]byte
}

func newTypeface(ttf []byte, em int) (*typeface, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read the letters of cards: %w", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(em), DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("cut the letters of cards: %w", err)
	}
	return &typeface{face: face, letters: map[rune]*letter{}, kerns: map[[2]rune]int{}}, nil
}

// letter returns a letter; f.mu is held.
func (f *typeface) letter(r rune) *letter {
	if l, ok := f.letters[r]; ok {
		return l
	}
	l := f.draw(r)
	f.letters[r] = l
	return l
}

func (f *typeface) draw(r rune) *letter {
	box, mask, corner, advance, ok := f.face.Glyph(fixed.Point26_6{}, r)
	l := &letter{missing: !ok, advance: advance.Round(), x: box.Min.X, y: box.Min.Y}
	alpha, ok := mask.(*image.Alpha)
	if !ok {
		return l
	}
	for shift := range 4 {
		width := (box.Dx() + shift + 3) / 4
		rows := make([]byte, width*box.Dy())
		for y := range box.Dy() {
			for x := range box.Dx() {
				shade := (int(alpha.AlphaAt(corner.X+x, corner.Y+y).A)*ink + 127) / 255
				at := x + shift
				rows[y*width+at/4] |= byte(shade << (6 - 2*(at%4)))
			}
		}
		l.strides[shift], l.rows[shift] = width, rows
	}
	return l
}

// walk calls do, which may be nil, for each letter with the place of its pen, and returns how
// wide the text is; f.mu is held.
func (f *typeface) walk(text string, do func(l *letter, pen int)) int {
	pen, before := 0, rune(-1)
	for _, r := range text {
		if before >= 0 {
			pen += f.kern(before, r)
		}
		before = r
		l := f.letter(r)
		if do != nil {
			do(l, pen)
		}
		pen += l.advance
	}
	return pen
}

// kern returns how much closer two letters stand than others; f.mu is held.
func (f *typeface) kern(a, b rune) int {
	k, ok := f.kerns[[2]rune{a, b}]
	if !ok {
		k = f.face.Kern(a, b).Round()
		f.kerns[[2]rune{a, b}] = k
	}
	return k
}

// writes reports whether f has all the letters of a text.
func (f *typeface) writes(text string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range text {
		if f.letter(r).missing {
			return false
		}
	}
	return true
}

// width returns how wide a text is.
func (f *typeface) width(text string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.walk(text, nil)
}

// cut shortens a text that is wider than width, and marks where.
func (f *typeface) cut(text string, width int) string {
	if f.width(text) <= width {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && f.width(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimSpace(string(letters)) + "…"
}

// wrap breaks a text into as few lines as it needs, as even as that allows, and reports
// whether all of them are as narrow as width: a long word may not be.
func (f *typeface) wrap(text string, width int) (lines []string, fits bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	words := strings.Fields(text)
	widths := make([]int, len(words))
	fits = true
	for i, word := range words {
		widths[i] = f.walk(word, nil)
		fits = fits && widths[i] <= width
	}
	space := f.letter(' ').advance
	ends := breaks(widths, space, width)
	narrow, wide := 0, width // the narrowest column of as many lines is between them
	for narrow < wide {
		middle := (narrow + wide) / 2
		if len(breaks(widths, space, middle)) > len(ends) {
			narrow = middle + 1
		} else {
			wide = middle
		}
	}
	from := 0
	for _, to := range breaks(widths, space, wide) {
		lines = append(lines, strings.Join(words[from:to], " "))
		from = to
	}
	return lines, fits
}

// breaks fills lines of a width with words, one after the other, and returns the number of the
// word after each line.
func breaks(widths []int, space, width int) []int {
	var ends []int
	line := 0
	for i, word := range widths {
		switch {
		case i == 0:
			line = word
		case line+space+word > width:
			ends = append(ends, i)
			line = word
		default:
			line += space + word
		}
	}
	return append(ends, len(widths))
}
