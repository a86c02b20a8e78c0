package main

import (
	"unicode/utf8"

	"waybill/internal/tracknum"
)

// segment is one part of a number in the very characters that were typed.
type segment struct {
	_      [0]func() // no comparing: the code for it would be weight in the page
	part   *tracknum.Part
	before string // what was typed in front of it and is in no part: a space, a dash
	text   string // from its first character to its last, spaces between them included
}

// cut lays the parts of the normalised number over what was typed. It returns
// nil when they do not belong together.
func cut(typed, number string, parts []tracknum.Part) []segment {
	if tracknum.Normalize(typed) != number {
		return nil
	}
	var segments []segment
	at, end := 0, 0 // in number, and behind the last character of a part in typed
	for i := 0; i < len(typed); {
		_, size := utf8.DecodeRuneInString(typed[i:])
		kept := len(tracknum.Normalize(typed[i : i+size]))
		if kept > 0 && len(segments) < len(parts) && parts[len(segments)].Start == at {
			segments = append(segments, segment{part: &parts[len(segments)], before: typed[end:i]})
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
func blanks(segments []segment) []string {
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

// drawSegments underlines the number part by part: the same characters in the same type
// as in the field, each part with a line below it.
func drawSegments(s *sheet, segments []segment) {
	for i := range segments {
		seg := &segments[i]
		if seg.before != "" {
			s.row("gap", "text", seg.before)
		}
		drawSegment(s, seg)
	}
}

func drawSegment(s *sheet, seg *segment) {
	class := string(seg.part.Kind)
	if seg.part.OK == tracknum.CheckPass || seg.part.OK == tracknum.CheckFail {
		class += " " + string(seg.part.OK)
	}
	s.open("seg")
	s.class(class)
	s.set("text", seg.text)
	s.close()
}

// drawParts names the parts of a number, one row each. Before a name stand as
// many leaders as there are parts before it, so that it hangs below its own
// part; the style sheet turns the rows around, so that no two leaders cross.
func drawParts(s *sheet, segments []segment) {
	cells := blanks(segments)
	for k := range segments {
		part := segments[k].part
		s.open("part")
		s.set("name", part.Name)
		s.set("text", part.Text)
		s.set("meaning", part.Meaning)
		s.flag("pass", part.OK == tracknum.CheckPass && part.Kind == tracknum.PartCheck)
		s.flag("fail", part.OK == tracknum.CheckFail)
		s.list("leads")
		for _, cell := range cells[:k] {
			s.row("lead", "text", cell)
		}
		s.end()
		s.close()
	}
}

// drawFigure heads a result with its number, cut in the way of carrier.
func drawFigure(s *sheet, table *tracknum.Table, number, carrier string) {
	s.list("figure")
	segments := cut(number, number, table.Anatomy(number, of(table, number, carrier)))
	drawSegments(s, segments)
	if len(segments) == 0 {
		s.open("seg")
		s.class("other")
		s.set("text", number)
		s.close()
	}
	s.end()
}
