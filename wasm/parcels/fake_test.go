package main

import (
	"strconv"
	"strings"
	"testing"

	"waybill/internal/timeline"
	"waybill/wasm/browser/browsertest"
)

// testWords are the page's words, as short as they can be told apart.
func testWords() []string {
	said := []string{
		"in", "{status} in {country}", "in-the", "{status} in the {country}", "the-countries", "US NL",
		"since", "since {day}", "on", "on {day}", "today", "today", "yesterday", "yesterday", "days-ago", "{n} days ago",
		"quiet", "{n} quiet days", "quiet-usual", "{n} quiet days, usual {span}", "usual", "usual {span}",
		"span", "{min} to {max} days", "span-most", "up to {max} days", "span-single", "1 day", "span-working-single", "1 working day",
		"span-working", "{min} to {max} working days", "span-working-most", "up to {max} working days",
		"verdict-normal", "normal", "verdict-watch", "watch", "verdict-act", "act",
		"verdict-late", "late", "says-late", "{name} expected it by {day}", "step-late", "late {name}", "says-normal", "normal until {day}", "says-watch", "watch after {n}", "says-act", "act after {n}",
		"basis", "usual {span}, says {who}", "basis-twice", "twice usual {span}, says {who}", "checked-on", "checked {day}",
		"step-normal", "normal {name} until {day}", "step-watch", "watch {name} until {turn}", "step-act", "act {name}",
		"conflict", "{first}: {one}, {second}: {two}", "leg-asking", "asking", "leg-over", "over", "leg-no-scan", "no scan",
		"leg-linked", "linked", "leg-unread", "unread", "leg-no-proxy", "no service", "handed-to", "{name} took over", "handed-to-after", "{name} took over after {n}",
		"when-until", "until {day}", "when-from", "from {day}", "when-from-to", "from {from} to {to}", "when-open", "open", "when-closed", "closed {day}",
		"when-unknown", "needs a date", "expected", "expected {day}", "left", "{n} left", "left-today", "today", "left-one", "{n} day left",
		"counted-both", "opens {opens}, closes {closes}", "counted-opens", "opens {opens}", "counted-closes", "within {closes}",
		"limit-days", "{n} days", "limit-working", "{n} working days", "limit-months", "{n} months", "who-sender", "Sender", "who-recipient", "You",
		"event-eta", "Expected {title}", "event-closes", "{body}: {what} closes, {title}", "event-opens", "{body}: {what} opens, {title}",
		"parcels", "{n} parcels", "parcels-one", "1 parcel", "archived", "{n} archived", "unreadable", "{n} unreadable",
		"undo-removed", "{name} removed", "undo-archived", "{name} archived", "all-tags", "All", "progress", "{n} of {of}", "more-parcels", "{n} more",
		"imported", "{n} of {of} added", "imported-one", "1 of {of} added", "join-unknown", "unknown",
		"storage-blocked", "storage blocked", "storage-full", "storage full", "storage-broken", "storage broken",
		"letter-gap", "[…]", "letter-to-seller", "To the seller", "letter-seller", "Ordered {ordered}, due {due}, {number}: {status}. By {answer-by}.",
		"clock-ahead", "ahead by {n}", "clock-behind", "behind by {n}", "clock-days-one", "a day", "clock-days", "{n} days",
		"copied", "Copied", "not-copied", "Blocked", "seconds", "{n} seconds", "minutes", "{n} minutes",
		"handover", "handed over after {n} days", "local-time", "local time", "title", "{status} – {number}",
	}
	said = append(said, "plurals", "other one"+strings.Repeat(" other", 198))
	for _, kind := range []string{"not-found", "upstream-unavailable", "offline", "no-proxy", "invalid-number"} {
		said = append(said, "problem-"+kind, "yes")
	}
	for _, o := range timeline.Occasions() {
		said = append(said, "from-"+string(o), "from "+string(o), "day-"+string(o), "day of "+string(o))
	}
	for _, stage := range []string{"sent", "collected", "sorted", "left", "arrived", "customs", "local", "out", "done"} {
		said = append(said, "stage-"+stage, stage)
	}
	for _, s := range timeline.Statuses() {
		said = append(said, string(s)+".name", "Name of "+string(s), string(s)+".short", "Short.", string(s)+".act", "Act.",
			string(s)+".help", "/help/"+s.Slug()+"/", string(s)+".trouble", "Trouble with "+string(s),
			string(s)+".sticker", "sticker", string(s)+".tone", "plain", string(s)+".page", "/statuses/"+s.Slug()+"/")
	}
	return said
}

// reader is the page of somebody who tracks parcels.
type reader struct {
	*browsertest.Browser
	page *page
}

func newReader(t testing.TB) *reader {
	t.Helper()
	b := browsertest.New()
	p := newPage(b.Host, browsertest.Table(t), []string{"", "/base", "https://api.example"}, testWords())
	b.On = p.on
	return &reader{b, p}
}

// track asks for a parcel, by hand.
func (r *reader) track(number, carrier string) string {
	return r.Tell("track", number, carrier, "hand")
}

// answer tells of an answer to the newest request.
func (r *reader) answer(t testing.TB, body string) string {
	t.Helper()
	return r.reply(t, r.page.turns, true, "application/json", "", body)
}

// reply tells of an answer to any request.
func (r *reader) reply(t testing.TB, turn int, ok bool, mediaType, retry, body string) string {
	t.Helper()
	yes := ""
	if ok {
		yes = "yes"
	}
	return r.Tell("answer", append([]string{strconv.Itoa(turn), yes, mediaType, retry}, browsertest.Flat(t, body)...)...)
}

// knows tells what the site's content says: of a carrier, or of none in particular.
func (r *reader) knows(t testing.TB, what, body string) string {
	t.Helper()
	return r.Tell("data", append([]string{what, "yes", "", ""}, browsertest.Flat(t, body)...)...)
}
