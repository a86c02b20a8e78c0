// Package timeline holds what is known of a parcel's journey: its statuses,
// scan events, legs and the timeline that they make.
//
// It is plain data and pure functions: no I/O, no clock (now is an argument),
// and only the few imports that the page's WebAssembly module can afford. The
// struct tags give the wire format, version 1, as the proxy answers it and the
// commands print it.
package timeline

// Timeline is one leg of a parcel's journey as one carrier tells it.
// A fact that the carrier did not give is the zero value and absent from the
// wire format.
type Timeline struct {
	Number      string  `json:"number"`                // tracking number, normalised
	Carrier     string  `json:"carrier"`               // carrier slug
	Service     string  `json:"service,omitempty"`     // the carrier's name for the product
	Status      Status  `json:"status"`                // where the parcel stands
	Origin      string  `json:"origin,omitempty"`      // ISO 3166-1 alpha-2
	Destination string  `json:"destination,omitempty"` // ISO 3166-1 alpha-2
	ETA         *ETA    `json:"eta,omitempty"`         // when delivery is expected
	PickupBy    Time    `json:"pickup_by,omitempty"`   // the last day on which it waits at a pick-up point
	Events      []Event `json:"events"`                // newest first, never nil on the wire
	NextLeg     *Leg    `json:"next_leg,omitempty"`    // who carries it on, under which number
	Fetched     Time    `json:"fetched,omitempty"`     // when the carrier was asked, UTC
	Stale       bool    `json:"stale"`                 // an older answer, served because the carrier could not be asked
	Source      string  `json:"source,omitempty"`      // the carrier's own page for this parcel
}

// Event is one scan event: one row of the carrier's answer.
type Event struct {
	_       [0]func() // no comparing: the code for it would be weight in the page
	Time    Time      `json:"time"`              // as the carrier gave it
	Status  Status    `json:"status"`            // what it means
	Text    string    `json:"text"`              // the carrier's own wording, always kept
	Place   string    `json:"place,omitempty"`   // town or facility
	Country string    `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Code    string    `json:"code,omitempty"`    // the carrier's own code
	Carrier string    `json:"carrier"`           // slug of the carrier whose answer held the row
}

// ETA is a window of days in which delivery is expected, both ends included.
type ETA struct {
	_      [0]func() // no comparing: the code for it would be weight in the page
	From   Time      `json:"from"`   // a day, as 2026-11-25
	To     Time      `json:"to"`     // a day; equal to From for a single day
	Source string    `json:"source"` // who says so: "carrier"
}

// Leg is a part of the journey that another carrier, or the same under another
// number, takes on.
type Leg struct {
	_       [0]func() // no comparing: the code for it would be weight in the page
	Carrier string    `json:"carrier,omitempty"` // carrier slug, absent when only the number is known
	Number  string    `json:"number"`
}

// Sort puts the events newest first. Events of the same moment keep the order
// in which the carrier gave them. A time without an offset is read with that of
// the nearest event, in the order given, that has one, the upper of two as near;
// as UTC when none has.
func (t *Timeline) Sort() {
	if len(t.Events) < 2 {
		return
	}
	events := make([]Event, 0, len(t.Events))
	for _, m := range merge(marks(t.Events)) {
		events = append(events, t.Events[m.index])
	}
	t.Events = events
}

// mark says when one event happened among the others.
type mark struct {
	at    int64 // seconds since 1970 UTC, never when the time is not valid
	index int   // of the event
	apart int   // how many rows away the offset was found; 0 for its own
}

// never is before all moments.
const never = -1 << 62

// marks returns one mark for every event. Each has one fixed moment, which is
// what keeps the order of all events free of circles. It reads the list once
// downwards and once upwards, since an answer may be long.
func marks(events []Event) []mark {
	list := make([]mark, len(events))
	lender, offset := -len(events), int64(0)
	for i, e := range events {
		p, ok := parse(string(e.Time))
		list[i] = mark{at: never, index: i}
		switch {
		case p.zoned && ok:
			lender, offset = i, p.offset
			list[i].at = p.wall - offset
		case ok:
			list[i].at, list[i].apart = p.wall-offset, i-lender
		}
	}
	lender = 3 * len(events)
	for i := len(events) - 1; i >= 0; i-- {
		p, ok := parse(string(events[i].Time))
		switch {
		case p.zoned && ok:
			lender, offset = i, p.offset
		case ok && lender-i < list[i].apart:
			list[i].at = p.wall - offset
		}
	}
	return list
}

// merge sorts by halves, newest first. It is written out because an instance of
// the library's generic sort weighs 2 kB in the page's module, which this does not.
func merge(list []mark) []mark {
	if len(list) < 2 {
		return list
	}
	a, b := merge(list[:len(list)/2]), merge(list[len(list)/2:])
	out := make([]mark, 0, len(list))
	for len(a) > 0 && len(b) > 0 {
		if b[0].at > a[0].at {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// Newest returns the newest event whose time is known, in the order of Sort, or
// the first event when none has a time. It reports false when there are no events.
func (t *Timeline) Newest() (Event, bool) {
	if len(t.Events) == 0 {
		return Event{}, false
	}
	list := marks(t.Events)
	newest := list[0]
	for _, m := range list[1:] {
		if m.at > newest.at {
			newest = m
		}
	}
	return t.Events[newest.index], true
}
