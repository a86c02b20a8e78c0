package main

import "waybill/internal/timeline"

// day is what happened on one day of the carrier's own calendar: events[from:to].
type day struct {
	_        [0]func()     // no comparing: the code for it would be weight in the page
	date     timeline.Time // only the day; "" for events without a time that can be read
	from, to int
}

// days groups the first limit events by day, in the order given: newest first.
func days(events []timeline.Event, limit int) []day {
	var out []day
	for i := range events[:min(limit, len(events))] {
		date := timeline.Time(events[i].Time.Date())
		if n := len(out); n == 0 || out[n-1].date != date {
			out = append(out, day{date: date, from: i})
		}
		out[len(out)-1].to = i + 1
	}
	return out
}

// handover reports whether events[i] is the first scan of another carrier than the
// scan before it, and returns how many days lie between the two; 0 when they are
// fewer than timeline.QuietDays. A scan that says that the parcel was handed over
// counts as well where the same carrier tells both.
func handover(events []timeline.Event, i int) (days int, changed bool) {
	if i+1 == len(events) {
		return 0, false
	}
	a, b := &events[i], &events[i+1]
	changed = a.Carrier != b.Carrier
	if !changed && a.Status != timeline.HandedToLocal {
		return 0, false
	}
	after, ok1 := a.Time.Day()
	before, ok2 := b.Time.Day()
	if n := after - before; ok1 && ok2 && n >= timeline.QuietDays {
		return n, changed
	}
	return 0, changed
}

// standing returns the scan since which the parcel has stood where it stands:
// the oldest of the newest events in a row that tell its status. It returns the
// newest event when none does, and nil when there are no events. t's events are
// newest first.
func standing(t *timeline.Timeline) *timeline.Event {
	var since *timeline.Event
	for i := range t.Events {
		if e := &t.Events[i]; e.Status == t.Status {
			since = e
		} else if since != nil {
			break
		}
	}
	if since == nil && len(t.Events) > 0 {
		return &t.Events[0]
	}
	return since
}

// placed reports whether a parcel with status s can be said to be in a country
// in a way that tells more than the status itself: not for a border crossing,
// which names its country, nor for the end of the journey.
func placed(s timeline.Status) bool {
	switch s {
	case timeline.PickedUp, timeline.ArrivedSorting, timeline.DepartedSorting,
		timeline.CustomsInProgress, timeline.CustomsCleared,
		timeline.HandedToLocal, timeline.ArrivedLocal:
		return true
	}
	return false
}
