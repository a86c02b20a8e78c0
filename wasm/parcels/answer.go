package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/text"
)

// Bounds on what is read from an answer. A real one stays far below; one that
// does not must not make the page slow. The page cuts single texts before they
// come here.
const (
	mostEvents = 1000
	mostRules  = 300
)

// answer is a JSON value as the page hands it over: the text of each string,
// number and boolean in it by its path. {"a":[{"b":1}]} is 1 under "a.0.b", and
// under "a.length" too. What is null is absent, and so is what is asked for and
// not there: a wrong type is no fault, only nothing.
type answer map[string]string

// newAnswer reads paths, each followed by its text.
func newAnswer(pairs []string) answer {
	a := make(answer, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		a[pairs[i]] = pairs[i+1]
	}
	return a
}

// rows returns the path of each element of a list: "events.0.", "events.1.".
func (a answer) rows(list string, most int) []string {
	var paths []string
	for i := range min(a.whole(list, ".length"), most) {
		paths = append(paths, list+"."+text.Itoa(i)+".")
	}
	return paths
}

// timeline reads a timeline of the wire format. Nothing in it is trusted: a field
// that is not what it should be is a field that is absent. It reports false when
// the value is no timeline at all.
func (a answer) timeline() (timeline.Timeline, bool) { return a.timelineAt("") }

// timelineAt reads the timeline at a path: "answers.0.".
func (a answer) timelineAt(at string) (timeline.Timeline, bool) {
	t := timeline.Timeline{
		Number:      a.plain(at, "number"),
		Carrier:     a[at+"carrier"],
		Service:     a.plain(at, "service"),
		Status:      a.status(at, "status"),
		Origin:      a.country(at, "origin"),
		Destination: a.country(at, "destination"),
		Fetched:     a.moment(at, "fetched"),
		PickupBy:    a.moment(at, "pickup_by"),
		Stale:       a[at+"stale"] == "true",
		Source:      a[at+"source"],
	}
	for _, path := range a.rows(at+"events", mostEvents) {
		t.Events = append(t.Events, timeline.Event{
			Time:    a.moment(path, "time"),
			Status:  a.status(path, "status"),
			Text:    a.text(path, "text"),
			Place:   a.plain(path, "place"),
			Country: a.country(path, "country"),
			Carrier: text.First(a.text(path, "carrier"), a[at+"carrier"]),
		})
	}
	if from := a.moment(at+"eta.", "from"); from != "" {
		t.ETA = &timeline.ETA{From: from, To: a.moment(at+"eta.", "to")}
	}
	if number := a.plain(at+"next_leg.", "number"); number != "" {
		t.NextLeg = &timeline.Leg{Carrier: a[at+"next_leg.carrier"], Number: number}
	}
	t.Sort()
	return t, t.Number != "" && a[at+"status"] != "" && a[at+"events.length"] != ""
}

// bands reads the usual silences from a carrier's open data, or from the general
// rules; who says so where an entry does not name anybody.
func (a answer) bands(who string) []timeline.Band {
	var bands []timeline.Band
	for _, path := range a.rows("silences", mostRules) {
		b := timeline.Band{
			From:    a.status(path, "from"),
			To:      a.status(path, "to"),
			Service: a.text(path, "service"),
			Min:     a.whole(path, "days.min"),
			Max:     a.whole(path, "days.max"),
			Act:     a.whole(path, "act"),
			Working: a.text(path, "days.working") == "true",
			Note:    a.text(path, "note"),
			Source:  text.First(a.text(path, "who"), who),
		}
		_, b.URL, b.Checked = a.source(path)
		bands = append(bands, b)
	}
	return bands
}

// rules reads time limits.
func (a answer) rules() []*timeline.Rule {
	var rules []*timeline.Rule
	for _, path := range a.rows("deadlines", mostRules) {
		r := &timeline.Rule{
			ID:      a.text(path, "id"),
			Body:    a.text(path, "body"),
			Kind:    a.text(path, "kind"),
			What:    a.text(path, "what"),
			Opens:   a.limit(path + "opens."),
			Closes:  a.limit(path + "closes."),
			Who:     a.text(path, "who"),
			Note:    a.text(path, "note"),
			Address: a.text(path, "url"),
		}
		for _, t := range a.list(path + "for") {
			r.For = append(r.For, timeline.Trouble(t))
		}
		r.Countries = a.list(path + "countries")
		r.Source, r.URL, r.Checked = a.source(path)
		rules = append(rules, r)
	}
	return rules
}

// limit reads how far from which occasion a rule reaches.
func (a answer) limit(path string) timeline.Limit {
	l := timeline.Limit{N: a.whole(path, "n"), Unit: timeline.Unit(a.text(path, "unit"))}
	for _, o := range a.list(path + "from") {
		l.From = append(l.From, timeline.Occasion(o))
	}
	return l
}

// closures reads the days on which carriers do not work.
func (a answer) closures() timeline.Calendar {
	var out timeline.Calendar
	for _, path := range a.rows("closures", mostRules) {
		c := timeline.Closure{Name: a.text(path, "name"), Countries: a.list(path + "countries")}
		month, day, yearly := text.Cut(a.text(path, "on"), "-")
		easter, movable := a[path+"easter"]
		switch {
		case yearly:
			c.Month, _ = text.Whole(month)
			c.Day, _ = text.Whole(day)
		case movable:
			c.Movable = true
			digits, before := easter, text.HasPrefix(easter, "-")
			if before {
				digits = easter[1:]
			}
			if c.Easter, _ = text.Whole(digits); before {
				c.Easter = -c.Easter
			}
		default:
			from, known := a.moment(path, "from").Day()
			to, ends := a.moment(path, "to").Day()
			if !known || !ends {
				continue
			}
			c.From, c.To = from, to
		}
		out = append(out, c)
	}
	return out
}

// source returns the title, the address and the day of checking of the source that
// an entry names by its id, or that stands in it.
func (a answer) source(path string) (title, url string, checked timeline.Time) {
	at := path + "source."
	if id := a[path+"source"]; id != "" {
		for _, s := range a.rows("sources", mostRules) {
			if a[s+"id"] == id {
				at = s
			}
		}
	}
	return a.text(at, "title"), a.text(at, "url"), a.moment(at, "checked")
}

// list returns the texts of a list.
func (a answer) list(path string) []string {
	var out []string
	n, _ := text.Whole(a[path+".length"])
	for i := range min(n, mostRules) {
		out = append(out, a[path+"."+text.Itoa(i)])
	}
	return out
}

// text returns a field as it is.
func (a answer) text(path, field string) string { return a[path+field] }

// plain returns a field without the characters that plain drops.
func (a answer) plain(path, field string) string { return text.Plain(a.text(path, field)) }

// whole returns a whole number, or 0.
func (a answer) whole(path, field string) int {
	n, _ := text.Whole(a.text(path, field))
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
	if text.HasPrefix(url, "https://") {
		return url
	}
	return ""
}
