package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/browser"
	"waybill/wasm/text"
)

// list is the parcels that are kept in this browser.
type list struct {
	kept    []*kept
	broken  int       // entries that could not be read, and were left as they are
	trouble string    // why nothing can be kept: "blocked", "full" or "broken"; "" when all is well
	undo    undo      // the last thing that can be taken back
	archive bool      // archived parcels are shown, and no others
	tag     string    // only parcels with this tag are shown; "" for all
	limit   int       // rows drawn at most
	loaded  bool      // what is kept has been read
	asking  []*parcel // those that are asked about in the background
	early   []*parcel // those that answered before the site's rules were here
	queue   []*kept   // those that wait for it
	total   int       // how many were to be asked about, for the bar
}

// undo is a removal that can be taken back.
type undo struct {
	what string // "removed", "archived", "unarchived"; "" for nothing
	kept *kept
}

// kept is what the list shows of a parcel. Its timelines stay in the store until the
// parcel is opened.
type kept struct {
	number, carrier string
	note
	added    int // seconds since 1970
	archived bool

	status  timeline.Status // "" before any answer
	country string          // of the newest scan
	newest  timeline.Time   // when that was
	since   timeline.Time   // when the status began
	by      timeline.Time   // until when it waits to be collected
	eta     timeline.Time   // the last day of the window in which it is expected
	until   int             // the last day on which its silence is usual, 0 when nobody says
	turn    int             // the day on which it is time to act
	checked int             // seconds since 1970: the newest answer
	tried   int             // the newest question
	fails   int             // questions in a row that were not answered
	problem string          // why the newest was not
}

func (k *kept) id() string { return k.carrier + " " + k.number }

// find returns a kept parcel, or nil.
func (l *list) find(id string) *kept {
	for _, k := range l.kept {
		if k.id() == id {
			return k
		}
	}
	return nil
}

func (l *list) remove(k *kept) {
	for i := range l.kept {
		if l.kept[i] == k {
			l.kept = append(l.kept[:i:i], l.kept[i+1:]...)
			return
		}
	}
}

// tone is how urgent a parcel is, as the class of its sticker: act, watch, normal,
// plain or done. today is the reader's day.
func (k *kept) tone(today int) string {
	switch k.status {
	case timeline.Delivered, timeline.Returned:
		return "done"
	case timeline.AttemptFailed, timeline.Incident:
		return "act"
	case timeline.AvailableForPickup:
		if by, ok := k.by.Day(); ok && by-today <= urgent {
			return "act"
		}
		return "watch"
	case timeline.ReturnToSender:
		return "watch"
	}
	switch {
	case k.turn > 0 && today >= k.turn:
		return "act"
	case k.until > 0 && today > k.until || overdue(k.status, k.eta, today):
		return "watch"
	case k.until > 0:
		return "normal"
	}
	return "plain"
}

// place is where a parcel stands in the order "needs you first".
func (k *kept) place(today int) int {
	switch k.tone(today) {
	case "act":
		return 0
	case "watch":
		return 1
	case "done":
		return 5
	}
	switch k.status {
	case "", timeline.Unknown:
		return 4
	case timeline.PendingPickup:
		return 3
	}
	return 2
}

// before is the order of the list: what needs the reader first, then what moved last,
// then what was added last.
func (k *kept) before(o *kept, today int) bool {
	a, b := k.place(today), o.place(today)
	switch {
	case a != b:
		return a < b
	case k.newest != o.newest:
		return k.newest.Compare(o.newest) > 0
	}
	return k.added > o.added
}

// shown returns the parcels that are to be seen, in order.
func (l *list) shown(today int) []*kept {
	var out []*kept
	for _, k := range l.kept {
		if k.archived == l.archive && (l.tag == "" || tagged(k.tags, l.tag)) {
			out = append(out, k)
		}
	}
	return sortKept(out, today)
}

// sortKept sorts by halves, as timeline does.
func sortKept(list []*kept, today int) []*kept {
	if len(list) < 2 {
		return list
	}
	a, b := sortKept(list[:len(list)/2], today), sortKept(list[len(list)/2:], today)
	out := make([]*kept, 0, len(list))
	for len(a) > 0 && len(b) > 0 {
		if b[0].before(a[0], today) {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// splitTags parts "shoes, gift" at its commas.
func splitTags(tags string) []string {
	var out []string
	for more := true; more; {
		var tag string
		tag, tags, more = text.Cut(tags, ",")
		for len(tag) > 0 && tag[0] == ' ' {
			tag = tag[1:]
		}
		for len(tag) > 0 && tag[len(tag)-1] == ' ' {
			tag = tag[:len(tag)-1]
		}
		if tag != "" {
			out = append(out, tag)
		}
	}
	return out
}

func tagged(tags, tag string) bool {
	for _, one := range splitTags(tags) {
		if one == tag {
			return true
		}
	}
	return false
}

// tags are all tags of the list, each once, in the order in which they are met.
func (l *list) tags() []string {
	var out []string
	seen := map[string]bool{}
	for _, k := range l.kept {
		for _, tag := range splitTags(k.tags) {
			if !seen[tag] {
				seen[tag] = true
				out = append(out, tag)
			}
		}
	}
	return out
}

// someRows is how many rows are drawn before the button for more.
const someRows = 100

// drawList draws the list and what can be done with it.
func (p *page) drawList() {
	l := &p.list
	if l.limit == 0 {
		l.limit = someRows
	}
	today := p.today("")
	shown := l.shown(today)
	archived := 0
	for _, k := range l.kept {
		if k.archived {
			archived++
		}
	}
	var s browser.Sheet
	if len(l.kept) > 0 || l.trouble != "" || l.undo.what != "" || l.broken > 0 {
		s.Open("list")
		s.Set("count", p.words.count("parcels", len(l.kept)-archived))
		s.Set("trouble", p.words["storage-"+l.trouble])
		if l.broken > 0 {
			s.Set("broken", p.words.count("unreadable", l.broken))
		}
		if l.undo.what != "" {
			s.Set("undo", p.words.phrase("undo-"+l.undo.what, "name", text.First(l.undo.kept.name, l.undo.kept.number)))
		}
		s.Flag("any", len(l.kept) > 0)
		s.Flag("live", len(shown) > 0 && !l.archive)
		s.Flag("archive", l.archive)
		if archived > 0 || l.archive {
			s.Set("archived", p.words.count("archived", archived))
		}
		s.Flag("none", len(shown) == 0 && len(l.kept) > 0)
		if n := l.total - len(l.queue) - len(l.asking); l.total > 1 && n < l.total {
			s.Set("progress", p.words.phrase("progress", "n", text.Itoa(n), "of", text.Itoa(l.total)))
			s.Set("done", text.Itoa(n))
			s.Set("total", text.Itoa(l.total))
		}
		if len(shown) > l.limit {
			s.Set("rest", p.words.count("more-parcels", len(shown)-l.limit))
		}
		s.List("filters")
		if tags := l.tags(); len(tags) > 0 {
			p.drawFilter(&s, "", p.words["all-tags"])
			for _, tag := range tags {
				p.drawFilter(&s, tag, tag)
			}
		}
		s.End()
		s.List("rows")
		for _, k := range shown[:min(len(shown), l.limit)] {
			p.drawRow(&s, k, today)
		}
		s.End()
		s.Close()
	}
	p.host.Draw("[data-parcels]", &s)
}

func (p *page) drawFilter(s *browser.Sheet, tag, label string) {
	s.Open("filter")
	s.Value(tag)
	s.Set("text", label)
	s.Flag("pressed", p.list.tag == tag)
	s.Close()
}

// drawRow is one parcel of the list.
func (p *page) drawRow(s *browser.Sheet, k *kept, today int) {
	tone := k.tone(today)
	s.Open("row")
	s.Value(k.id())
	s.Set("id", k.id())
	s.Set("title", text.First(k.name, k.number))
	if k.name != "" {
		s.Set("number", k.number)
	}
	s.Set("name", p.name(k.carrier))
	s.Set("tags", k.tags)
	switch {
	case k.status == "" && k.problem != "":
		s.Set("status", text.First(p.words["leg-"+k.problem], p.words["leg-unread"]))
	case k.status == "" && !p.live(k):
		s.Set("status", p.words["leg-linked"])
	case k.status == "":
		s.Set("status", p.words["not-asked"])
	default:
		answer := p.words.status(k.status, "name")
		if placed(k.status) {
			answer = p.words.place(answer, k.country, p.country(k.country))
		}
		s.Set("status", answer)
	}
	switch tone {
	case "plain", "done":
		if k.status != "" {
			s.Set("sticker", p.words.status(k.status, "sticker"))
		}
	case "act", "watch":
		word := p.words["verdict-"+tone]
		if tone == "watch" && overdue(k.status, k.eta, today) {
			word = p.words["verdict-late"]
		} else if k.turn == 0 || k.status == timeline.AvailableForPickup {
			word = p.words.status(k.status, "sticker")
		}
		s.Set("sticker", word)
	default:
		s.Set("sticker", p.words["verdict-"+tone])
	}
	s.Set("tone", tone)
	if n, ok := k.since.Day(); ok {
		s.Set("time", string(timeline.DateOf(n)))
		s.Set("since", p.words.phrase("since", "day", p.day(n, "brief")))
	}
	if n, ok := k.by.Day(); ok && k.status == timeline.AvailableForPickup {
		s.Set("until", p.words.phrase("when-until", "day", p.day(n, "brief")))
	} else if n, ok := k.eta.Day(); ok && !k.status.Final() && k.status != "" {
		s.Set("until", p.words.phrase("expected", "day", p.day(n, "brief")))
	}
	s.Flag("archived", k.archived)
	s.Flag("kept", !k.archived)
	s.Close()
}

// actOnList does what a button of the list says.
func (p *page) actOnList(verb, value string) {
	l := &p.list
	switch verb {
	case "keep":
		p.keep()
		return
	case "open":
		if k := l.find(value); k != nil {
			p.track(k.number, k.carrier, true)
		}
		return
	case "export-json":
		p.host("save", "parcels.json", l.json())
		return
	case "export-csv":
		p.host("save", "parcels.csv", p.csv())
		return
	case "remove":
		if k := l.find(value); k != nil {
			l.remove(k)
			l.undo = undo{"removed", k}
			p.host.Do("drop", k.id())
		}
	case "archive", "unarchive":
		if k := l.find(value); k != nil {
			k.archived = verb == "archive"
			l.undo = undo{verb + "d", k}
			p.store(k, "")
		}
	case "undo":
		p.takeBack()
	case "filter":
		l.tag = value
	case "show-archive":
		l.archive, l.tag = !l.archive, ""
	case "rest":
		l.limit += someRows
	case "all":
		p.refreshAll()
		return
	default:
		return
	}
	p.drawList()
	switch verb {
	case "remove", "archive", "unarchive":
		p.host("focus", "[data-act=undo]", "")
	case "rest":
		p.host("focus", ".kept .open", text.Itoa(l.limit-someRows))
	default:
		p.host("focus", "[data-parcels] h2", "")
	}
}

// takeBack undoes the last removal.
func (p *page) takeBack() {
	l := &p.list
	k := l.undo.kept
	switch l.undo.what {
	case "removed":
		if l.find(k.id()) == nil {
			l.kept = append(l.kept, k)
		}
		p.host.Do("restore", k.id())
	case "archived", "unarchived":
		k.archived = !k.archived
		p.store(k, "")
	}
	l.undo = undo{}
}

// filter shows only some of the list.
func (p *page) filter(key, value string) {
	if key == "tag" {
		p.list.tag = value
	}
	p.drawList()
}

// keep puts the parcel that is shown on the list.
func (p *page) keep() {
	c := p.open
	if c == nil || p.list.find(c.id()) != nil {
		return
	}
	k := &kept{number: c.number, carrier: c.carrier, added: p.now()}
	p.list.kept = append(p.list.kept, k)
	p.list.undo = undo{}
	p.keepAnswer(c)
	p.drawList()
	if c.whole() == nil {
		p.display(c)
		p.host("say", p.words["kept"], "")
		return
	}
	p.redraw()
	p.host("focus", "[data-set=name]", "")
}

// keepLines puts numbers on the list, one a line, each followed by its carrier, and
// asks about them.
func (p *page) keepLines(lines string) {
	for more := true; more; {
		var line string
		line, lines, more = text.Cut(lines, "\n")
		number, carrier, ok := text.Cut(line, " ")
		if !ok || number == "" || p.list.find(carrier+" "+number) != nil {
			continue
		}
		k := &kept{number: number, carrier: carrier, added: p.now()}
		p.list.kept = append(p.list.kept, k)
		p.store(k, "")
	}
	p.list.undo = undo{}
	p.refreshAll()
	p.host("focus", "[data-parcels] h2", "")
}

// now is the moment, in seconds since 1970.
func (p *page) now() int { return number(p.host("now", "", "")) }

// number reads a whole number of any length that fits, 0 for anything else.
func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 1<<50 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
