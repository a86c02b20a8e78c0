package main

import (
	"waybill/internal/timeline"
)

// Bounds on what is read from an answer. A real one stays far below; one that
// does not must not make the page slow. The page cuts single texts before they
// come here.
const (
	mostEvents = 1000
	mostBands  = 50
)

// answer is a JSON value as the page hands it over: the text of each string,
// number and boolean in it by its path. {"a":[{"b":1}]} is 1 under "a.0.b", and
// under "a.length" too. What is null is absent, and so is what is asked for and
// not there: a wrong type is no fault, only nothing.
type answer map[string]string

// newAnswer reads paths, each followed by its text.
func newAnswer(pairs []string) answer {
	a := make(answer)
	for i := 0; i+1 < len(pairs); i += 2 {
		a[pairs[i]] = pairs[i+1]
	}
	return a
}

// rows returns the path of each element of a list: "events.0.", "events.1.".
func (a answer) rows(list string, most int) []string {
	var paths []string
	for i := range min(a.whole(list, ".length"), most) {
		paths = append(paths, list+"."+itoa(i)+".")
	}
	return paths
}

// timeline reads a timeline of the wire format. Nothing in it is trusted: a field
// that is not what it should be is a field that is absent. It reports false when
// the value is no timeline at all.
func (a answer) timeline() (timeline.Timeline, bool) {
	t := timeline.Timeline{
		Number:      a.plain("", "number"),
		Carrier:     a["carrier"],
		Service:     a.plain("", "service"),
		Status:      a.status("", "status"),
		Origin:      a.country("", "origin"),
		Destination: a.country("", "destination"),
		Fetched:     a.moment("", "fetched"),
		Stale:       a["stale"] == "true",
		Source:      a["source"],
	}
	for _, path := range a.rows("events", mostEvents) {
		t.Events = append(t.Events, timeline.Event{
			Time:    a.moment(path, "time"),
			Status:  a.status(path, "status"),
			Text:    a.text(path, "text"),
			Place:   a.plain(path, "place"),
			Country: a.country(path, "country"),
		})
	}
	if from := a.moment("eta.", "from"); from != "" {
		t.ETA = &timeline.ETA{From: from, To: a.moment("eta.", "to")}
	}
	if number := a.plain("next_leg.", "number"); number != "" {
		t.NextLeg = &timeline.Leg{Carrier: a["next_leg.carrier"], Number: number}
	}
	t.Sort()
	return t, t.Number != "" && a["status"] != "" && a["events.length"] != ""
}

// band is how long a carrier is usually silent between two statuses, as its
// profile says.
type band struct {
	_        [0]func() // no comparing: the code for it would be weight in the page
	from, to timeline.Status
	min, max int
	working  bool // working days; calendar days otherwise
}

// bands reads the usual silences from a carrier's open data.
func (a answer) bands() []band {
	bands := []band{} // not nil: the page asks once
	for _, path := range a.rows("silences", mostBands) {
		bands = append(bands, band{
			from:    a.status(path, "from"),
			to:      a.status(path, "to"),
			min:     a.whole(path, "days.min"),
			max:     a.whole(path, "days.max"),
			working: a.text(path, "days.working") == "true",
		})
	}
	return bands
}

// text returns a field as it is.
func (a answer) text(path, field string) string { return a[path+field] }

// plain returns a field without the characters that plain drops.
func (a answer) plain(path, field string) string { return plain(a.text(path, field)) }

// whole returns a whole number, or 0.
func (a answer) whole(path, field string) int {
	n, _ := whole(a.text(path, field))
	return n
}

// status returns a canonical status; one that we do not know is Unknown.
func (a answer) status(path, field string) timeline.Status {
	if s := timeline.Status(a.text(path, field)); s.Valid() {
		return s
	}
	return timeline.Unknown
}

// moment returns a time of the wire format, or "".
func (a answer) moment(path, field string) timeline.Time {
	t, err := timeline.ParseTime(a.text(path, field))
	if err != nil {
		return ""
	}
	return t
}

// country returns what has the form of a country code, or "".
func (a answer) country(path, field string) string {
	c := a.text(path, field)
	if len(c) != 2 || c[0] < 'A' || c[0] > 'Z' || c[1] < 'A' || c[1] > 'Z' {
		return ""
	}
	return c
}

// secure returns an address that is fetched over https, or "": what a carrier
// gives as its page must lead nowhere else.
func secure(url string) string {
	if hasPrefix(url, "https://") {
		return url
	}
	return ""
}
