package proxy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gorilla/feeds"

	"waybill/internal/timeline"
)

// form is another form in which a timeline is given: its ending in the address, its
// media type and what makes it.
type form struct {
	ending string
	media  []string
	make   func(timeline.Timeline) ([]byte, error)
}

// forms are all of them.
var forms = []form{
	{".atom", []string{"application/atom+xml; charset=utf-8"}, feedOf},
	{".ics", []string{"text/calendar; charset=utf-8"}, calendarOf},
}

// formOf takes the ending of a form from an address's last part. It returns nil, and
// the part as it is, for the timeline itself.
func formOf(part string) (*form, string) {
	for i := range forms {
		f := &forms[i]
		if n := len(part) - len(f.ending); n >= 0 && strings.EqualFold(part[n:], f.ending) {
			return f, part[:n]
		}
	}
	return nil, part
}

// render returns an entry that holds the form of a stored timeline, as fresh as that
// is. The same timeline gives the same bytes.
func (f *form) render(e *entry) (*entry, error) {
	var tl timeline.Timeline
	if err := json.Unmarshal(e.body, &tl); err != nil {
		return nil, fmt.Errorf("reading a stored timeline: %w", err)
	}
	body, err := f.make(tl)
	if err != nil {
		return nil, fmt.Errorf("making %s: %w", f.ending, err)
	}
	made := newEntry(http.StatusOK, e.kind, body)
	made.fresh, made.keep, made.stale, made.media = e.fresh, e.keep, e.stale, f.media
	return made, nil
}

// parcelID returns a stable name for a parcel that is good in feeds and calendars and
// does not spell out its number.
func parcelID(tl timeline.Timeline, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(append([]string{tl.Carrier, tl.Number}, parts...), "\n")))
	return hex.EncodeToString(sum[:12])
}

// feedOf returns a timeline as an Atom feed, an entry for each scan event. An event
// keeps its id for as long as the carrier tells it alike. All that a carrier said is
// marked as plain text, so that no reader takes it for markup.
func feedOf(tl timeline.Timeline) ([]byte, error) {
	feed := &feeds.AtomFeed{
		Xmlns:  "http://www.w3.org/2005/Atom",
		Id:     "urn:waybill:parcel:" + parcelID(tl),
		Title:  tl.Number + ": " + words(tl.Status),
		Author: &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: tl.Carrier}},
	}
	if tl.Source != "" {
		feed.Link = &feeds.AtomLink{Href: tl.Source}
	}
	updated := momentOf(tl.Fetched)
	if newest, ok := tl.Newest(); ok {
		updated = momentOf(newest.Time)
	}
	feed.Updated = updated.Format(time.RFC3339)
	seen := map[string]int{}
	for _, e := range tl.Events {
		id := parcelID(tl, string(e.Time), e.Text, e.Place, e.Code)
		seen[id]++
		if n := seen[id]; n > 1 {
			id = fmt.Sprintf("%s-%d", id, n) // the carrier lists the same row twice
		}
		entry := &feeds.AtomEntry{
			Id:      "urn:waybill:event:" + id,
			Title:   e.Text,
			Updated: momentOf(e.Time).Format(time.RFC3339),
			Summary: &feeds.AtomSummary{Type: "text", Content: strings.Join(present(words(e.Status), e.Place, e.Country, spoken(e.Time)), " · ")},
		}
		if tl.Source != "" {
			entry.Links = []feeds.AtomLink{{Href: tl.Source, Rel: "alternate"}}
		}
		feed.Entries = append(feed.Entries, entry)
	}
	atom, err := xml.MarshalIndent(feed, "", "  ")
	return append([]byte(xml.Header), append(atom, '\n')...), err
}

// calendarOf returns what of a timeline has a date to come: the window in which
// delivery is expected, and the last day of waiting at a pick-up point. An entry
// keeps its id when its days move, so that calendars move it too.
func calendarOf(tl timeline.Timeline) ([]byte, error) {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Waybill//Parcel//EN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName("Parcel " + tl.Number)
	stamp := momentOf(tl.Fetched)
	add := func(what, title string, from, to timeline.Time) {
		first, err := time.Parse(time.DateOnly, from.Date())
		last, err2 := time.Parse(time.DateOnly, to.Date())
		if err != nil || err2 != nil {
			return
		}
		e := cal.AddEvent(parcelID(tl, what) + "@waybill")
		e.SetDtStampTime(stamp)
		e.SetAllDayStartAt(first)
		e.SetAllDayEndAt(last.AddDate(0, 0, 1)) // the end is the first day after
		e.SetSummary(title)
		e.SetTimeTransparency(ics.TransparencyTransparent)
		if tl.Source != "" {
			e.SetURL(tl.Source)
		}
	}
	if tl.ETA != nil && !tl.Status.Final() {
		add("eta", "Parcel "+tl.Number+" expected", tl.ETA.From, tl.ETA.To)
	}
	if tl.PickupBy != "" && !tl.Status.Final() {
		add("pickup", "Last day to pick up parcel "+tl.Number, tl.PickupBy, tl.PickupBy)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows)), nil
}

// words writes a status in words.
func words(s timeline.Status) string { return strings.ReplaceAll(string(s), "_", " ") }

// spoken returns a time as the carrier gave it, for people.
func spoken(t timeline.Time) string {
	return strings.TrimSpace(t.Date() + " " + t.Clock())
}

// present returns the texts that are not empty.
func present(texts ...string) []string {
	var list []string
	for _, t := range texts {
		if t != "" {
			list = append(list, t)
		}
	}
	return list
}

// momentOf returns a time as feeds need it. A time whose zone is not known is read as
// UTC: feeds have no other way to say it, and the text beside it says what the carrier
// said.
func momentOf(t timeline.Time) time.Time {
	if sec, ok := t.Unix(); ok {
		return time.Unix(sec, 0).UTC()
	}
	if sec, ok := t.Wall(); ok {
		return time.Unix(sec, 0).UTC()
	}
	return time.Time{}
}
