package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/text"
)

// parcel is one parcel: its number, what the reader wrote down about it, and its
// legs.
type parcel struct {
	number, carrier string // carrier is a slug, "" when nobody knows
	note
	legs  []*leg // the first is the parcel's own; a second is the last mile
	shown int    // scans drawn at most, once the label is
	wrong bool   // the number cannot exist
	drawn bool   // its label is shown, with a timeline

	unfolded bool // its deadlines were looked at, and are drawn
}

// note is what only the reader knows of a parcel.
type note struct {
	name     string
	tags     string // separated by commas
	bought   string // where: the body of a marketplace's rules, "" when not said
	paid     string // how: the body of a payment's rules
	country  string // where it goes, where no carrier says so
	joined   string // number of the last mile, joined by hand
	joinedBy string // its carrier
	days     timeline.Days
}

// leg is a part of the journey under one number of one carrier, and what is known of
// it here.
type leg struct {
	number, carrier string
	turn            int                // the newest request, 0 before there is one
	waiting         bool               // its answer is awaited
	answer          *timeline.Timeline // nil before there is one
	problem, retry  string             // why there is none, or no newer one
	linked          bool               // nobody is asked: the carrier is only linked
}

func newParcel(number, carrier string) *parcel {
	return &parcel{
		number: number, carrier: carrier, shown: manyScans,
		legs: []*leg{{number: number, carrier: carrier}},
	}
}

// id names the parcel on the list.
func (c *parcel) id() string { return c.carrier + " " + c.number }

// fragment is the part of an address that opens the parcel anywhere, with its name if
// it has one. It never reaches a server.
func (c *parcel) fragment() string {
	f := "#n=" + text.Escape(c.number) + "&c=" + text.Escape(c.carrier)
	if c.joined != "" {
		f += "&j=" + text.Escape(c.joined) + "&d=" + text.Escape(c.joinedBy)
	}
	if c.name != "" {
		f += "&t=" + text.Escape(c.name)
	}
	return f
}

// whole returns what all legs say together, or nil when none has answered.
func (c *parcel) whole() *timeline.Timeline {
	var whole *timeline.Timeline
	for _, l := range c.legs {
		switch {
		case l.answer == nil:
		case whole == nil:
			whole = l.answer
		default:
			merged := timeline.Merge(*whole, *l.answer)
			whole = &merged
		}
	}
	return whole
}

// current returns the leg where the parcel is: the last that has a scan. It returns
// nil when none has answered.
func (c *parcel) current() *leg {
	var current *leg
	for _, l := range c.legs {
		if l.answer != nil && (current == nil || len(l.answer.Events) > 0) {
			current = l
		}
	}
	return current
}

// carriers is how many carriers the legs have between them.
func (c *parcel) carriers() int {
	if len(c.legs) > 1 && c.legs[1].carrier != c.legs[0].carrier {
		return 2
	}
	return 1
}

// waiting reports whether any answer is awaited.
func (c *parcel) waiting() bool {
	for _, l := range c.legs {
		if l.waiting {
			return true
		}
	}
	return false
}

// follow sees to it that the second leg is the one that the reader joined or, without
// that, the one that the first leg names. It returns the leg when it is new.
func (c *parcel) follow() *leg {
	number, carrier := c.joined, c.joinedBy
	if first := c.legs[0].answer; number == "" && first != nil && first.NextLeg != nil {
		number, carrier = first.NextLeg.Number, first.NextLeg.Carrier
	}
	if number == "" || number == c.number && carrier == c.carrier {
		c.legs = c.legs[:1]
		return nil
	}
	if len(c.legs) > 1 && c.legs[1].number == number && (carrier == "" || c.legs[1].carrier == carrier) {
		return nil
	}
	second := &leg{number: number, carrier: carrier}
	c.legs = append(c.legs[:1], second)
	return second
}

// disagree reports whether the carriers of the two legs say different things of the
// parcel that cannot both be true: one that it has arrived, the other, later, that it
// has not.
func (c *parcel) disagree() bool {
	if len(c.legs) < 2 || c.legs[0].answer == nil || c.legs[1].answer == nil {
		return false
	}
	first, next := c.legs[0].answer, c.legs[1].answer
	return len(next.Events) > 0 && first.Status != next.Status && (first.Status.Final() || next.Status.Final() && first.Status == timeline.Incident)
}

// set writes down what the reader knows, and reports whether that is a thing that a
// parcel has.
func (c *parcel) set(key, value string) bool {
	value = text.Plain(value)
	if len(value) > mostNote {
		value = value[:mostNote]
	}
	switch key {
	case "name":
		c.name = value
	case "tags":
		c.tags = value
	case "bought":
		c.bought = value
	case "paid-by":
		c.paid = value
	case "country":
		c.country = value
	default:
		o := timeline.Occasion(key)
		if !o.Valid() {
			return false
		}
		if c.days == nil {
			c.days = timeline.Days{}
		}
		if day, ok := timeline.Time(value).Day(); ok {
			c.days[o] = day
		} else {
			delete(c.days, o)
		}
	}
	return true
}

// mostNote is how many bytes of a name or tags are kept.
const mostNote = 200

// occasions are the days of the parcel: those of its timeline, and those that the
// reader knows better.
func (c *parcel) occasions(t *timeline.Timeline) timeline.Days {
	days := timeline.DaysOf(t)
	for o, day := range c.days {
		days[o] = day
	}
	return days
}

// destination is the country where it goes, "" when nobody says so.
func (c *parcel) destination(t *timeline.Timeline) string {
	return text.First(t.Destination, c.country)
}
