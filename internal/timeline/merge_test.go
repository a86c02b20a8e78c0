package timeline

import (
	"fmt"
	"strings"
	"testing"
)

func leg(carrier string, status Status, events ...Event) Timeline {
	for i := range events {
		events[i].Carrier = carrier
	}
	return Timeline{Number: "N-" + carrier, Carrier: carrier, Status: status, Events: events}
}

func TestMerge(t *testing.T) {
	row := func(time Time, s Status, place string) Event {
		return Event{Time: time, Status: s, Text: "x", Place: place}
	}
	for _, c := range []struct {
		name        string
		first, next Timeline
		status      Status
		want        string // the events' carriers, newest first
	}{
		{"one after the other",
			leg("a", HandedToLocal, row("2026-11-20T08:00:00+01:00", HandedToLocal, "Roissy")),
			leg("b", Delivered, row("2026-11-22T08:00:00+01:00", Delivered, "Lyon"), row("2026-11-19T08:00:00+01:00", PendingPickup, "")),
			Delivered, "b a b"},
		{"a scan that both tell",
			leg("a", Delivered, row("2026-11-22T08:20:00+01:00", Delivered, "")),
			leg("b", Delivered, row("2026-11-22T07:00:00Z", Delivered, "Lyon")),
			Delivered, "b"},
		{"the same place in capitals",
			leg("a", Delivered, row("2026-11-22T08:20", Delivered, "LYON")),
			leg("b", Delivered, row("2026-11-22T08:00:00+01:00", Delivered, "Lyon")),
			Delivered, "b"},
		{"another place", leg("a", ArrivedLocal, row("2026-11-22T08:20:00+01:00", ArrivedLocal, "Paris")),
			leg("b", ArrivedLocal, row("2026-11-22T08:20:00+01:00", ArrivedLocal, "Lyon")), ArrivedLocal, "a b"},
		{"too far apart", leg("a", Delivered, row("2026-11-22T08:31:00+01:00", Delivered, "")),
			leg("b", Delivered, row("2026-11-22T08:00:00+01:00", Delivered, "")), Delivered, "a b"},
		{"one for one", leg("a", InTransit, row("2026-11-22T08:00", InTransit, ""), row("2026-11-22T08:00", InTransit, "")),
			leg("b", InTransit, row("2026-11-22T08:00", InTransit, "")), InTransit, "a b"},
		{"what nobody could read is never a double", leg("a", Unknown, row("2026-11-22T08:00", Unknown, "")),
			leg("b", Unknown, row("2026-11-22T08:00", Unknown, "")), Unknown, "a b"},
		{"a day is no moment", leg("a", Delivered, row("2026-11-22", Delivered, "")),
			leg("b", Delivered, row("2026-11-22", Delivered, "")), Delivered, "a b"},
		{"the next leg has only been announced",
			leg("a", CustomsInProgress, row("2026-11-22T08:00:00+01:00", CustomsInProgress, "")),
			leg("b", PendingPickup, row("2026-11-20T08:00:00+01:00", PendingPickup, "")), CustomsInProgress, "a b"},
		{"the first leg calls the handover a delivery",
			leg("a", Delivered, row("2026-11-22T08:00:00+01:00", Delivered, "")),
			leg("b", OutForDelivery, row("2026-11-23T08:00:00+01:00", OutForDelivery, "")), OutForDelivery, "b a"},
		{"the next leg is silent", leg("a", InTransit, row("2026-11-22T08:00", InTransit, "")), leg("b", PendingPickup), InTransit, "a"},
		{"the first leg is silent", leg("a", Unknown), leg("b", InTransit, row("2026-11-22T08:00", InTransit, "")), InTransit, "b"},
	} {
		got := Merge(c.first, c.next)
		var carriers []string
		for _, e := range got.Events {
			carriers = append(carriers, e.Carrier)
		}
		if s := strings.Join(carriers, " "); s != c.want || got.Status != c.status || got.Number != "N-a" {
			t.Errorf("%s: got %s, %s, %s; want %s, %s", c.name, s, got.Status, got.Number, c.want, c.status)
		}
	}
}

func TestMergeFacts(t *testing.T) {
	first := leg("a", InTransit)
	first.ETA, first.Origin, first.Service = &ETA{From: "2026-11-25", To: "2026-11-30"}, "CN", "Economy"
	next := leg("b", AvailableForPickup)
	next.PickupBy, next.Origin, next.Destination, next.Stale = "2026-12-04", "FR", "FR", true
	got := Merge(first, next)
	if s := fmt.Sprintln(got.ETA.From, got.PickupBy, got.Origin, got.Destination, got.Service, got.Stale); s != "2026-11-25 2026-12-04 CN FR Economy true\n" {
		t.Errorf("got %s", s)
	}
	next.ETA = &ETA{From: "2026-11-26", To: "2026-11-26"}
	if got := Merge(first, next); got.ETA.From != "2026-11-26" {
		t.Errorf("the first leg's expectation stands: %+v", *got.ETA)
	}
}
