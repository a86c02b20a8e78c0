package proxy

import (
	"sync"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// states of an upstream, as /v1/carriers tells them.
const (
	stateUntried = "untried"   // not asked since this proxy started
	stateOK      = "ok"        // it answers
	stateFailing = "failing"   // some of the last questions failed, or the last one did
	stateDown    = "down"      // it keeps failing and is left alone for a while
	stateNoKey   = "needs-key" // the operator has not configured what it needs
)

// recent is how many of the last outcomes count.
const recent = 20

// health keeps what came of the last questions to each upstream. A number that a
// carrier does not know is an answer like any other.
type health struct {
	mu sync.Mutex
	of map[string]*record
}

// record is what is known of one upstream.
type record struct {
	failed  [recent]bool // a ring
	next    int
	asked   int
	lastOK  time.Time
	lastBad time.Time
	problem adapter.Kind // of lastBad
}

// report is an upstream's health on the wire.
type report struct {
	State   string        `json:"state"`
	LastOK  timeline.Time `json:"last_ok,omitempty"`      // UTC
	LastBad timeline.Time `json:"last_failure,omitempty"` // UTC
	Problem adapter.Kind  `json:"problem,omitempty"`      // of the last failure
}

func newHealth() *health { return &health{of: map[string]*record{}} }

// note takes in an outcome.
func (h *health) note(o adapter.Outcome, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.of[o.Adapter]
	if r == nil {
		r = &record{}
		h.of[o.Adapter] = r
	}
	bad := failure(o.Kind)
	r.failed[r.next], r.next = bad, (r.next+1)%recent
	r.asked++
	if bad {
		r.lastBad, r.problem = now, o.Kind
	} else {
		r.lastOK = now
	}
}

// failure reports whether an outcome speaks against the upstream.
func failure(kind adapter.Kind) bool {
	switch kind {
	case adapter.UpstreamUnavailable, adapter.UnreadableAnswer, adapter.RateLimited, adapter.NeedsKey:
		return true
	}
	return false
}

// report returns the health of an upstream. open says that its breaker is.
func (h *health) report(id string, open bool) report {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.of[id]
	if r == nil {
		return report{State: stateUntried}
	}
	told := report{State: stateOK, LastOK: utc(r.lastOK), LastBad: utc(r.lastBad), Problem: r.problem}
	bad, seen := 0, min(r.asked, recent)
	for _, failed := range r.failed[:seen] {
		if failed {
			bad++
		}
	}
	switch {
	case open:
		told.State = stateDown
	case r.lastBad.After(r.lastOK), bad*4 > seen:
		told.State = stateFailing
	}
	return told
}

// utc returns a moment in the wire format, or "" for none.
func utc(t time.Time) timeline.Time {
	if t.IsZero() {
		return ""
	}
	return timeline.FromUnix(t.Unix(), 0)
}
