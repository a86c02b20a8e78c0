package timeline

import (
	"slices"
	"strings"
	"testing"
)

func TestStatuses(t *testing.T) {
	all := Statuses()
	if len(all) != 19 {
		t.Fatalf("%d statuses, want 19", len(all))
	}
	seen := make(map[Status]bool)
	for _, s := range all {
		if seen[s] {
			t.Errorf("%s stands twice", s)
		}
		seen[s] = true
		if !s.Valid() {
			t.Errorf("%s is not valid", s)
		}
		if slug := s.Slug(); strings.Contains(slug, "_") || strings.ReplaceAll(slug, "-", "_") != string(s) {
			t.Errorf("slug of %s is %s", s, slug)
		}
		if s.Final() != slices.Contains([]Status{Delivered, Returned}, s) {
			t.Errorf("Final(%s) = %v", s, s.Final())
		}
	}
	all[0] = "changed"
	if Statuses()[0] != PendingPickup {
		t.Error("a caller can change the list of statuses")
	}
	for _, s := range []Status{"", "expired", "Delivered", "delivered "} {
		if s.Valid() {
			t.Errorf("%q is valid", s)
		}
	}
}

func TestSortKeepsEqualTimes(t *testing.T) {
	timeline := Timeline{Events: []Event{
		{Time: "2026-11-20T08:00", Text: "a"},
		{Time: "2026-11-21T08:00", Text: "b"},
		{Time: "2026-11-20T08:00", Text: "c"},
		{Time: "", Text: "d"},
		{Time: "2026-11-22T08:00", Text: "e"},
	}}
	timeline.Sort()
	var order []string
	for _, e := range timeline.Events {
		order = append(order, e.Text)
	}
	if got := strings.Join(order, ""); got != "ebacd" {
		t.Errorf("sorted as %s, want ebacd", got)
	}
	if newest, ok := timeline.Newest(); !ok || newest.Text != "e" {
		t.Errorf("newest is %q, %v", newest.Text, ok)
	}
}

func TestNewest(t *testing.T) {
	if _, ok := new(Timeline).Newest(); ok {
		t.Error("a timeline without events has a newest one")
	}
	undated := Timeline{Events: []Event{{Text: "first"}, {Text: "second"}}}
	if e, ok := undated.Newest(); !ok || e.Text != "first" {
		t.Errorf("newest of undated events is %q, %v", e.Text, ok)
	}
	mixed := Timeline{Events: []Event{{Text: "undated"}, {Time: "2026-11-20", Text: "dated"}}}
	if e, ok := mixed.Newest(); !ok || e.Text != "dated" {
		t.Errorf("newest is %q, %v", e.Text, ok)
	}
}
