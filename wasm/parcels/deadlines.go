package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/browser"
	"waybill/wasm/text"
)

// step is the next thing to do, in a sentence that says who has to act.
func (p *page) step(t *timeline.Timeline, v *timeline.Verdict, late bool) string {
	if late && (v == nil || v.Level != timeline.Act) {
		return p.words.phrase("step-late", "name", p.name(t.Carrier))
	}
	if v == nil {
		return p.words.status(t.Status, "act")
	}
	key := "step-" + string(v.Level)
	if t.Status == timeline.PendingPickup {
		key += "-unsent"
	}
	return p.words.phrase(key, "name", p.name(t.Carrier), "day", p.day(v.Until, "long"), "turn", p.day(v.Turn, "long"))
}

// deadlines are the rules that may help with a parcel, on its days.
func (p *page) deadlines(c *parcel, t *timeline.Timeline, troubles []timeline.Trouble) []timeline.Deadline {
	country := c.destination(t)
	return timeline.Deadlines(p.rules(c), troubles, c.occasions(t), p.know.calendar, country, p.today(newest(t)))
}

// drawDeadlines lists what may be done and by when, and asks for what it lacks to
// reckon more of it: where the parcel was bought, how it was paid, and the days that
// no carrier knows.
func (p *page) drawDeadlines(s *browser.Sheet, c *parcel, t *timeline.Timeline, troubles []timeline.Trouble) {
	country, today := c.destination(t), p.today(newest(t))
	list := p.deadlines(c, t, troubles)
	s.Open("deadlines")
	s.Flag("parcel", c.number != "")
	s.Flag("unsaid", t.Destination == "")
	s.List("deadlines")
	for i := range list {
		p.drawDeadline(s, &list[i], today)
	}
	s.End()
	s.List("dates")
	for _, o := range timeline.Occasions() {
		day, told := c.days[o]
		asked := told
		for i := range list {
			asked = asked || contains(list[i].Lacks(), o)
		}
		if !asked {
			continue
		}
		s.Open("date")
		s.Value(string(o))
		s.Set("key", string(o))
		s.Set("label", p.words["day-"+string(o)])
		if told {
			s.Set("value", string(timeline.DateOf(day)))
		}
		s.Close()
	}
	s.End()
	s.List("shops")
	p.drawOptions(s, p.know.bodies("marketplace", country), c.bought)
	s.End()
	s.List("countries")
	if t.Destination == "" {
		p.drawCountries(s, c.country)
	}
	s.End()
	s.List("payments")
	p.drawOptions(s, p.know.bodies("payment", country), c.paid)
	s.End()
	s.Close()
}

// unfold draws the deadlines of the parcel that is shown, which are left out until
// somebody looks at them.
func (p *page) unfold() {
	c := p.open
	if c == nil || c.unfolded || c.whole() == nil {
		return
	}
	c.unfolded = true
	p.fold() // the same fields twice would confuse
	var s browser.Sheet
	p.drawDeadlines(&s, c, c.whole(), timeline.TroublesOf(c.whole().Status))
	p.host.Draw("[data-list=fold]", &s)
}

func (p *page) drawOptions(s *browser.Sheet, names []string, chosen string) {
	for _, name := range names {
		s.Open("option")
		s.Set("text", name)
		s.Flag("selected", name == chosen)
		s.Close()
	}
}

// drawCountries offers the countries that have rules of their own, by their names.
func (p *page) drawCountries(s *browser.Sheet, chosen string) {
	var names, codes []string
	for _, code := range p.know.countries() {
		name := p.country(code)
		if name == "" {
			continue
		}
		at := 0
		for at < len(names) && names[at] < name {
			at++
		}
		names = append(names[:at], append([]string{name}, names[at:]...)...)
		codes = append(codes[:at], append([]string{code}, codes[at:]...)...)
	}
	for i := range names {
		s.Open("country")
		s.Set("code", codes[i])
		s.Set("text", names[i])
		s.Flag("selected", codes[i] == chosen)
		s.Close()
	}
}

func (p *page) drawDeadline(s *browser.Sheet, d *timeline.Deadline, today int) {
	r := d.Rule
	s.Open("deadline")
	s.Set("what", r.What)
	s.Set("body", r.Body)
	s.Set("who", p.words["who-"+r.Who])
	when, tone := p.when(d, today)
	s.Set("when", when)
	s.Set("left", p.left(d, today))
	s.Set("tone", tone)
	s.Set("counted", p.counted(d))
	s.Set("note", r.Note)
	s.Set("address", secure(r.Address))
	s.Flag("plain", secure(r.Address) == "")
	s.Set("source", r.Source)
	s.Set("source-url", secure(r.URL))
	if day, ok := r.Checked.Day(); ok {
		s.Set("checked", p.words.phrase("checked-on", "day", p.day(day, "brief")))
	}
	s.Close()
}

// Days before the end at which a deadline is coloured.
const (
	closing = 14
	urgent  = 3
)

// when says from when to when: "until Saturday 19 April", "from 3 February to 19
// April", "closed on 3 February".
func (p *page) when(d *timeline.Deadline, today int) (said, tone string) {
	switch {
	case d.Over(today):
		return p.words.phrase("when-closed", "day", p.day(d.Closes, "long")), "over"
	case d.Opens > today && d.Closes > 0:
		return p.words.phrase("when-from-to", "from", p.day(d.Opens, "long"), "to", p.day(d.Closes, "long")), "plain"
	case d.Opens > today:
		return p.words.phrase("when-from", "day", p.day(d.Opens, "long")), "plain"
	case d.Closes == 0 && len(d.Lacks()) > 0:
		return p.words["when-unknown"], "plain"
	case d.Closes == 0:
		return p.words["when-open"], "plain"
	case d.Closes-today <= urgent:
		tone = "act"
	case d.Closes-today <= closing:
		tone = "watch"
	default:
		tone = "plain"
	}
	return p.words.phrase("when-until", "day", p.day(d.Closes, "long")), tone
}

// left says how many days are left, where that is a matter of days.
func (p *page) left(d *timeline.Deadline, today int) string {
	n := d.Closes - today
	switch {
	case d.Closes == 0 || d.Over(today):
		return ""
	case n == 0:
		return p.words["left-today"]
	}
	return p.words.count("left", n)
}

// counted says how the days were reckoned: "opens 10 working days from the promised
// day, closes 80 days from posting".
func (p *page) counted(d *timeline.Deadline) string {
	opens, closes := p.limit(&d.Rule.Opens, d.OpensFrom), p.limit(&d.Rule.Closes, d.ClosesFrom)
	switch {
	case opens != "" && closes != "":
		return p.words.phrase("counted-both", "opens", opens, "closes", closes)
	case opens != "":
		return p.words.phrase("counted-opens", "opens", opens)
	}
	return p.words.phrase("counted-closes", "closes", closes)
}

func (p *page) limit(l *timeline.Limit, from timeline.Occasion) string {
	if l.N == 0 || len(l.From) == 0 {
		return ""
	}
	if from == "" {
		from = l.From[0]
	}
	return p.words.count("limit-"+string(l.Unit), l.N) + " " + p.words["from-"+string(from)]
}

func contains(list []timeline.Occasion, o timeline.Occasion) bool {
	for _, one := range list {
		if one == o {
			return true
		}
	}
	return false
}

// drawLetter writes a letter to the seller, the carrier or the marketplace, with all
// that is known filled in and gaps in brackets for the rest.
func (p *page) drawLetter(to string) {
	c := p.open
	if c == nil || c.whole() == nil || p.words["letter-"+to] == "" {
		return
	}
	t := c.whole()
	days := c.occasions(t)
	gap := p.words["letter-gap"]
	on := func(o timeline.Occasion) string {
		if day, known := days[o]; known {
			return p.day(day, "long")
		}
		return gap
	}
	answer, since := p.standing(t)
	numbers := c.number
	if len(c.legs) > 1 {
		numbers += ", " + c.legs[1].number + " (" + p.name(c.legs[1].carrier) + ")"
	}
	key := "letter-" + to
	if t.Status == timeline.Delivered && p.words[key+"-delivered"] != "" {
		key += "-delivered"
	}
	letter := p.words.phrase(key,
		"number", numbers, "name", p.name(c.carrier), "status", text.Join(answer, since),
		"ordered", on(timeline.Ordered), "due", on(timeline.Due), "posted", on(timeline.Posted),
		"shop", text.First(c.bought, gap), "answer-by", p.day(p.today("")+letterDays, "long"))
	var s browser.Sheet
	s.Open("letter")
	s.Set("to", p.words["letter-to-"+to])
	s.Set("text", letter)
	s.Close()
	p.host.Draw("[data-letter]", &s)
	p.host("focus", "[data-letter] textarea", "")
}

// letterDays is how many days a letter gives its reader.
const letterDays = 14
