// Package figure draws a tracking number in its parts, the signature of the site: in
// the field while it is typed, and at the head of its timeline.
package figure

import (
	"unicode/utf8"

	"waybill/internal/tracknum"
	"waybill/wasm/browser"
)

// Segment is one part of a number in the very characters that were typed.
type Segment struct {
	_      [0]func() // no comparing: the code for it would be weight in the page
	part   *tracknum.Part
	before string // what was typed in front of it and is in no part: a space, a dash
	text   string // from its first character to its last, spaces between them included
}

// Typed returns the segment as it was typed, with what stands in front of it.
func (s *Segment) Typed() string { return s.before + s.text }

// Cut lays the parts of the normalised number over what was typed. It returns
// nil when they do not belong together.
func Cut(typed, number string, parts []tracknum.Part) []Segment {
	if tracknum.Normalize(typed) != number {
		return nil
	}
	var segments []Segment
	at, end := 0, 0 // in number, and behind the last character of a part in typed
	for i := 0; i < len(typed); {
		_, size := utf8.DecodeRuneInString(typed[i:])
		kept := len(tracknum.Normalize(typed[i : i+size]))
		if kept > 0 && len(segments) < len(parts) && parts[len(segments)].Start == at {
			segments = append(segments, Segment{part: &parts[len(segments)], before: typed[end:i]})
			end = i
		}
		at += kept
		i += size
		if n := len(segments); kept > 0 && n > 0 {
			segments[n-1].text += typed[end:i]
			end = i
		}
	}
	if len(segments) != len(parts) {
		return nil
	}
	return segments
}

// blanks returns, for each segment but the last, as many no-break spaces as
// there are characters from its start to the start of the next: the leaders of
// the drawing stand on them.
func blanks(segments []Segment) []string {
	const blank = "\u00a0"
	var cells []string
	for i := 0; i+1 < len(segments); i++ {
		cell := ""
		for range segments[i].text + segments[i+1].before {
			cell += blank
		}
		cells = append(cells, cell)
	}
	return cells
}

// Underline underlines the number part by part: the same characters in the same type
// as in the field, each part with a line below it.
func Underline(s *browser.Sheet, segments []Segment) {
	for i := range segments {
		seg := &segments[i]
		if seg.before != "" {
			s.Row("gap", "text", seg.before)
		}
		drawSegment(s, seg)
	}
}

func drawSegment(s *browser.Sheet, seg *Segment) {
	class := string(seg.part.Kind)
	if seg.part.OK == tracknum.CheckPass || seg.part.OK == tracknum.CheckFail {
		class += " " + string(seg.part.OK)
	}
	s.Open("seg")
	s.Class(class)
	s.Set("text", seg.text)
	s.Close()
}

// Names names the parts of a number, one row each. Before a name stand as
// many leaders as there are parts before it, so that it hangs below its own
// part; the style sheet turns the rows around, so that no two leaders cross.
func Names(s *browser.Sheet, segments []Segment) {
	cells := blanks(segments)
	for k := range segments {
		part := segments[k].part
		s.Open("part")
		s.Set("name", part.Name)
		s.Set("text", part.Text)
		s.Set("meaning", part.Meaning)
		s.Flag("pass", part.OK == tracknum.CheckPass && part.Kind == tracknum.PartCheck)
		s.Flag("fail", part.OK == tracknum.CheckFail)
		s.List("leads")
		for _, cell := range cells[:k] {
			s.Row("lead", "text", cell)
		}
		s.End()
		s.Close()
	}
}

// Draw heads a result with its number, cut in the way of carrier.
func Draw(s *browser.Sheet, table *tracknum.Table, number, carrier string) {
	s.List("figure")
	segments := Cut(number, number, table.Anatomy(number, Of(table, number, carrier)))
	Underline(s, segments)
	if len(segments) == 0 {
		s.Open("seg")
		s.Class("other")
		s.Set("text", number)
		s.Close()
	}
	s.End()
}

// Of returns the match of number with a format of carrier, or its best match when
// carrier has none; the zero match, of which nothing is known, when nothing fits.
func Of(table *tracknum.Table, number, carrier string) *tracknum.Match {
	matches := table.Identify(number, tracknum.Hints{Carrier: carrier}).Matches
	for i := range matches {
		if matches[i].Carrier == carrier {
			return &matches[i]
		}
	}
	if len(matches) == 0 {
		return new(tracknum.Match)
	}
	return &matches[0]
}
