package main

import (
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
	"waybill/wasm/browser"
)

// How often a parcel on the list is asked about, in seconds, while its row is in view.
const (
	minute   = 60
	hour     = 60 * minute
	pressing = 15 * minute // on the vehicle, or waiting to be collected
	lively   = hour        // scanned in the last days
	calm     = 4 * hour    // scanned in the last two weeks, or not yet at all
	old      = 24 * hour   // silent for longer
)

// together is how many parcels are asked about at a time.
const together = 2

// due reports whether it is time to ask about a parcel again. One that has arrived is
// never asked about; one that could not be read is asked about less and less.
func (k *kept) due(now, today int) bool {
	if k.archived || k.status.Final() {
		return false
	}
	wait := calm
	newest, scanned := k.newest.Day()
	switch {
	case k.status == timeline.OutForDelivery || k.status == timeline.AvailableForPickup:
		wait = pressing
	case !scanned:
	case today-newest <= 3:
		wait = lively
	case today-newest > 14:
		wait = old
	}
	for n := k.fails; n > 0 && wait < old; n-- {
		wait *= 2
	}
	// A clock that was put back must not stop the asking for ever.
	return now-k.tried >= min(wait, old) || k.tried > now
}

// live reports whether anybody can be asked about a parcel.
func (p *page) live(k *kept) bool {
	info, _ := p.table.Carrier(k.carrier)
	return info.Adapter != "" && p.own != "none"
}

// tick asks about those parcels in view for which it is time.
func (p *page) tick(ids []string) {
	now, today := p.now(), p.today("")
	for _, id := range ids {
		if k := p.list.find(id); k != nil && p.live(k) && k.due(now, today) {
			p.enqueue(k)
		}
	}
	p.work()
}

// refreshAll asks about every parcel that is shown and has not arrived.
func (p *page) refreshAll() {
	for _, k := range p.list.shown(p.today("")) {
		if !k.status.Final() && p.live(k) {
			p.enqueue(k)
		}
	}
	p.work()
	p.drawList()
}

func (p *page) enqueue(k *kept) {
	l := &p.list
	if p.open != nil && p.open.id() == k.id() && p.open.waiting() {
		return
	}
	for _, waiting := range l.queue {
		if waiting == k {
			return
		}
	}
	for _, c := range l.asking {
		if c.id() == k.id() {
			return
		}
	}
	l.queue = append(l.queue, k)
	l.total++
}

// work asks about the next in the queue.
func (p *page) work() {
	l := &p.list
	for len(l.queue) > 0 && len(l.asking) < together {
		k := l.queue[0]
		l.queue = l.queue[1:]
		c := newParcel(k.number, k.carrier)
		c.note = k.note
		l.asking = append(l.asking, c)
		c.follow()
		for _, leg := range c.legs {
			p.ask(leg)
		}
		if !c.waiting() { // offline: nobody was asked
			p.keepAnswer(c)
		}
	}
	if len(l.queue)+len(l.asking) == 0 {
		l.total = 0
	}
}

// finish takes a parcel that was asked about in the background off the list of those,
// once all its legs are answered, and shows its row anew.
func (p *page) finish(c *parcel) {
	l := &p.list
	at := -1
	for i := range l.asking {
		if l.asking[i] == c {
			at = i
		}
	}
	if at >= 0 && !c.waiting() {
		l.asking = append(l.asking[:at:at], l.asking[at+1:]...)
		if p.know.awaited > 0 {
			l.early = append(l.early, c)
		}
		many := l.total > 1
		p.work()
		if many {
			p.drawList()
			return
		}
	}
	if k := l.find(c.id()); k != nil {
		var s browser.Sheet
		p.drawRow(&s, k, p.today(""))
		p.host("row", k.id(), s.String())
	}
}

// join puts a second number beside the parcel's own, by hand: the one that stands in
// the field for it.
func (p *page) join() {
	if p.open == nil {
		return
	}
	typed := p.host("value", "[data-join]", "")
	r := p.table.Identify(typed, tracknum.Hints{})
	if len(r.Matches) == 0 || r.Number == p.open.number {
		p.host("complain", "[data-join]", p.words["join-unknown"])
		return
	}
	p.open.joined, p.open.joinedBy = r.Number, r.Matches[0].Carrier
	p.byHand = true
	if second := p.open.follow(); second != nil {
		p.ask(second)
	}
	p.host.Do("address", p.open.fragment())
	p.keepNote(p.open)
	p.display(p.open)
}

// part takes the second number away again.
func (p *page) part() {
	if p.open == nil {
		return
	}
	p.open.joined, p.open.joinedBy = "", ""
	if second := p.open.follow(); second != nil {
		p.ask(second)
	}
	p.host.Do("address", p.open.fragment())
	p.keepNote(p.open)
	p.byHand = true
	p.display(p.open)
}
