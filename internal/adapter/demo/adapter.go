// Package demo is the sandbox: an adapter whose parcels do not exist and which
// needs no network. Every status and every failure has a number, so that a page,
// a script or a test can see each of them without a carrier. [Numbers] lists them.
//
// The timelines are relative to now: the newest event is always hours old (or 23
// days, for the stuck parcel), so a sandbox parcel looks the same next year. The
// company, its services and its wording are invented.
package demo

import (
	"context"
	"errors"
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// DefaultDelay is how long DEMOSLOW takes to answer.
const DefaultDelay = 8 * time.Second

const (
	slug       = "demo"
	service    = "Sandbox Standard Shipping"
	retryDown  = time.Minute
	retryLimit = 30 * time.Second
)

// Adapter answers the sandbox numbers. The zero value is ready for use.
type Adapter struct {
	Delay time.Duration // how long DEMOSLOW takes; 0 for DefaultDelay
}

// Interface guard.
var _ adapter.Local = Adapter{}

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{ID: slug, Carriers: []string{slug}, Evidence: adapter.Synthetic}
}

// Track answers a sandbox number as of now. A number that is not in [Numbers] is
// not found.
func (a Adapter) Track(ctx context.Context, q adapter.Query, now time.Time) (timeline.Timeline, error) {
	number := strings.ToUpper(q.Number)
	switch number {
	case "DEMOUNREADABLE":
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "this sandbox number is always unreadable")
	case "DEMODOWN":
		return timeline.Timeline{}, &adapter.Error{Kind: adapter.UpstreamUnavailable, RetryAfter: retryDown,
			Err: errors.New("this sandbox number is always down")}
	case "DEMOLIMITED":
		return timeline.Timeline{}, &adapter.Error{Kind: adapter.RateLimited, RetryAfter: retryLimit,
			Err: errors.New("this sandbox number is always limited")}
	case "DEMOSLOW":
		if err := a.wait(ctx); err != nil {
			return timeline.Timeline{}, &adapter.Error{Kind: adapter.UpstreamUnavailable, Err: err}
		}
	}
	p, ok := parcels()[number]
	if !ok {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "no such sandbox number")
	}
	return p.timeline(number, now), nil
}

func (a Adapter) wait(ctx context.Context) error {
	d := a.Delay
	if d == 0 {
		d = DefaultDelay
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
