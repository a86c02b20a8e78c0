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
	Events      []Event `json:"events"`                // newest first, never nil on the wire
	NextLeg     *Leg    `json:"next_leg,omitempty"`    // who carries it on, under which number
	Fetched     Time    `json:"fetched,omitempty"`     // when the carrier was asked, UTC
	Stale       bool    `json:"stale"`                 // an older answer, served because the carrier could not be asked
	Source      string  `json:"source,omitempty"`      // the carrier's own page for this parcel
}

// Event is one scan event: one row of the carrier's answer.
type Event struct {
	Time    Time   `json:"time"`              // as the carrier gave it
	Status  Status `json:"status"`            // what it means
	Text    string `json:"text"`              // the carrier's own wording, always kept
	Place   string `json:"place,omitempty"`   // town or facility
	Country string `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Code    string `json:"code,omitempty"`    // the carrier's own code
	Carrier string `json:"carrier"`           // slug of the carrier whose answer held the row
}

// ETA is a window of days in which delivery is expected, both ends included.
type ETA struct {
	From   Time   `json:"from"`   // a day, as 2026-11-25
	To     Time   `json:"to"`     // a day; equal to From for a single day
	Source string `json:"source"` // who says so: "carrier"
}

// Leg is a part of the journey that another carrier, or the same under another
// number, takes on.
type Leg struct {
	Carrier string `json:"carrier,omitempty"` // carrier slug, absent when only the number is known
	Number  string `json:"number"`
}

// Sort puts the events newest first. Events of the same moment keep the order
// in which the carrier gave them.
func (t *Timeline) Sort() {
	t.Events = merge(t.Events)
}

// merge sorts by halves, newest first. It is written out because an instance of
// the library's generic sort weighs 2 kB in the page's module, which this does not.
func merge(events []Event) []Event {
	if len(events) < 2 {
		return events
	}
	a, b := merge(events[:len(events)/2]), merge(events[len(events)/2:])
	out := make([]Event, 0, len(events))
	for len(a) > 0 && len(b) > 0 {
		if b[0].Time.Compare(a[0].Time) > 0 {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// Newest returns the newest event whose time is known, or the first event when
// none has a time. It reports false when there are no events.
func (t *Timeline) Newest() (Event, bool) {
	if len(t.Events) == 0 {
		return Event{}, false
	}
	newest := t.Events[0]
	for _, e := range t.Events[1:] {
		if e.Time.Compare(newest.Time) > 0 {
			newest = e
		}
	}
	return newest, true
}
