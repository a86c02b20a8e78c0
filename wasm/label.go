package main

import (
	"waybill/internal/timeline"
)

// showTimeline prints the label of a parcel.
func (p *page) showTimeline() {
	t := &p.track.answer
	answer, since := p.standing()
	var s sheet
	s.open("timeline")
	s.set("name", p.name(t.Carrier))
	s.set("service", t.Service)
	s.set("sticker", p.words.status(t.Status, "sticker"))
	s.set("tone", p.words.status(t.Status, "tone"))
	s.set("answer", answer)
	s.set("since", since)
	if t.Origin != t.Destination {
		s.set("origin", t.Origin)
	}
	s.set("destination", t.Destination)
	s.set("short", p.words.status(t.Status, "short"))
	s.set("act", p.words.status(t.Status, "act"))
	s.set("status-url", p.words.status(t.Status, "page"))
	s.flag("stale", t.Stale)
	s.set("route", p.route())
	if t.ETA != nil && !t.Status.Final() {
		s.set("eta", p.window(t.ETA.From, t.ETA.To))
		last, ok := t.ETA.To.Day()
		s.flag("late", ok && last < p.today(newest(t)))
	}
	if t.NextLeg != nil {
		s.set("next-number", t.NextLeg.Number)
		s.set("next-name", p.name(t.NextLeg.Carrier))
	}
	if sec, ok := t.Fetched.Unix(); ok {
		s.set("fetched", string(t.Fetched))
		s.set("checked", p.host("clock", itoa(int(sec)), ""))
	}
	s.set("source", secure(t.Source))
	if len(t.Events) > p.track.shown {
		s.set("more", "yes")
		s.set("count", itoa(len(t.Events)))
	}
	drawFigure(&s, p.table, p.track.number, t.Carrier)
	s.list("stations")
	p.drawStrip(&s)
	s.end()
	s.list("days")
	p.drawDays(&s)
	s.end()
	s.close()
	p.display(&s)
	p.do("title", p.words.phrase("title", "status", answer, "number", p.track.number))
}

// standing is the answer and since when it holds: "Customs clearance in progress
// in France", "since Friday 20 November, 2 days ago".
func (p *page) standing() (answer, since string) {
	t := &p.track.answer
	answer = p.words.status(t.Status, "name")
	e := standing(t)
	if e == nil {
		return answer, ""
	}
	if placed(t.Status) && t.Origin != t.Destination {
		answer = p.words.place(answer, e.Country, p.country(e.Country))
	}
	n, ok := e.Time.Day()
	if !ok {
		return answer, ""
	}
	phrase := "since"
	if t.Status.Final() {
		phrase = "on"
	}
	since = p.words.phrase(phrase, "day", p.day(n, "long"))
	return answer, join(since, p.words.ago(p.today(e.Time)-n))
}

// route is "China → France", or "" when either end is not known or both are the
// same.
func (p *page) route() string {
	t := &p.track.answer
	from, to := p.country(t.Origin), p.country(t.Destination)
	if from == "" || to == "" || from == to {
		return ""
	}
	return from + " → " + to
}

// drawStrip draws the journey: the stations, where the parcel is among them, and
// the silences between them.
func (p *page) drawStrip(s *sheet) {
	t := &p.track.answer
	stations := timeline.Journey(t, p.today(newest(t)))
	for i := range stations {
		station := &stations[i]
		name := p.words["stage-"+string(station.Stage)]
		class := string(station.State)
		if station.Alert != "" {
			name = p.words.status(station.Alert, "name")
			class += " alert"
		}
		quiet := p.words.silence(p.track.bands[t.Carrier], stations, i)
		if quiet != "" {
			class += " quiet"
		}
		s.open("station")
		s.class(class)
		s.set("name", name)
		s.set("quiet", quiet)
		s.flag("now", station.State == timeline.StateNow)
		if n, ok := station.Time.Day(); ok {
			s.set("date", p.day(n, "brief"))
			s.set("time", string(station.Time))
		}
		s.close()
	}
}

// drawDays lists the scans, newest first, by the carrier's own days.
func (p *page) drawDays(s *sheet) {
	events := p.track.answer.Events
	for _, d := range days(events, p.track.shown) {
		s.open("day")
		if n, ok := d.date.Day(); ok {
			s.set("date", string(d.date))
			s.set("day", p.day(n, "long"))
		}
		s.list("events")
		for i := d.from; i < d.to; i++ {
			p.drawScan(s, &events[i])
			if n := handover(events, i); n > 0 {
				s.row("handover", "text", p.words.count("handover", n))
			}
		}
		s.end()
		s.close()
	}
}

// drawScan is one row: our plain meaning, the carrier's own words, the place.
func (p *page) drawScan(s *sheet, e *timeline.Event) {
	where := e.Place
	if country := p.country(e.Country); country != where {
		where = join(where, country)
	}
	s.open("event")
	s.set("time", string(e.Time))
	s.set("clock", e.Time.Clock())
	if e.Time.Clock() != "" && e.Time.Offset() == "" {
		s.set("zone", p.words["local-time"])
	}
	s.set("meaning", p.words.status(e.Status, "name"))
	s.set("text", e.Text)
	s.set("where", where)
	s.close()
}

// more draws the scans that were held back, and puts the focus, whose button is
// gone, where they begin.
func (p *page) more() {
	p.track.shown = len(p.track.answer.Events)
	var s sheet
	p.drawDays(&s)
	p.host("draw", "[data-list=days]", s.String())
	p.do("draw", ".more")
	p.host("focus", ".event", itoa(manyScans))
}

// name is what people call a carrier; its slug when the table does not know it.
func (p *page) name(slug string) string {
	info, _ := p.table.Carrier(slug)
	return first(info.Name, plain(slug))
}

func (p *page) country(code string) string {
	if code == "" {
		return ""
	}
	return p.host("country", code, "")
}

func (p *page) day(n int, style string) string { return p.host("day", itoa(n), style) }

// today is the day on the clock that t was read from, so that no day is won or
// lost between the carrier's calendar and the reader's. Where that clock is not
// known it is the reader's day.
func (p *page) today(t timeline.Time) int {
	offset := ""
	if sec, ok := t.Unix(); ok {
		wall, _ := t.Wall()
		offset = itoa(int(wall - sec))
	}
	n, _ := whole(p.host("today", offset, ""))
	return n
}

// newest is the time of the newest scan, or "".
func newest(t *timeline.Timeline) timeline.Time {
	if len(t.Events) == 0 {
		return ""
	}
	return t.Events[0].Time
}

// window writes a window of days: "25 November – 2 December", or one day.
func (p *page) window(from, to timeline.Time) string {
	a, ok := from.Day()
	b, _ := to.Day()
	switch {
	case !ok:
		return ""
	case b <= a:
		return p.day(a, "long")
	}
	return p.host("window", itoa(a), itoa(b))
}
