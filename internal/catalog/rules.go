package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"waybill/internal/timeline"
)

// Limit is how far from an occasion a deadline opens or closes. The zero value is
// no limit.
type Limit struct {
	N    int
	Unit timeline.Unit
	From []timeline.Occasion // counted from the first of them that is known
}

// Deadline is a time limit that a carrier, a marketplace, a means of payment or the
// law sets. Carriers' profiles and help pages declare them, under the key deadlines.
type Deadline struct {
	ID        string
	Body      string // whose rule it is; a carrier's own name on its profile
	Kind      string // "carrier", "marketplace", "payment" or "law"
	What      string // what one may do, "Claim for a lost item"
	For       []timeline.Trouble
	Opens     Limit
	Closes    Limit
	Who       string   // "sender", "recipient" or "either"
	Countries []string // of destination; none for everywhere
	Note      string
	URL       string // where it is done, may be empty
	Source    string // ID of a source
}

// Closure is a day or a run of days on which carriers of some countries do not work:
// On, Easter or From and To. Help pages declare them, under the key closures.
type Closure struct {
	Name      string
	Countries []string
	On        string // "12-25", a day of every year
	Movable   bool   // Easter counts
	Easter    int    // days after Easter Sunday
	From, To  Date
	Source    string
}

var (
	bodyKinds    = []string{"marketplace", "payment", "law", "carrier"}
	whoActs      = []string{"sender", "recipient", "either"}
	monthAndDay  = regexp.MustCompile(`^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)
	wholeNumber  = regexp.MustCompile(`^-?\d{1,3}$`)
	closureKinds = "write on: 12-25, easter: -2, or from: and to:"
)

// deadlines reads the key of that name. body is the carrier's name on a profile and
// "" elsewhere, where each rule names its own.
func (r *reader) deadlines(f *fields, body string) []Deadline {
	var out []Deadline
	ids := map[string]bool{}
	for _, g := range f.groups("deadlines") {
		d := Deadline{Body: body, Kind: "carrier"}
		id := g.need("id")
		d.ID = id.text
		if id.ok && !slugPattern.MatchString(id.text) {
			r.report(id.span, "value/slug", fmt.Sprintf("%q is not an id", id.text), "use lower-case letters, digits and single hyphens")
		}
		if id.ok && ids[id.text] {
			r.report(id.span, "deadline/duplicate", fmt.Sprintf("two deadlines have the id %q", id.text), "")
		}
		ids[id.text] = true
		if body == "" {
			d.Body = g.need("body").text
			d.Kind = g.needOneOf("kind", "kind", bodyKinds)
		}
		d.What = g.need("what").text
		d.For = r.troubles(g.needTexts("for"))
		from := g.occasions("from")
		d.Opens, d.Closes = g.limit("opens", from), g.limit("closes", from)
		if g.node("opens") == nil && g.node("closes") == nil {
			g.missingAs(absence{"closes", "deadline/no-limit", "a deadline that neither opens nor closes", "add closes: {days: 30}, or opens:"})
		}
		d.Who = g.needOneOf("who", "party", whoActs)
		d.Countries = g.countries("countries")
		d.Note = g.text("note").text
		d.URL = g.address("url", web...)
		d.Source = g.sourceOf()
		g.done()
		out = append(out, d)
	}
	return out
}

// troubles reads a list of troubles.
func (r *reader) troubles(list []value) []timeline.Trouble {
	var out []timeline.Trouble
	for _, v := range list {
		if word := r.member(v, "trouble", wordsOf(timeline.Troubles())); word != "" {
			out = append(out, timeline.Trouble(word))
		}
	}
	return out
}

// occasions reads a list of occasions.
func (f *fields) occasions(key string) []timeline.Occasion {
	var out []timeline.Occasion
	for _, v := range f.texts(key) {
		if word := f.r.member(v, "occasion", wordsOf(timeline.Occasions())); word != "" {
			out = append(out, timeline.Occasion(word))
		}
	}
	return out
}

// limit reads {days: 30}, {working: 10} or {months: 6}, each with its own from where it
// does not count from that of the whole rule.
func (f *fields) limit(key string, from []timeline.Occasion) Limit {
	g := f.group(key)
	if g == nil {
		return Limit{}
	}
	var l Limit
	units := 0
	for _, unit := range []timeline.Unit{timeline.CalendarDays, timeline.WorkingDays, timeline.Months} {
		n, v := g.number(string(unit))
		if v.ok {
			l.N, l.Unit = n, unit
			units++
		}
	}
	if units != 1 {
		f.r.report(f.spans[key], "deadline/unit", "a limit counts one thing", "write {days: 30}, {working: 10} or {months: 6}")
	}
	if l.From = g.occasions("from"); len(l.From) == 0 {
		l.From = from
	}
	if len(l.From) == 0 {
		g.missing("from")
	}
	g.done()
	return l
}

// closures reads the key of that name of a help page.
func (r *reader) closures(f *fields) []Closure {
	var out []Closure
	for _, g := range f.groups("closures") {
		c := Closure{Name: g.need("name").text, Countries: g.countries("countries")}
		if len(c.Countries) == 0 {
			g.missing("countries")
		}
		on, easter := g.text("on"), g.text("easter")
		c.From, c.To = g.date("from"), g.date("to")
		ways := 0
		if on.ok {
			ways++
			if c.On = on.text; !monthAndDay.MatchString(on.text) {
				r.report(on.span, "value/day", fmt.Sprintf("%q is not a day of the year", on.text), "write month-day in quotes, \"12-25\"")
			}
		}
		if easter.ok {
			ways++
			c.Movable = true
			if !wholeNumber.MatchString(easter.text) {
				r.report(easter.span, "frontmatter/wrong-kind", "\"easter\" must be a whole number", "the days after Easter Sunday: -2 is Good Friday, 1 Easter Monday")
			}
			c.Easter, _ = strconv.Atoi(easter.text)
		}
		if c.From != "" || c.To != "" {
			ways++
			switch {
			case c.From == "":
				g.missing("from")
			case c.To == "":
				g.missing("to")
			case c.From > c.To:
				r.report(g.place, "value/days", fmt.Sprintf("from %s is after to %s", c.From, c.To), "swap them")
			}
		}
		if ways != 1 {
			r.report(g.place, "closure/when", "a closure says when it is in one way", closureKinds)
		}
		c.Source = g.sourceOf()
		g.done()
		out = append(out, c)
	}
	return out
}

// general reads the key silence of a status page: how long is usual after it, whoever
// the carrier is.
func (r *reader) general(f *fields, s timeline.Status) *Silence {
	g := f.group("silence")
	if g == nil {
		return nil
	}
	general := g.silence()
	general.From = s
	general.Who = g.need("who").text
	g.done()
	return &general
}

// silence reads what the silences of carriers and of statuses have in common.
func (f *fields) silence() Silence {
	s := Silence{Days: f.needDays(), Note: f.text("note").text, Source: f.sourceOf()}
	act, v := f.number("act")
	if v.ok && act <= s.Days.Max {
		f.r.report(v.span, "value/days", fmt.Sprintf("act %d is not after the longest usual silence, %d", act, s.Days.Max), "")
	}
	s.Act = act
	return s
}

// needOneOf is oneOf for a key that must be there.
func (f *fields) needOneOf(key, what string, set []string) string {
	if f.node(key) == nil {
		f.missing(key)
		return ""
	}
	return f.oneOf(key, what, set)
}

// needTexts is texts for a list that must have something in it.
func (f *fields) needTexts(key string) []value {
	if f.node(key) == nil {
		f.missing(key)
		return nil
	}
	return f.texts(key)
}

func wordsOf[S ~string](list []S) []string {
	words := make([]string, 0, len(list))
	for _, s := range list {
		words = append(words, string(s))
	}
	return words
}

// Rules returns all deadlines that are no carrier's own, in the order of the pages.
func (c *Catalog) Rules() []Ruled[Deadline] {
	return ruled(c.Help, func(p *Page) []Deadline { return p.Deadlines })
}

// Closures returns all closures, in the order of the pages.
func (c *Catalog) Closures() []Ruled[Closure] {
	return ruled(c.Help, func(p *Page) []Closure { return p.Closures })
}

// Ruled is a rule and the page that declares it, whose sources it refers to.
type Ruled[T any] struct {
	Rule T
	Page *Page
}

func ruled[T any](pages []*Page, of func(*Page) []T) []Ruled[T] {
	var out []Ruled[T]
	for _, p := range pages {
		for _, rule := range of(p) {
			out = append(out, Ruled[T]{rule, p})
		}
	}
	return out
}

// Source returns the page's source with an id, or the zero value when it has none.
func (p *Page) Source(id string) Source {
	if i := slices.IndexFunc(p.Sources, func(s Source) bool { return s.ID == id }); i >= 0 {
		return p.Sources[i]
	}
	return Source{}
}
