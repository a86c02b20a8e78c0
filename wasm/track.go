package main

import (
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

// track is the number that was asked for last, and its answer.
type track struct {
	number  string
	carrier string // slug
	turn    int    // counts requests, so that an answer to an older one is dropped
	byHand  bool   // the person pressed for it, and is taken to the answer

	answer timeline.Timeline
	shown  int               // scans drawn at most
	bands  map[string][]band // usual silences by carrier, as far as they are known
}

// manyScans is how many scans are drawn before the button for the rest.
const manyScans = 60

// begin forgets the number before.
func (p *page) begin(number, carrier string, byHand bool) {
	t := &p.track
	t.turn++
	t.number, t.carrier, t.byHand, t.shown = number, carrier, byHand, manyScans
	t.answer = timeline.Timeline{}
	p.do("stop", "")
	p.do("title", "")
}

// request asks for a number, or shows where else to ask. byHand tells that the
// person pressed for it.
func (p *page) request(number, carrier string, byHand bool) {
	p.begin(number, carrier, byHand)
	if byHand { // an address that was opened stays as it is, with all it names
		p.do("address", fragment(number, carrier))
	}
	info, _ := p.table.Carrier(carrier)
	if info.Adapter == "" {
		p.showLink(info)
		return
	}
	if p.host("online", "", "") == "" {
		p.problem("offline", "")
		return
	}
	var s sheet
	s.row("loading", "name", info.Name)
	p.do("busy", s.String())
	p.host("ask", p.proxy+"/v1/track/"+escape(number)+"?carrier="+escape(carrier), p.turn())
}

// refuse shows that a number cannot exist, without asking anybody.
func (p *page) refuse(number, carrier string, byHand bool) {
	p.begin(number, carrier, byHand)
	if byHand {
		p.do("address", fragment(number, carrier))
	}
	p.problem("invalid-number", "")
}

// clear takes the label away, and forgets what was asked.
func (p *page) clear() {
	p.begin("", "", false)
	p.do("clear", "")
}

// answered shows what came back.
func (p *page) answered(ok bool, mediaType, retry string, body answer) {
	if t, readable := body.timeline(); ok && readable {
		p.track.answer = t
		p.showTimeline()
		p.fetchBands()
		return
	}
	kind := "no-proxy" // whatever it was that answered, it was not our service
	if hasPrefix(mediaType, "application/problem+json") {
		kind = body["type"]
	}
	p.problem(kind, p.words.wait(retry))
}

// unreachable says why nobody answered.
func (p *page) unreachable() {
	if p.host("online", "", "") == "" {
		p.problem("offline", "")
		return
	}
	p.problem("no-proxy", "")
}

// problem shows one of the honest failures. What the page has no words for is
// told as a service that does not answer.
func (p *page) problem(kind, retry string) {
	if p.words["problem-"+kind] == "" {
		kind = "no-proxy"
	}
	info, _ := p.table.Carrier(p.track.carrier)
	var s sheet
	s.open("problem-" + kind)
	s.set("name", info.Name)
	s.set("tracking", info.Link(p.track.number))
	s.set("retry", retry)
	s.flag("again", kind != "invalid-number" && kind != "bad-request")
	s.close()
	p.display(&s)
}

// showLink shows a carrier whose timelines are not read here.
func (p *page) showLink(info tracknum.CarrierInfo) {
	var s sheet
	s.open("link")
	s.set("name", info.Name)
	s.set("tracking", info.Link(p.track.number))
	if info.Page {
		s.set("profile", p.base+"/carriers/"+info.Slug+"/")
	}
	m := of(p.table, p.track.number, info.Slug)
	fits := m.Carrier == info.Slug && m.Valid()
	s.flag("fits", fits)
	s.flag("misfit", !fits)
	s.flag("pass", fits && m.Check == tracknum.CheckPass)
	drawFigure(&s, p.table, p.track.number, info.Slug)
	s.close()
	p.display(&s)
}

// display shows a label, and takes the person there who pressed for it.
func (p *page) display(s *sheet) {
	p.do("result", s.String())
	if p.track.byHand {
		p.track.byHand = false
		p.do("arrive", "")
	}
}

// next goes on to the number under which another carrier took the parcel over.
func (p *page) next() {
	leg := p.track.answer.NextLeg
	if leg == nil {
		return
	}
	carrier := leg.Carrier
	if _, known := p.table.Carrier(carrier); !known {
		carrier = ""
	}
	p.put(leg.Number, carrier)
	if carrier = first(carrier, p.field.now.best()); carrier == "" {
		p.do("focus", "[data-input]")
		return
	}
	p.request(tracknum.Normalize(leg.Number), carrier, true)
}

// fetchBands fetches how long the carrier is usually silent. Without it the
// strip is still true.
func (p *page) fetchBands() {
	slug := p.track.answer.Carrier
	info, _ := p.table.Carrier(slug)
	if info.Page && p.track.bands[slug] == nil {
		p.host("data", p.base+"/data/carriers/"+slug+".json", slug)
	}
}

// learn keeps a carrier's usual silences, and writes them on the strip.
func (p *page) learn(slug string, body answer) {
	t := &p.track
	if t.bands == nil {
		t.bands = make(map[string][]band)
	}
	t.bands[slug] = body.bands()
	if t.answer.Carrier == slug {
		var s sheet
		p.drawStrip(&s)
		p.host("draw", "[data-list=stations]", s.String())
	}
}
