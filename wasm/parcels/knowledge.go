package main

import (
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
	"waybill/wasm/text"
)

// knowledge is what the site's content says of silences, time limits and holidays. It
// is fetched when a parcel is asked for: the general part once, and that of each
// carrier.
type knowledge struct {
	asked    map[string]bool
	awaited  int // answers on their way
	general  profile
	calendar timeline.Calendar
	profiles map[string]*profile // by carrier
}

// profile is what one carrier says of itself, or nobody in particular.
type profile struct {
	bands []timeline.Band
	rules []*timeline.Rule
}

// generalRules is what the general part is asked for by.
const generalRules = "rules"

// inquire fetches what the site knows of a carrier, unless it is here already.
// Without it the label is still true.
func (p *page) inquire(info tracknum.CarrierInfo) {
	p.fetch("/data/rules.json", generalRules)
	if info.Page {
		p.fetch("/data/carriers/"+info.Slug+".json", info.Slug)
	}
}

func (p *page) fetch(path, what string) {
	k := &p.know
	if k.asked == nil {
		k.asked, k.profiles = map[string]bool{}, map[string]*profile{}
	}
	if !k.asked[what] {
		k.asked[what] = true
		k.awaited++
		p.host("data", p.base+path, what)
	}
}

// learn takes in what was fetched, or that it could not be: then it is asked for again
// with the next parcel. What it says is shown once nothing else is on its way, so that
// the label is drawn anew once.
func (p *page) learn(what string, ok bool, body answer) {
	k := &p.know
	k.awaited--
	switch {
	case !ok:
		delete(k.asked, what)
	case what == generalRules:
		k.general = profile{body.bands(""), body.rules()}
		k.calendar = body.closures()
	default:
		k.profiles[what] = &profile{body.bands(p.name(what)), body.rules()}
	}
	if what == generalRules && p.free != nil {
		p.drawReckoning(ok)
	}
	if k.awaited > 0 {
		return
	}
	p.redraw()
	early := p.list.early
	p.list.early = nil
	for _, c := range early {
		if kept := p.list.find(c.id()); kept != nil && c.whole() != nil {
			p.summarise(kept, c, c.whole())
			p.store(kept, "")
		}
	}
	if len(early) > 0 {
		p.drawList()
	}
}

// bands are the usual silences of a carrier: its own, then general ones.
func (k *knowledge) bands(carrier string) []timeline.Band {
	own := k.profiles[carrier]
	if own == nil {
		return k.general.bands
	}
	return append(append([]timeline.Band(nil), own.bands...), k.general.bands...)
}

// verdict judges the silence of a leg, nil when nobody says how long is usual. A leg
// whose parcel has gone on to the next is not waited for.
func (p *page) verdict(c *parcel, l *leg) *timeline.Verdict {
	if l == nil || l.answer == nil || l != c.current() {
		return nil
	}
	whole := *l.answer
	whole.Destination = c.destination(c.whole())
	return timeline.Judge(&whole, p.know.bands(l.answer.Carrier), p.know.calendar, p.today(newest(l.answer)))
}

// rules returns the time limits that may hold for a parcel: those of its carriers,
// then of the law, of the marketplace where it was bought and of the means by which
// it was paid.
func (p *page) rules(c *parcel) []*timeline.Rule {
	var out []*timeline.Rule
	for _, l := range c.legs {
		if own := p.know.profiles[l.carrier]; own != nil {
			out = append(out, own.rules...)
		}
	}
	for _, r := range p.know.general.rules {
		switch r.Kind {
		case "marketplace":
			if r.Body != c.bought {
				continue
			}
		case "payment":
			if r.Body != c.paid {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// bodies lists whose rules of a kind there are, each once.
func (k *knowledge) bodies(kind, country string) []string {
	var out []string
	for _, r := range k.general.rules {
		known := r.Kind != kind || !r.Holds(country)
		for _, b := range out {
			known = known || b == r.Body
		}
		if !known {
			out = append(out, r.Body)
		}
	}
	return out
}

// countries lists the codes of the countries that general rules name, each once.
func (k *knowledge) countries() []string {
	var out []string
	for _, r := range k.general.rules {
		for _, code := range r.Countries {
			known := false
			for _, one := range out {
				known = known || one == code
			}
			if !known {
				out = append(out, code)
			}
		}
	}
	return out
}

// span writes the days of a band: "8 to 20 days", "up to 5 working days".
func (w words) span(b *timeline.Band) string {
	name := "span"
	if b.Working {
		name = "span-working"
	}
	switch {
	case b.Max == 1:
		name += "-single"
	case b.Min == 0 || b.Min >= b.Max:
		name += "-most"
	}
	return w.count(name, b.Max, "min", text.Itoa(b.Min), "max", text.Itoa(b.Max))
}
