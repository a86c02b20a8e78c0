package main

import (
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
	"waybill/wasm/browser"
	"waybill/wasm/figure"
	"waybill/wasm/text"
)

// Scans are drawn in steps: a few with the label, so that the answer is there at once;
// more as soon as the person can see it; those beyond behind a button.
const (
	fewScans  = 12
	manyScans = 60
)

// begin takes another parcel up and gives up what was asked about the one before.
func (p *page) begin(number, carrier string, byHand bool) *parcel {
	p.forget()
	p.byHand = byHand
	c := newParcel(number, carrier)
	if k := p.list.find(c.id()); k != nil {
		c.note = k.note
	}
	p.open = c
	p.host.Do("title", "")
	if byHand { // an address that was opened stays as it is, with all it names
		p.host.Do("address", c.fragment())
	}
	return c
}

// forget gives up what was asked about the parcel that is shown.
func (p *page) forget() {
	if p.open == nil {
		return
	}
	for _, l := range p.open.legs {
		if l.waiting {
			p.host.Do("stop", text.Itoa(l.turn))
		}
	}
	p.open = nil
}

// track shows a parcel: what is known of it at once, and the news when they come.
func (p *page) track(number, carrier string, byHand bool) {
	c := p.begin(number, carrier, byHand)
	if p.list.find(c.id()) != nil {
		p.host.Do("fetch", c.id())
	}
	p.request(c)
}

// link takes over what a shared link says of the parcel that it opened. What the reader
// wrote down stands above it.
func (p *page) link(name, joined, carrier string) {
	c := p.open
	if c == nil {
		return
	}
	if c.name == "" {
		c.set("name", name)
	}
	if number := tracknum.Normalize(joined); c.joined == "" && number != "" {
		c.joined, c.joinedBy = number, carrier
		if second := c.follow(); second != nil {
			p.ask(second)
		}
	}
	p.redraw()
}

// again asks anew about the parcel that is shown.
func (p *page) again() {
	if p.open != nil {
		p.byHand = true
		p.request(p.open)
	}
}

// request asks for all legs that are known.
func (p *page) request(c *parcel) {
	c.follow()
	for _, l := range c.legs {
		p.ask(l)
	}
	p.display(c)
}

// ask asks for a leg, or notes why nobody can be asked.
func (p *page) ask(l *leg) {
	if l.carrier == "" {
		l.carrier = figure.Of(p.table, l.number, "").Carrier
	}
	info, _ := p.table.Carrier(l.carrier)
	l.problem, l.retry = "", ""
	l.linked = info.Adapter == "" || p.own == "none"
	p.inquire(info)
	switch {
	case l.linked:
		return
	case p.host("online", "", "") == "":
		l.problem = "offline"
		return
	}
	p.turns++
	l.turn, l.waiting = p.turns, true
	p.host("ask", p.address(l, ""), text.Itoa(l.turn))
}

// address is where the proxy tells of a leg, in the form of an ending: "" for JSON,
// ".atom", ".ics".
func (p *page) address(l *leg, ending string) string {
	return text.First(p.own, p.proxy) + "/v1/track/" + text.Escape(l.number) + ending + "?carrier=" + text.Escape(l.carrier)
}

// refuse says that a number cannot exist, without asking anybody.
func (p *page) refuse(number, carrier string, byHand bool) {
	c := p.begin(number, carrier, byHand)
	c.wrong = true
	p.display(c)
}

// clear takes the label away, and forgets what was asked.
func (p *page) clear() {
	p.forget()
	p.host.Do("title", "")
	p.host.Do("clear", "")
}

// awaited returns the leg whose answer has this turn and its parcel, nil and nil when
// nobody waits for it any more.
func (p *page) awaited(turn string) (*parcel, *leg) {
	all := p.list.asking
	if p.open != nil {
		all = append([]*parcel{p.open}, all...)
	}
	for _, c := range all {
		for _, l := range c.legs {
			if l.waiting && text.Itoa(l.turn) == turn {
				return c, l
			}
		}
	}
	return nil, nil
}

// answered takes in what came back.
func (p *page) answered(turn string, ok bool, mediaType, retry string, body answer) {
	c, l := p.awaited(turn)
	if l == nil {
		return
	}
	l.waiting = false
	if t, readable := body.timeline(); ok && readable {
		l.answer = &t
		p.setClock(&t)
		if second := c.follow(); second != nil && l == c.legs[0] {
			p.ask(second)
		}
		if info, known := p.table.Carrier(t.Carrier); known {
			p.inquire(info)
		}
	} else {
		l.problem = "no-proxy" // whatever it was that answered, it was not our service
		if text.HasPrefix(mediaType, "application/problem+json") {
			l.problem = body["type"]
		}
		l.retry = p.words.wait(retry)
	}
	p.settled(c)
}

// unreachable notes why nobody answered.
func (p *page) unreachable(turn string) {
	c, l := p.awaited(turn)
	if l == nil {
		return
	}
	l.waiting, l.problem = false, "no-proxy"
	if p.host("online", "", "") == "" {
		l.problem = "offline"
	}
	p.settled(c)
}

// settled shows what is new of a parcel, and keeps it when the parcel is kept.
func (p *page) settled(c *parcel) {
	if c == p.open {
		p.display(c)
	}
	p.keepAnswer(c)
}

// display shows the label of a parcel, and takes the person there who pressed for it.
func (p *page) display(c *parcel) {
	var s browser.Sheet
	switch {
	case c.wrong:
		p.drawProblem(&s, c, "invalid-number", "")
	case c.whole() != nil:
		p.drawLabel(&s, c)
	case c.legs[0].waiting:
		s.Row("loading", "name", p.name(c.carrier))
		p.host.Do("busy", s.String())
		c.drawn = false
		return
	case c.legs[0].linked:
		p.drawLink(&s, c)
	default:
		p.drawProblem(&s, c, c.legs[0].problem, c.legs[0].retry)
	}
	if c.drawn && !p.byHand {
		p.host.Do("redraw", s.String()) // whoever reads it already stays where they are
	} else {
		p.host.Do("result", s.String())
	}
	if p.byHand {
		p.byHand = false
		p.host.Do("arrive", "")
	}
	switch {
	case c.whole() == nil:
		c.drawn = false
	case c.drawn:
		p.drawMap(c)
	default:
		c.drawn = true
		p.host.Do("later", "rest")
	}
}

// rest draws what the first drawing of a label left out. The person sees the answer by
// now.
func (p *page) rest() {
	c := p.open
	if c == nil || c.whole() == nil {
		return
	}
	if len(c.whole().Events) > fewScans {
		var s browser.Sheet
		p.drawDays(&s, c, c.whole())
		p.host.Draw("[data-list=days]", &s)
	}
	p.drawMap(c)
}

// redraw shows the label anew after the reader changed something in it.
func (p *page) redraw() {
	if p.open == nil || p.open.whole() == nil {
		return
	}
	var s browser.Sheet
	p.drawLabel(&s, p.open)
	p.host.Do("redraw", s.String())
	p.drawMap(p.open)
}

// drawProblem tells one of the honest failures. What the page has no words for is
// told as a service that does not answer.
func (p *page) drawProblem(s *browser.Sheet, c *parcel, kind, retry string) {
	if p.words["problem-"+kind] == "" {
		kind = "no-proxy"
	}
	info, _ := p.table.Carrier(c.carrier)
	s.Open("problem-" + kind)
	s.Set("name", info.Name)
	s.Set("tracking", info.Link(c.number))
	s.Set("retry", retry)
	s.Flag("again", kind != "invalid-number" && kind != "bad-request")
	s.Flag("keepable", kind != "invalid-number" && kind != "bad-request" && p.list.find(c.id()) == nil)
	s.Close()
}

// drawLink shows a carrier whose timelines are not read here.
func (p *page) drawLink(s *browser.Sheet, c *parcel) {
	info, _ := p.table.Carrier(c.carrier)
	s.Open("link")
	s.Set("name", info.Name)
	s.Set("tracking", info.Link(c.number))
	if info.Page {
		s.Set("profile", p.base+"/carriers/"+info.Slug+"/")
	}
	m := figure.Of(p.table, c.number, info.Slug)
	fits := m.Carrier == info.Slug && m.Valid()
	s.Flag("fits", fits)
	s.Flag("misfit", !fits)
	s.Flag("pass", fits && m.Check == tracknum.CheckPass)
	s.Flag("keepable", p.list.find(c.id()) == nil)
	figure.Draw(s, p.table, c.number, info.Slug)
	s.Close()
}

// next has the number of the next leg read as if it had been typed.
func (p *page) next() {
	if p.open != nil && len(p.open.legs) > 1 {
		l := p.open.legs[1]
		p.host("track", l.number, l.carrier)
	}
}

// raw shows the answers as they came.
func (p *page) raw(selector string) {
	if p.open == nil {
		return
	}
	turns := ""
	for _, l := range p.open.legs {
		if l.answer != nil && l.turn > 0 {
			turns += text.Itoa(l.turn) + " "
		}
	}
	p.host("raw", turns, selector)
}

// name is what people call a carrier; its slug when the table does not know it.
func (p *page) name(slug string) string {
	info, _ := p.table.Carrier(slug)
	return text.First(info.Name, text.Plain(slug))
}

func (p *page) country(code string) string {
	if code == "" {
		return ""
	}
	return p.host("country", code, "")
}

func (p *page) day(n int, style string) string { return p.host("day", text.Itoa(n), style) }

// today is the day on the clock that t was read from, so that no day is won or
// lost between the carrier's calendar and the reader's. Where that clock is not
// known it is the reader's day.
func (p *page) today(t timeline.Time) int {
	offset := ""
	if sec, ok := t.Unix(); ok {
		wall, _ := t.Wall()
		offset = text.Itoa(int(wall - sec))
	}
	n, _ := text.Whole(p.host("today", offset, ""))
	return n - p.off
}

// An answer that just came was fetched within hours, so one from another day tells that
// the clock of this device is off. A service keeps no answer for so long.
const clockSlack = 20 * 3600

// setClock takes note of how many days the device's clock is ahead of a new answer.
func (p *page) setClock(t *timeline.Timeline) {
	fetched, ok := t.Fetched.Unix()
	if !ok || t.Stale {
		return
	}
	ahead := p.now() - int(fetched)
	p.off = 0
	switch {
	case ahead > clockSlack:
		p.off = (ahead + 43200) / 86400
	case -ahead > clockSlack:
		p.off = -((43200 - ahead) / 86400)
	}
}
