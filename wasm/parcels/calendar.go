package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/text"
)

// saveCalendar hands the person a calendar (RFC 5545) with the days of the parcel that
// is shown: when it is expected, by when it must be collected, and the time limits
// that have not passed. The ids of the entries stay the same, so that a second import
// replaces the first.
func (p *page) saveCalendar() {
	c := p.open
	if c == nil || c.whole() == nil {
		return
	}
	t := c.whole()
	k := calendar{number: c.number, stamp: p.host("now", "", "")}
	title := text.First(c.name, c.number)
	if t.ETA != nil && !t.Status.Final() {
		from, known := t.ETA.From.Day()
		to, bounded := t.ETA.To.Day()
		if !bounded || to < from {
			to = from
		}
		if known {
			k.add("eta", from, to, p.words.phrase("event-eta", "title", title), p.name(t.Carrier))
		}
	}
	if by, ok := t.PickupBy.Day(); ok && t.Status == timeline.AvailableForPickup {
		k.add("pickup", by, by, p.words.phrase("event-pickup", "title", title), p.name(t.Carrier))
	}
	today := p.today(newest(t))
	for _, d := range p.deadlines(c, t, timeline.TroublesOf(t.Status)) {
		about := p.counted(&d) + ". " + d.Rule.Source + " " + secure(d.Rule.URL)
		if d.Opens > today {
			k.add(d.Rule.ID+"-opens", d.Opens, d.Opens, p.words.phrase("event-opens", "what", d.Rule.What, "body", d.Rule.Body, "title", title), about)
		}
		if d.Closes > 0 && !d.Over(today) {
			k.add(d.Rule.ID, d.Closes, d.Closes, p.words.phrase("event-closes", "what", d.Rule.What, "body", d.Rule.Body, "title", title), about)
		}
	}
	p.host("save", "parcel-"+c.number+".ics", k.String())
}

// calendar is a calendar of whole days.
type calendar struct {
	_      [0]func() // no comparing: the code for it would be weight in the page
	number string
	stamp  string // seconds since 1970: when it was made
	b      []byte
}

func (k *calendar) add(id string, from, to int, summary, about string) {
	k.line("BEGIN:VEVENT")
	k.line("UID:" + text.Escape(k.number) + "-" + id + "@waybill")
	k.line("DTSTAMP:" + compact(string(k.moment())))
	k.line("DTSTART;VALUE=DATE:" + compact(string(timeline.DateOf(from))))
	k.line("DTEND;VALUE=DATE:" + compact(string(timeline.DateOf(to+1))))
	k.line("SUMMARY:" + escapeText(summary))
	k.line("DESCRIPTION:" + escapeText(about))
	k.line("TRANSP:TRANSPARENT")
	k.line("BEGIN:VALARM")
	k.line("ACTION:DISPLAY")
	k.line("TRIGGER:-P1D")
	k.line("DESCRIPTION:" + escapeText(summary))
	k.line("END:VALARM")
	k.line("END:VEVENT")
}

func (k *calendar) moment() timeline.Time {
	n := int64(0)
	for _, c := range []byte(k.stamp) {
		n = n*10 + int64(c-'0')
	}
	return timeline.FromUnix(n, 0)
}

func (k *calendar) String() string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Waybill//Parcel//EN\r\n" + string(k.b) + "END:VCALENDAR\r\n"
}

// line writes a line, folded where it is longer than the 75 bytes that the standard
// allows, never within a character.
func (k *calendar) line(s string) {
	n := 0
	for _, r := range s {
		c := string(r)
		if n+len(c) > 75 {
			k.b = append(k.b, "\r\n "...)
			n = 1
		}
		k.b = append(k.b, c...)
		n += len(c)
	}
	k.b = append(k.b, "\r\n"...)
}

// compact writes 2026-11-20 as 20261120.
func compact(s string) string {
	var b []byte
	for _, c := range []byte(s) {
		if c != '-' && c != ':' {
			b = append(b, c)
		}
	}
	return string(b)
}

// escapeText escapes what has a meaning in a calendar's texts.
func escapeText(s string) string {
	var b []byte
	for _, c := range []byte(s) {
		switch c {
		case '\n':
			b = append(b, `\n`...)
			continue
		case '\r':
			continue
		case '\\', ';', ',':
			b = append(b, '\\')
		}
		b = append(b, c)
	}
	return string(b)
}
