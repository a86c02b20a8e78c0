package adapter_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// TestReadByteOrderMark reads answers before which a server put a mark.
func TestReadByteOrderMark(t *testing.T) {
	for body, want := range map[string]adapter.Kind{
		"found":               "",
		"\uFEFFfound":         "",
		"\uFEFFmissing":       adapter.NotFound,
		"\uFEFF\uFEFFmissing": adapter.UnreadableAnswer,
		"\uFEFF":              adapter.UnreadableAnswer,
	} {
		_, err := adapter.Read(stub{}, adapter.Query{Number: number}, adapter.Answer{Body: []byte(body)}, nil)
		if got := adapter.KindOf(err); got != want {
			t.Errorf("%q: got %q, want %q", body, got, want)
		}
	}
}

// rows is an adapter whose answers are lines of a time, a status and a text, after
// the parcel's own status on the first.
type rows struct{}

func (rows) Info() adapter.Info { return stub{}.Info() }

func (rows) Request(context.Context, adapter.Query) (*http.Request, error) { return nil, nil }

func (rows) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	status, body, _ := strings.Cut(string(a.Body), "\n")
	tl := timeline.Timeline{Number: q.Number, Carrier: "stub", Status: timeline.Status(status)}
	for line := range strings.Lines(body) {
		part := strings.SplitN(strings.TrimSpace(line), "|", 3)
		status := timeline.Status(part[1])
		if coarse, ok := strings.CutPrefix(part[1], "perhaps "); ok {
			status = adapter.Perhaps(timeline.Status(coarse))
		}
		tl.Events = append(tl.Events, timeline.Event{Time: timeline.Time(part[0]), Status: status, Text: part[2]})
	}
	return tl, nil
}

// words are a table of three lines.
type words map[string]timeline.Status

func (w words) Status(text string) timeline.Status {
	if s, ok := w[text]; ok {
		return s
	}
	return timeline.Unknown
}

func TestReadSettles(t *testing.T) {
	known := words{"out": timeline.OutForDelivery, "announced": timeline.PendingPickup, "back at the sender": timeline.Returned}
	for _, c := range []struct{ name, answer, status, events string }{
		{"newest first", "\n2026-03-01|picked_up|a\n2026-03-02|in_transit|b", "in_transit", "in_transit b, picked_up a"},
		{"words where there is no code", "\n2026-03-01||out", "out_for_delivery", "out_for_delivery out"},
		{"no code, no words", "\n2026-03-01||new", "unknown", "unknown new"},
		{"words before a coarse code", "\n2026-03-01|perhaps in_transit|out", "out_for_delivery", "out_for_delivery out"},
		{"a coarse code without words", "\n2026-03-01|perhaps incident|new", "incident", "incident new"},
		{"words that say less", "\n2026-03-01|perhaps in_transit|announced", "in_transit", "in_transit announced"},
		{"a code before words", "\n2026-03-01|arrived_local|out", "arrived_local", "arrived_local out"},
		{"the carrier's own word", "incident\n2026-03-01|arrived_local|a", "incident", "arrived_local a"},
		{"in transit gives way", "in_transit\n2026-03-01|arrived_local|a", "arrived_local", "arrived_local a"},
		{"but not to what was before", "in_transit\n2026-03-01|picked_up|a", "in_transit", "picked_up a"},
		{"a delivery that the words call a return", "\n2026-03-01|delivered|back at the sender", "returned", "returned back at the sender"},
		{"a delivery after turning back", "delivered\n2026-03-01|return_to_sender|a\n2026-03-02|delivered|b", "returned", "returned b, return_to_sender a"},
		{"a note after the delivery", "\n2026-03-01|delivered|a\n2026-03-02||note", "delivered", "unknown note, delivered a"},
		{"a line nobody can read before it", "\n2026-03-01|in_transit|a\n2026-03-02||new", "unknown", "unknown new, in_transit a"},
		{"a number used again", "\n2025-01-01|delivered|a\n2026-03-01|picked_up|b\n2026-03-02|in_transit|c", "in_transit", "in_transit c, picked_up b"},
		{"a number used by three", "\n2024-01-01|delivered|a\n2025-01-01|delivered|b\n2026-03-02|in_transit|c", "in_transit", "in_transit c"},
		{"a late scan of the same parcel", "\n2026-03-01|delivered|a\n2026-05-29|incident|b", "incident", "incident b, delivered a"},
	} {
		tl, err := adapter.Read(rows{}, adapter.Query{Number: number}, adapter.Answer{Body: []byte(c.answer)}, known)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var events []string
		for _, e := range tl.Events {
			events = append(events, string(e.Status)+" "+e.Text)
		}
		if got := strings.Join(events, ", "); got != c.events || string(tl.Status) != c.status {
			t.Errorf("%s: got %s with %s, want %s with %s", c.name, tl.Status, got, c.status, c.events)
		}
	}
}
