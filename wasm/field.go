package main

import (
	"waybill/internal/tracknum"
)

// field is what the page knows of the number field.
type field struct {
	now    reading          // what stands in it
	told   string           // the sheet that stands below it
	drawn  string           // the rows of its parts there
	chosen string           // slug of the carrier that was chosen for this number
	found  []tracknum.Found // numbers of a pasted text or of a link
}

// mostText is how many bytes of a pasted text are looked at.
const mostText = 200_000

// typed reads the field after a change by hand.
func (p *page) typed(value string) {
	f := &p.field
	if tracknum.Normalize(value) != f.now.number {
		f.chosen = ""
	}
	p.track.byHand = false // an answer on its way must not take the focus away
	p.show(value, false)
	if f.now.outcome != outcomeNothing && len(f.now.found) == 0 {
		f.found = nil // something else is being typed
	}
	p.do("settle", "")
}

// read says what can be said of the field's value.
func (p *page) read(value string, settled bool) {
	f := &p.field
	f.now = read(p.table, asked{typed: value, lead: p.lead, chosen: f.chosen, settled: settled, found: f.found})
	var ruler sheet
	drawSegments(&ruler, f.now.segments)
	p.host("draw", "[data-ruler]", ruler.String())
}

// show reads the field and tells below it what there is to say. What stands there
// already stays, because a screen reader reads every change aloud; the parts of
// the number, which change with each character, are not read aloud.
func (p *page) show(value string, settled bool) {
	p.read(value, settled)
	f := &p.field
	p.do("invalid", boolean(f.now.wrong()))
	var s, parts sheet
	f.now.draw(&s)
	drawParts(&parts, f.now.segments)
	told, drawn := s.String(), parts.String()
	switch {
	case told != f.told && f.now.outcome == outcomeNothing:
		p.do("hint", "")
	case told != f.told:
		p.host("draw", "[data-reading]", partsOpen+drawn+partsClose+told)
	case drawn != f.drawn:
		p.host("draw", "[data-list=parts]", drawn)
	}
	f.told, f.drawn = told, drawn
}

// The list of the parts, around its rows.
const (
	partsOpen  = "<parts\x00[parts\x00"
	partsClose = "]\x00>\x00"
)

// said reports whether number is among those found in a text, and of which
// carrier, as far as the text's links and names tell.
func said(found []tracknum.Found, number string) (carrier string, listed bool) {
	for i := range found {
		if f := &found[i]; f.Number == number {
			if len(f.Matches) > 0 {
				carrier = f.Matches[0].Carrier
			}
			return carrier, true
		}
	}
	return "", false
}

// put writes into the field and reads it.
func (p *page) put(number, carrier string) {
	p.do("field", number)
	p.field.chosen = carrier
	p.show(number, true)
}

// choose remembers which of several carriers is meant. The buttons stay where
// they are, so that the focus does too.
func (p *page) choose(value, slug string) {
	f := &p.field
	f.chosen = slug
	p.do("press", slug)
	r := read(p.table, asked{typed: value, lead: p.lead, chosen: slug, settled: true, found: f.found})
	var s sheet
	r.draw(&s)
	f.told = s.String() // with the button pressed, as it stands there now
	p.show(value, true)
}

// paste looks for numbers in a text that comes all at once. It reports false
// when the field should have the text as it is.
func (p *page) paste(text string) bool {
	text = text[:min(mostText, len(text))]
	f := &p.field
	f.found = nil
	if p.table.Identify(text, tracknum.Hints{}).Verdict == tracknum.Valid {
		return false
	}
	found := extract(p.table, text)
	switch len(found) {
	case 0:
		return false
	case 1:
		p.put(found[0].Number, found[0].Matches[0].Carrier)
	default:
		f.found = found
		p.put("", "")
	}
	return true
}

// submit asks for the number in the field, or says why it cannot.
func (p *page) submit(value string) {
	p.show(value, true)
	now := &p.field.now
	carrier := first(p.field.chosen, now.best())
	switch now.outcome {
	case outcomeMatch, outcomeChoose:
		p.request(now.number, carrier, true)
		return
	case outcomeInvalid, outcomeIssuer:
		p.refuse(now.number, carrier, true)
		return
	case outcomeUnknown, outcomeBegun:
		// A carrier's own page may know more of its numbers than we do.
		if carrier = first(p.field.chosen, p.lead); carrier != "" {
			p.request(now.number, carrier, true)
			return
		}
	}
	if len(now.repairs)+len(now.found) > 0 {
		p.do("focus", "[data-reading] [data-act]")
		return
	}
	p.do("focus", "[data-input]")
}

// open tracks what the address names: the first number is asked for, the others
// are offered. An address that names none clears the page, and one that names a
// number nobody can be asked about leaves no other parcel beside it.
func (p *page) open(carrier string, numbers []string) {
	if len(numbers) == 0 {
		p.put("", "")
		p.clear()
		return
	}
	if _, known := p.table.Carrier(carrier); !known {
		carrier = ""
	}
	f := &p.field
	f.found = nil
	if len(numbers) > 1 {
		for _, n := range numbers[:min(mostFound, len(numbers))] {
			f.found = append(f.found, tracknum.Found{Result: p.table.Identify(n, tracknum.Hints{Carrier: p.lead})})
		}
	}
	p.put(tracknum.Normalize(numbers[0]), carrier)
	switch f.now.outcome {
	case outcomeMatch, outcomeChoose:
		p.request(f.now.number, first(carrier, f.now.best()), false)
		return
	case outcomeInvalid, outcomeIssuer:
		p.refuse(f.now.number, first(carrier, f.now.best()), false)
		return
	case outcomeUnknown, outcomeBegun:
		if carrier != "" { // whoever made the link knows more than the number says
			p.request(f.now.number, carrier, false)
			return
		}
	}
	p.clear()
}

// draw tells a reading: what the number is, and what to do.
func (r *reading) draw(s *sheet) {
	switch r.outcome {
	case outcomeMatch:
		s.open("match")
		s.flag("unsure", r.match.Confidence < sure)
		s.set("name", r.match.Name)
		s.set("why", r.match.Why())
		s.close()
	case outcomeChoose:
		r.drawChoices(s)
	case outcomeBegun:
		names := ""
		for i := range r.choices {
			names = join(names, r.choices[i].Name)
		}
		s.open("begun")
		s.set("name", names)
		s.set("why", r.missing)
		s.close()
	case outcomeShort:
		s.open("short")
		s.close()
	case outcomeInvalid, outcomeIssuer, outcomeUnknown:
		s.open(string(r.outcome))
		s.set("suffix", r.number[max(0, len(r.number)-2):])
		s.list("repairs")
		for _, repair := range r.repairs {
			s.open("repair")
			s.value(repair.Number)
			s.set("number", repair.Number)
			s.set("reason", repair.Reason)
			s.close()
		}
		s.end()
		s.close()
	}
	r.drawFound(s)
}

// drawChoices offers the carriers that fit alike.
func (r *reading) drawChoices(s *sheet) {
	s.open("choose")
	s.list("choices")
	for i := range r.choices {
		m := &r.choices[i]
		s.open("choice")
		s.value(m.Carrier)
		s.set("name", m.Name)
		s.set("why", m.Why())
		s.flag("pressed", r.match != nil && r.match.Carrier == m.Carrier)
		s.close()
	}
	s.end()
	s.close()
}

// drawFound lists the numbers of a text.
func (r *reading) drawFound(s *sheet) {
	if len(r.found) == 0 {
		return
	}
	s.open("several")
	s.set("count", itoa(len(r.found)))
	s.list("found")
	for i := range r.found {
		f := &r.found[i]
		s.open("found")
		s.value(f.Number)
		s.set("number", f.Number)
		if len(f.Matches) > 0 {
			s.set("name", f.Matches[0].Name)
		}
		s.close()
	}
	s.end()
	s.close()
}
