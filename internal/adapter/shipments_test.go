package adapter_test

import (
	"errors"
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

func TestShipments(t *testing.T) {
	type shipment struct{ number, day string }
	for _, c := range []struct {
		name, asked string
		list        []shipment
		want        string // the day of the newest event
		kind        adapter.Kind
	}{
		{name: "one", asked: "AB1", list: []shipment{{"AB1", "2026-03-01"}}, want: "2026-03-01"},
		{name: "a batch", asked: "AB2", list: []shipment{{"AB1", "2026-03-05"}, {"AB2", "2026-03-01"}}, want: "2026-03-01"},
		{name: "a number used again", asked: "AB1", list: []shipment{{"AB1", "2025-01-01"}, {"AB1", "2026-03-01"}, {"AB1", "2024-06-01"}}, want: "2026-03-01"},
		{name: "one of two cannot be read", asked: "AB1", list: []shipment{{"AB1", ""}, {"AB1", "2026-03-01"}}, want: "2026-03-01"},
		{name: "none can be read", asked: "AB1", list: []shipment{{"AB1", ""}}, kind: adapter.NotFound},
		{name: "another's", asked: "AB1", list: []shipment{{"AB2", "2026-03-01"}}, kind: adapter.UnreadableAnswer},
		{name: "none", asked: "AB1", kind: adapter.UnreadableAnswer},
		{name: "without a number", list: []shipment{{"AB1", "2025-01-01"}, {"AB2", "2026-03-05"}, {"AB1", "2026-03-01"}}, want: "2026-03-01"},
		{name: "without a number, the first unreadable", list: []shipment{{"AB1", ""}, {"AB2", "2026-03-05"}}, want: "2026-03-05"},
	} {
		var found adapter.Shipments
		for _, s := range c.list {
			found.Add(adapter.Query{Number: c.asked}, s.number, func(number string) (timeline.Timeline, error) {
				if s.day == "" {
					return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "no event")
				}
				return timeline.Timeline{Number: number, Events: []timeline.Event{{Time: timeline.Time(s.day), Text: "x"}}}, nil
			})
		}
		tl, err := found.Latest()
		if c.kind != "" {
			if !errors.Is(err, c.kind) {
				t.Errorf("%s: got %v, want %s", c.name, err, c.kind)
			}
			continue
		}
		if err != nil || len(tl.Events) != 1 || string(tl.Events[0].Time) != c.want {
			t.Errorf("%s: got %v, %v, want %s", c.name, tl.Events, err, c.want)
		}
	}
}
