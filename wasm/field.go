package main

import (
	"waybill/internal/tracknum"
	"waybill/wasm/browser"
	"waybill/wasm/figure"
	"waybill/wasm/text"
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
	p.show(value, false)
	if f.now.outcome != outcomeNothing {
		f.found = f.now.found // none when something else is being typed
	}
	p.host.Do("settle", "")
}

// read says what can be said of the field's value.
func (p *page) read(value string, settled bool) {
	f := &p.field
	f.now = read(p.table, asked{typed: value, lead: p.lead, chosen: f.chosen, settled: settled, found: f.found})
	var ruler browser.Sheet
	figure.Underline(&ruler, f.now.segments)
	p.host.Draw("[data-ruler]", &ruler)
}

// show reads the field and tells below it what there is to say. What stands there
// already stays, because a screen reader reads every change aloud; the parts of
// the number, which change with each character, are not read aloud.
func (p *page) show(value string, settled bool) {
	p.read(value, settled)
	f := &p.field
	p.host.Do("invalid", map[bool]string{true: "true", false: "false"}[f.now.wrong()])
	var s, parts browser.Sheet
	f.now.draw(&s)
	figure.Names(&parts, f.now.segments)
	told, drawn := s.String(), parts.String()
	switch {
	case told != f.told && f.now.outcome == outcomeNothing:
		p.host.Do("hint", "")
	case told != f.told:
		p.host("draw", "[data-reading]", partsOpen+drawn+partsClose+told)
	case drawn != f.drawn:
		p.host("draw", "[data-list=parts]", drawn)
	}
	f.told, f.drawn = told, drawn
	if f.now.outcome == outcomeMatch || f.now.outcome == outcomeChoose {
		p.host.Do("ready", "")
	}
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
	p.host.Do("field", number)
	p.field.chosen = carrier
	p.show(number, true)
}

// choose remembers which of several carriers is meant. The buttons stay where
// they are, so that the focus does too.
func (p *page) choose(value, slug string) {
	f := &p.field
	f.chosen = slug
	p.host.Do("press", slug)
	r := read(p.table, asked{typed: value, lead: p.lead, chosen: slug, settled: true, found: f.found})
	var s browser.Sheet
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
	carrier := text.First(p.field.chosen, now.best())
	switch now.outcome {
	case outcomeMatch, outcomeChoose:
		p.track(now.number, carrier, byHand)
		return
	case outcomeInvalid, outcomeIssuer:
		p.refuse(now.number, carrier, byHand)
		return
	case outcomeUnknown, outcomeBegun:
		// A carrier's own page may know more of its numbers than we do.
		if carrier = text.First(p.field.chosen, p.lead); carrier != "" {
			p.track(now.number, carrier, byHand)
			return
		}
	}
	if len(now.repairs)+len(now.found) > 0 {
		p.host.Do("focus", "[data-reading] [data-act]")
		return
	}
	p.host.Do("focus", "[data-input]")
}

// open tracks what the address names: the first number is asked for, the others
// are offered. An address that names none clears the page, and one that names a
// number nobody can be asked about leaves no other parcel beside it.
func (p *page) open(carrier string, numbers []string) {
	if len(numbers) == 0 {
		p.put("", "")
		p.host.Do("clear", "")
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
		p.track(f.now.number, text.First(carrier, f.now.best()), byLink)
		return
	case outcomeInvalid, outcomeIssuer:
		p.refuse(f.now.number, text.First(carrier, f.now.best()), byLink)
		return
	case outcomeUnknown, outcomeBegun:
		if carrier != "" { // whoever made the link knows more than the number says
			p.track(f.now.number, carrier, byLink)
			return
		}
	}
	p.host.Do("clear", "")
}

// draw tells a reading: what the number is, and what to do.
func (r *reading) draw(s *browser.Sheet) {
	switch r.outcome {
	case outcomeMatch:
		s.Open("match")
		s.Flag("unsure", r.match.Confidence < sure)
		s.Set("name", r.match.Name)
		s.Set("why", r.match.Why())
		s.Close()
	case outcomeChoose:
		r.drawChoices(s)
	case outcomeBegun:
		names := ""
		for i := range r.choices {
			names = text.Join(names, r.choices[i].Name)
		}
		s.Open("begun")
		s.Set("name", names)
		s.Set("why", r.missing)
		s.Close()
	case outcomeShort:
		s.Open("short")
		s.Close()
	case outcomeInvalid, outcomeIssuer, outcomeUnknown:
		s.Open(string(r.outcome))
		s.Set("suffix", r.number[max(0, len(r.number)-2):])
		s.List("repairs")
		for _, repair := range r.repairs {
			s.Open("repair")
			s.Value(repair.Number)
			s.Set("number", repair.Number)
			s.Set("reason", repair.Reason)
			s.Close()
		}
		s.End()
		s.Close()
	}
	r.drawFound(s)
}

// drawChoices offers the carriers that fit alike.
func (r *reading) drawChoices(s *browser.Sheet) {
	s.Open("choose")
	s.List("choices")
	for i := range r.choices {
		m := &r.choices[i]
		s.Open("choice")
		s.Value(m.Carrier)
		s.Set("name", m.Name)
		s.Set("why", m.Why())
		s.Flag("pressed", r.match != nil && r.match.Carrier == m.Carrier)
		s.Close()
	}
	s.End()
	s.Close()
}

// drawFound lists the numbers of a text.
func (r *reading) drawFound(s *browser.Sheet) {
	if len(r.found) == 0 {
		return
	}
	s.Open("several")
	s.Set("count", text.Itoa(len(r.found)))
	s.List("found")
	for i := range r.found {
		f := &r.found[i]
		s.Open("found")
		s.Value(f.Number)
		s.Set("number", f.Number)
		if len(f.Matches) > 0 {
			s.Set("name", f.Matches[0].Name)
		}
		s.Close()
	}
	s.End()
	s.Close()
}
