package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/text"
)

// A parcel is kept as texts by key, which the page puts into the browser's own store
// (IndexedDB) as one object in one transaction, so that a half-finished change is no
// change. Beside them the page keeps the answers to the requests that "answers"
// names, as they came.

// pairs is a record: keys, each followed by its value, each ended by a NUL.
type pairs struct{ b []byte }

func (r *pairs) set(key, value string) {
	if value == "" {
		return
	}
	r.b = append(r.b, key...)
	r.b = append(r.b, 0)
	r.b = append(r.b, text.Plain(value)...)
	r.b = append(r.b, 0)
}

func (r *pairs) number(key string, n int) {
	if n != 0 {
		r.set(key, text.Itoa(n))
	}
}

func (r *pairs) flag(key string, yes bool) {
	if yes {
		r.set(key, "yes")
	}
}

// store keeps what the list knows of a parcel. turns names the requests whose answers
// are kept with it; "" leaves those that are kept already.
func (p *page) store(k *kept, turns string) {
	var r pairs
	k.write(&r)
	r.set("answers", turns)
	p.host("store", k.id(), string(r.b))
}

func (k *kept) write(r *pairs) {
	r.set("number", k.number)
	r.set("carrier", k.carrier)
	r.set("name", k.name)
	r.set("tags", k.tags)
	r.set("bought", k.bought)
	r.set("paid", k.paid)
	r.set("to", k.note.country)
	r.set("joined", k.joined)
	r.set("joinedBy", k.joinedBy)
	for _, o := range timeline.Occasions() {
		if day, told := k.days[o]; told {
			r.set("day-"+string(o), string(timeline.DateOf(day)))
		}
	}
	r.number("added", k.added)
	r.flag("archived", k.archived)
	r.set("status", string(k.status))
	r.set("country", k.country)
	r.set("newest", string(k.newest))
	r.set("since", string(k.since))
	r.set("by", string(k.by))
	r.set("eta", string(k.eta))
	r.number("until", k.until)
	r.number("turn", k.turn)
	r.number("checked", k.checked)
	r.number("tried", k.tried)
	r.number("fails", k.fails)
	r.set("problem", k.problem)
}

// mostKept is how many parcels are read at most.
const mostKept = 2000

// read takes over all that is kept. An entry that cannot be read is counted and left
// where it is.
func (l *list) read(body answer) {
	l.kept, l.broken, l.loaded = nil, 0, true
	for _, path := range body.rows("parcels", mostKept) {
		if k := body.kept(path); k != nil {
			l.kept = append(l.kept, k)
		} else {
			l.broken++
		}
	}
}

// kept reads what the list shows of a parcel, or returns nil.
func (a answer) kept(path string) *kept {
	k := &kept{
		number:   a.plain(path, "number"),
		carrier:  a.plain(path, "carrier"),
		note:     a.note(path),
		added:    number(a[path+"added"]),
		archived: a[path+"archived"] == "yes" || a[path+"archived"] == "true",
		country:  a.country(path, "country"),
		newest:   a.moment(path, "newest"),
		since:    a.moment(path, "since"),
		by:       a.moment(path, "by"),
		eta:      a.moment(path, "eta"),
		until:    number(a[path+"until"]),
		turn:     number(a[path+"turn"]),
		checked:  number(a[path+"checked"]),
		tried:    number(a[path+"tried"]),
		fails:    number(a[path+"fails"]),
		problem:  a.plain(path, "problem"),
	}
	if a[path+"status"] != "" {
		k.status = a.status(path, "status")
	}
	if k.number == "" || len(k.number) > mostNote || len(k.carrier) > mostNote {
		return nil
	}
	return k
}

func (a answer) note(path string) note {
	n := note{
		name:     a.plain(path, "name"),
		tags:     a.plain(path, "tags"),
		bought:   a.plain(path, "bought"),
		paid:     a.plain(path, "paid"),
		country:  a.country(path, "to"),
		joined:   a.plain(path, "joined"),
		joinedBy: a.plain(path, "joinedBy"),
	}
	for _, o := range timeline.Occasions() {
		if day, ok := a.moment(path, "day-"+string(o)).Day(); ok {
			if n.days == nil {
				n.days = timeline.Days{}
			}
			n.days[o] = day
		}
	}
	return n
}

// keepNote keeps what the reader wrote down about a parcel, if the parcel is kept.
func (p *page) keepNote(c *parcel) {
	k := p.list.find(c.id())
	if k == nil {
		return
	}
	k.note = c.note
	p.store(k, "")
	p.drawList()
}

// keepAnswer keeps what came of asking about a parcel, if the parcel is kept.
func (p *page) keepAnswer(c *parcel) {
	k := p.list.find(c.id())
	if k == nil {
		p.finish(c)
		return
	}
	if c == p.open {
		k.note = c.note
	}
	k.tried = p.now()
	turns := ""
	if t := c.whole(); t != nil {
		p.summarise(k, c, t)
		for _, l := range c.legs {
			if l.answer != nil && l.turn > 0 {
				turns += text.Itoa(l.turn) + " "
			}
		}
	}
	if first := c.legs[0]; first.problem != "" {
		k.problem = first.problem
		k.fails++
	} else if first.answer != nil {
		k.problem, k.fails = "", 0
	}
	p.store(k, turns)
	p.finish(c)
}

// summarise notes what the list shows of a parcel.
func (p *page) summarise(k *kept, c *parcel, t *timeline.Timeline) {
	k.status, k.newest = t.Status, newest(t)
	k.since, k.country, k.by, k.eta = "", "", t.PickupBy, lastDay(t)
	k.until, k.turn = 0, 0
	if e := standing(t); e != nil {
		k.since, k.country = e.Time, e.Country
	}
	if v := p.verdict(c, c.current()); v != nil {
		k.until, k.turn = v.Until, v.Turn
	}
	if c.waiting() {
		return
	}
	k.checked = k.tried
}

// reopen shows what is kept of a parcel that has just been opened, until the news
// come.
func (p *page) reopen(id string, body answer) {
	c := p.open
	if c == nil || c.id() != id {
		return
	}
	for i, path := range body.rows("answers", 2) {
		t, ok := body.timelineAt(path)
		if !ok || i < len(c.legs) && c.legs[i].answer != nil {
			continue
		}
		if i > 0 {
			if i != len(c.legs) {
				c.follow()
			}
			if i >= len(c.legs) {
				break
			}
		}
		c.legs[i].answer = &t
		if i == 0 {
			if second := c.follow(); second != nil {
				p.ask(second)
			}
		}
	}
	if c.whole() != nil {
		p.display(c)
	}
}
