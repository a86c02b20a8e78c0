package timeline

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestSortMixesOffsets sorts rows of which only some tell their offset.
func TestSortMixesOffsets(t *testing.T) {
	for _, c := range []struct {
		name  string
		times string // as the carrier gave them
		want  string // their indices, newest first
	}{
		{"the row above lends", "2026-11-20T10:00+08:00 2026-11-20T09:00 2026-11-20T02:30Z", "2 0 1"},
		{"read as UTC it would be last", "2026-11-20T09:00-05:00 2026-11-20T10:00 2026-11-20T05:00-05:00", "1 0 2"},
		{"the nearer one lends", "2026-11-20T20:00+08:00 2026-11-20T11:00+08:00 2026-11-20T10:00 2026-11-20T03:00Z", "0 1 3 2"},
		{"the one below when it is nearer", "2026-11-20T20:00+08:00 2026-11-20T12:30 2026-11-20T11:30 2026-11-20T12:00Z", "0 3 2 1"},
		{"none above", "2026-11-20T10:00 2026-11-20T01:30Z 2026-11-20T09:00+08:00", "0 1 2"},
		{"none at all", "2026-11-20T10:00 2026-11-20T11:00 2026-11-20", "1 0 2"},
		{"a day alone", "2026-11-20T00:10+08:00 2026-11-20 2026-11-19T23:00+08:00", "0 1 2"},
		{"what is no time is last", "nonsense 2026-11-20T10:00 2026-11-20T01:00-05:00", "1 2 0"},
	} {
		var tl Timeline
		for i, at := range strings.Fields(c.times) {
			tl.Events = append(tl.Events, Event{Time: Time(at), Text: string(rune('0' + i))})
		}
		given := slices.Clone(tl.Events)
		newest, _ := tl.Newest()
		tl.Sort()
		var got []string
		for _, e := range tl.Events {
			got = append(got, e.Text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s is sorted as %s, want %s", c.name, c.times, strings.Join(got, " "), c.want)
		}
		if !reflect.DeepEqual(newest, tl.Events[0]) {
			t.Errorf("%s: the newest is %s, but %s is sorted first", c.name, newest.Text, tl.Events[0].Text)
		}
		if reflect.DeepEqual(given, tl.Events) != slices.IsSorted(got) {
			t.Errorf("%s: sorting changed an event", c.name)
		}
	}
}
