package proxy

import (
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed"

	"waybill/internal/timeline"
)

// TestFeedIsReadBack reads a feed with another's reader. What a carrier wrote is text
// and stays text.
func TestFeedIsReadBack(t *testing.T) {
	tl := timeline.Timeline{
		Number: "LP1", Carrier: "cainiao", Status: timeline.InTransit, Fetched: "2026-11-22T10:00:00Z",
		Events: []timeline.Event{
			{Time: "2026-11-21T08:00:00+01:00", Status: timeline.InTransit, Text: "<script>alert(1)</script> & more", Place: "<b>Lyon</b>"},
			{Time: "2026-11-20T08:00", Status: timeline.PickedUp, Text: "Picked up"},
			{Time: "2026-11-20T08:00", Status: timeline.PickedUp, Text: "Picked up"},
		},
	}
	body, err := feedOf(tl)
	if err != nil {
		t.Fatal(err)
	}
	feed, err := gofeed.NewParser().ParseString(string(body))
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	ids := map[string]bool{}
	for _, item := range feed.Items {
		ids[item.GUID] = true
	}
	if len(feed.Items) != 3 || len(ids) != 3 {
		t.Errorf("%d entries with %d ids", len(feed.Items), len(ids))
	}
	if got := feed.Items[0].Title; !strings.Contains(got, "alert(1)") || feed.Items[0].Updated != "2026-11-21T07:00:00Z" {
		t.Errorf("got %q at %s", got, feed.Items[0].Updated)
	}
	if strings.Contains(string(body), "<script>") || strings.Contains(string(body), `type="html"`) {
		t.Errorf("the carrier's words are markup:\n%s", body)
	}
	if strings.Contains(string(body), `href=""`) {
		t.Error("there is a link to nowhere")
	}

	// A new row on top leaves the ids of the others as they are.
	tl.Events = append([]timeline.Event{{Time: "2026-11-22T08:00:00+01:00", Status: timeline.Delivered, Text: "Delivered"}}, tl.Events...)
	body, err = feedOf(tl)
	if err != nil {
		t.Fatal(err)
	}
	later, err := gofeed.NewParser().ParseString(string(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range later.Items[1:] {
		if !ids[item.GUID] {
			t.Errorf("the id of %q has changed", item.Title)
		}
	}
}

// TestCalendarIsReadBack: an entry keeps its id when its days move.
func TestCalendarIsReadBack(t *testing.T) {
	read := func(tl timeline.Timeline) []*ics.VEvent {
		t.Helper()
		body, err := calendarOf(tl)
		if err != nil {
			t.Fatal(err)
		}
		cal, err := ics.ParseCalendar(strings.NewReader(string(body)))
		if err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		if strings.Count(string(body), "\n") != strings.Count(string(body), "\r\n") {
			t.Error("a line does not end as RFC 5545 wants it")
		}
		return cal.Events()
	}
	tl := timeline.Timeline{Number: "LP1", Carrier: "cainiao", Status: timeline.AvailableForPickup, Fetched: "2026-11-22T10:00:00Z",
		ETA: &timeline.ETA{From: "2026-11-25", To: "2026-12-02"}, PickupBy: "2026-11-30"}
	first := read(tl)
	tl.ETA = &timeline.ETA{From: "2026-11-26", To: "2026-11-26"}
	second := read(tl)
	if len(first) != 2 || len(second) != 2 || first[0].Id() != second[0].Id() || first[0].Id() == first[1].Id() {
		t.Fatalf("got %v and %v", first, second)
	}
	start, err := first[0].GetAllDayStartAt()
	if err != nil {
		t.Fatal(err)
	}
	end, err := first[0].GetAllDayEndAt()
	if err != nil || start.Format("2006-01-02") != "2026-11-25" || end.Format("2006-01-02") != "2026-12-03" {
		t.Errorf("from %s to %s, error %v; the end is the first day after", start, end, err)
	}
	tl.Status = timeline.Delivered
	if got := read(tl); len(got) != 0 {
		t.Errorf("a delivered parcel has %d entries", len(got))
	}
}
