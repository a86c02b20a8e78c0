package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/browser"
	"waybill/wasm/figure"
	"waybill/wasm/text"
)

// drawLabel prints the label of a parcel: the answer first, then the journey, what to
// do and by when, and below the perforation what the carriers say.
func (p *page) drawLabel(s *browser.Sheet, c *parcel) {
	t := c.whole()
	answer, since := p.standing(t)
	v := p.verdict(c, c.current())
	s.Open("timeline")
	s.Set("title", c.name)
	s.Set("name", p.name(c.current().carrier))
	s.Set("service", t.Service)
	late := p.late(t)
	word, tone := p.sticker(t.Status, v, late)
	s.Set("sticker", word)
	s.Set("tone", tone)
	s.Set("answer", answer)
	s.Set("since", since)
	p.drawVerdict(s, t, v, late)
	if t.Origin != t.Destination {
		s.Set("origin", t.Origin)
	}
	s.Set("destination", t.Destination)
	s.Set("clock", p.words.clock(p.off))
	s.Set("short", p.words.status(t.Status, "short"))
	s.Set("status-url", p.words.status(t.Status, "page"))
	s.Set("help-url", p.words[string(t.Status)+".help"])
	s.Set("help", p.words[string(t.Status)+".trouble"])
	s.Flag("stale", t.Stale)
	if c.disagree() {
		s.Set("conflict", p.words.phrase("conflict",
			"first", p.name(c.legs[0].carrier), "one", p.words.status(c.legs[0].answer.Status, "name"),
			"second", p.name(c.legs[1].carrier), "two", p.words.status(c.legs[1].answer.Status, "name")))
	}
	s.Set("route", p.route(t))
	codes, _ := c.way()
	s.Flag("mapped", codes != "")
	if t.ETA != nil && !t.Status.Final() {
		s.Set("eta", p.window(t.ETA.From, t.ETA.To))
		s.Flag("late", late)
	}
	if by, ok := t.PickupBy.Day(); ok && t.Status == timeline.AvailableForPickup {
		s.Set("pickup", p.day(by, "long"))
	}
	info, _ := p.table.Carrier(c.current().carrier)
	s.Set("source", text.First(secure(c.current().answer.Source), info.Link(c.current().number)))
	l := c.current()
	if feed := p.address(l, ".atom"); !l.linked && (text.HasPrefix(feed, "/") || secure(feed) != "") {
		s.Set("feed", feed)
		s.Set("dates", p.address(l, ".ics"))
	}
	if len(t.Events) > c.shown {
		s.Set("more", "yes")
		s.Set("count", text.Itoa(len(t.Events)))
	}
	s.Set("step", p.step(t, v, late))
	kept := p.list.find(c.id()) != nil
	s.Flag("kept", kept)
	s.Flag("keepable", !kept)
	s.Set("tags", c.tags)
	s.Flag("joinable", len(c.legs) == 1)
	s.Flag("joined", c.joined != "")
	s.Flag("raw", p.fresh(c))
	figure.Draw(s, p.table, c.number, t.Carrier)
	s.List("stations")
	p.drawStrip(s, c, t)
	s.End()
	s.List("legs")
	p.drawLegs(s, c)
	s.End()
	s.List("fold")
	if c.unfolded {
		p.drawDeadlines(s, c, t, timeline.TroublesOf(t.Status))
	}
	s.End()
	s.List("days")
	p.drawDays(s, c, t)
	s.End()
	s.Close()
	p.host.Do("title", p.words.phrase("title", "status", answer, "number", text.First(c.name, c.number)))
}

// fresh reports whether an answer came in this page's life, so that the page
// still has it as it came.
func (p *page) fresh(c *parcel) bool {
	for _, l := range c.legs {
		if l.answer != nil && l.turn > 0 && !l.waiting {
			return true
		}
	}
	return false
}

// late reports whether the last day on which the carrier expected to deliver has
// passed, while the parcel is still on its way.
func (p *page) late(t *timeline.Timeline) bool {
	return overdue(t.Status, lastDay(t), p.today(newest(t)))
}

// lastDay is the last day on which the carrier expects to deliver, "" when it names
// none.
func lastDay(t *timeline.Timeline) timeline.Time {
	if t.ETA == nil {
		return ""
	}
	return timeline.Time(text.First(string(t.ETA.To), string(t.ETA.From)))
}

// overdue reports whether a parcel that is on its way was expected on a day before
// today.
func overdue(s timeline.Status, expected timeline.Time, today int) bool {
	last, ok := expected.Day()
	switch s {
	case timeline.AvailableForPickup, timeline.ReturnToSender, timeline.Incident, timeline.AttemptFailed:
		return false
	}
	return ok && last < today && !s.Final()
}

// sticker is the verdict on the one coloured thing of the label, and its tone: the
// verdict on a silence, that the carrier's own date has passed, or what the status
// itself says.
func (p *page) sticker(status timeline.Status, v *timeline.Verdict, late bool) (word, tone string) {
	switch {
	case v != nil && v.Level == timeline.Act:
		return p.words["verdict-act"], "act"
	case late:
		return p.words["verdict-late"], "watch"
	case v == nil:
		return p.words.status(status, "sticker"), p.words.status(status, "tone")
	}
	return p.words["verdict-"+string(v.Level)], string(v.Level)
}

// drawVerdict says what the silence amounts to, and the number that this rests on:
// that of a source, or the carrier's own date.
func (p *page) drawVerdict(s *browser.Sheet, t *timeline.Timeline, v *timeline.Verdict, late bool) {
	if late && (v == nil || v.Level != timeline.Act) {
		day, _ := lastDay(t).Day()
		s.Set("verdict", p.words.phrase("says-late", "name", p.name(t.Carrier), "day", p.day(day, "long")))
		s.Set("level", "watch")
	}
	if v == nil {
		return
	}
	b := v.Band
	if !late || v.Level == timeline.Act {
		s.Set("verdict", p.words.count("says-"+string(v.Level), v.Quiet, "day", p.day(v.Until, "long")))
		s.Set("level", string(v.Level))
	}
	basis := "basis"
	if v.Level == timeline.Act && b.Act == 0 {
		basis = "basis-twice"
	}
	s.Set("basis", p.words.phrase(basis, "span", p.words.span(b), "who", b.Source, "n", text.Itoa(b.Act)))
	s.Set("basis-url", secure(b.URL))
	if day, ok := b.Checked.Day(); ok {
		s.Set("basis-checked", p.words.phrase("checked-on", "day", p.day(day, "brief")))
	}
}

// standing is the answer and since when it holds: "Customs clearance in progress
// in France", "since Friday 20 November, 2 days ago".
func (p *page) standing(t *timeline.Timeline) (answer, since string) {
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
	return answer, text.Join(since, p.words.ago(p.today(e.Time)-n))
}

// route is "China → France", or "" when either end is not known or both are the
// same.
func (p *page) route(t *timeline.Timeline) string {
	from, to := p.country(t.Origin), p.country(t.Destination)
	if from == "" || to == "" || from == to {
		return ""
	}
	return from + " → " + to
}

// drawLegs lists the legs: whose they are, under which number, how each stands, and
// how old the answer is.
func (p *page) drawLegs(s *browser.Sheet, c *parcel) {
	current := c.current()
	for i, l := range c.legs {
		info, _ := p.table.Carrier(l.carrier)
		s.Open("leg")
		s.Set("name", p.name(l.carrier))
		s.Set("number", l.number)
		s.Set("tracking", text.First(info.Link(l.number)))
		s.Flag("last", i > 0)
		s.Flag("by-hand", i > 0 && c.joined != "")
		switch {
		case l.waiting:
			s.Set("state", p.words["leg-asking"])
		case l.answer != nil && l != current && len(l.answer.Events) > 0:
			s.Set("state", p.words["leg-over"])
		case l.answer != nil && len(l.answer.Events) == 0:
			s.Set("state", p.words["leg-no-scan"])
		case l.answer != nil:
			s.Set("state", p.words.status(l.answer.Status, "name"))
		case l.linked:
			s.Set("state", p.words["leg-linked"])
		case l.problem != "":
			s.Set("state", text.First(p.words["leg-"+l.problem], p.words["leg-unread"]))
		}
		if v := p.verdict(c, l); v != nil {
			s.Set("verdict", p.words["verdict-"+string(v.Level)])
			s.Set("tone", string(v.Level))
		}
		if l.answer != nil {
			if sec, ok := l.answer.Fetched.Unix(); ok {
				s.Set("fetched", string(l.answer.Fetched))
				s.Set("checked", p.host("clock", text.Itoa(int(sec)), ""))
			}
			s.Flag("stale", l.answer.Stale)
			if l.problem != "" {
				s.Set("trouble", text.First(p.words["leg-"+l.problem], p.words["leg-unread"]))
			}
		}
		s.Close()
	}
}

// drawStrip draws the journey: the stations, where the parcel is among them, the
// silences between them, and where another carrier took over.
func (p *page) drawStrip(s *browser.Sheet, c *parcel, t *timeline.Timeline) {
	var bands []timeline.Band // the first leg's, then the second's, then general ones
	for _, l := range c.legs {
		if own := p.know.profiles[l.carrier]; own != nil {
			bands = append(bands, own.bands...)
		}
	}
	bands = append(bands, p.know.general.bands...)
	stations := timeline.Journey(t, p.today(newest(t)))
	for i := range stations {
		station := &stations[i]
		name := p.words["stage-"+string(station.Stage)]
		class := string(station.State)
		if station.Alert != "" {
			name = p.words.status(station.Alert, "name")
			class += " alert"
		}
		quiet := p.words.silence(bands, stations, i)
		if quiet != "" {
			class += " quiet"
		}
		if c.carriers() > 1 && station.Stage == timeline.StageLocal {
			class += " handed"
			name = text.First(p.name(c.legs[1].carrier), name)
		}
		s.Open("station")
		s.Class(class)
		s.Set("name", name)
		s.Set("quiet", quiet)
		s.Flag("now", station.State == timeline.StateNow)
		if n, ok := station.Time.Day(); ok {
			s.Set("date", p.day(n, "brief"))
			s.Set("time", string(station.Time))
		}
		s.Close()
	}
}

// drawDays lists the scans, newest first, by the carrier's own days.
func (p *page) drawDays(s *browser.Sheet, c *parcel, t *timeline.Timeline) {
	events := t.Events
	limit := c.shown
	if !c.drawn {
		limit = min(limit, fewScans)
	}
	for _, d := range days(events, limit) {
		s.Open("day")
		if n, ok := d.date.Day(); ok {
			s.Set("date", string(d.date))
			s.Set("day", p.day(n, "long"))
		}
		s.List("events")
		for i := d.from; i < d.to; i++ {
			p.drawScan(s, &events[i], c.carriers() > 1)
			p.drawHandover(s, events, i)
		}
		s.End()
		s.Close()
	}
}

// drawScan is one row: our plain meaning, the carrier's own words, the place, and
// whose row it is where there are two carriers.
func (p *page) drawScan(s *browser.Sheet, e *timeline.Event, tagged bool) {
	where := e.Place
	if country := p.country(e.Country); country != where {
		where = text.Join(where, country)
	}
	s.Open("event")
	s.Set("time", string(e.Time))
	s.Set("clock", e.Time.Clock())
	if e.Time.Clock() != "" && e.Time.Offset() == "" {
		s.Set("zone", p.words["local-time"])
	}
	s.Set("meaning", p.words.status(e.Status, "name"))
	s.Set("text", e.Text)
	s.Set("where", where)
	if tagged {
		s.Set("by", p.name(e.Carrier))
	}
	s.Close()
}

// drawHandover makes the place visible where one carrier's scans end and another's
// begin, with the days between them.
func (p *page) drawHandover(s *browser.Sheet, events []timeline.Event, i int) {
	n, changed := handover(events, i)
	switch {
	case changed && n > 0:
		s.Row("handover", "text", p.words.count("handed-to-after", n, "name", p.name(events[i].Carrier)))
	case changed:
		s.Row("handover", "text", p.words.phrase("handed-to", "name", p.name(events[i].Carrier)))
	case n > 0:
		s.Row("handover", "text", p.words.count("handover", n))
	}
}

// more draws the scans that were held back, and puts the focus, whose button is
// gone, where they begin.
func (p *page) more() {
	if p.open == nil || p.open.whole() == nil {
		return
	}
	t := p.open.whole()
	p.open.shown = len(t.Events)
	var s browser.Sheet
	p.drawDays(&s, p.open, t)
	p.host.Draw("[data-list=days]", &s)
	p.host.Do("draw", ".more")
	p.host("focus", ".event", text.Itoa(manyScans))
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
	return p.host("window", text.Itoa(a), text.Itoa(b))
}
