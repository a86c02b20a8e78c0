package adapter

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"waybill/internal/timeline"
)

// Words reads a carrier's wording. It returns [timeline.Unknown] for a text that it
// does not understand.
type Words interface {
	Status(text string) timeline.Status
}

// Read decodes an answer and applies the rules that all adapters share:
//
//   - A byte order mark before the answer is no part of it, and a decoder that
//     panics has met an unreadable answer.
//   - Events are newest first, and of the timeline's carrier.
//   - An event whose status is empty has the one that its wording tells by words,
//     which may be nil, and [timeline.Unknown] when it tells none. One marked by
//     [Perhaps] is read by its wording first.
//   - A delivery whose wording says that it was one to the sender is [timeline.Returned].
//   - A parcel whose status is empty stands where its newest event says. So does one
//     that the carrier calls in transit, where that event says more: most of a journey
//     is in transit.
//   - Of a number that the carrier has used again, the newest parcel counts.
//   - What is delivered after the parcel turned back has come back to its sender: it
//     is [timeline.Returned].
//   - An answer that the adapter cannot read and whose HTTP status says why is
//     [RateLimited] (429), [UpstreamUnavailable] (5xx) or, where keys are used,
//     [NeedsKey] (401) instead.
//
// Every error is an [*Error] that names the adapter. Fetched is left empty: only the
// caller knows when the answer was given.
func Read(a Remote, q Query, ans Answer, words Words) (timeline.Timeline, error) {
	ans.Body = bytes.TrimPrefix(ans.Body, []byte("\uFEFF"))
	tl, err := decode(a, q, ans)
	if err == nil {
		err = settle(&tl, words)
	}
	if err == nil {
		return tl, nil
	}
	err = locate(err, a.Info(), q)
	if errors.Is(err, UnreadableAnswer) {
		err = byStatus(err, ans, len(a.Info().Keys) > 0)
	}
	return timeline.Timeline{}, err
}

// decode calls the adapter and turns a panic into an unreadable answer: one
// surprising answer must not stop a server.
func decode(a Remote, q Query, ans Answer) (tl timeline.Timeline, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = Errorf(UnreadableAnswer, "the decoder failed: %v", r)
		}
	}()
	return a.Decode(q, ans)
}

// settle brings a decoded timeline into the order of the wire format, fills in the
// statuses that the decoder left, and refuses what the wire format cannot hold.
func settle(tl *timeline.Timeline, words Words) error {
	if tl.Number == "" || tl.Carrier == "" {
		return Errorf(UnreadableAnswer, "the decoded timeline has no number or no carrier")
	}
	for i := range tl.Events {
		e := &tl.Events[i]
		if e.Carrier == "" {
			e.Carrier = tl.Carrier
		}
		if e.Text == "" {
			return Errorf(UnreadableAnswer, "event %d has no text", i+1)
		}
		if _, err := timeline.ParseTime(string(e.Time)); err != nil {
			return Errorf(UnreadableAnswer, "the time of event %d is %w", i+1, err)
		}
		e.Status = classify(*e, words)
		if !e.Status.Valid() {
			return Errorf(UnreadableAnswer, "the status %q of event %d is not canonical", e.Status, i+1)
		}
	}
	if tl.Events == nil {
		tl.Events = []timeline.Event{}
	}
	tl.Sort()
	tl.Events = present(tl.Events)
	turned := turnBack(tl.Events)
	if s := standing(tl.Events); tl.Status == "" || tl.Status == timeline.InTransit && says(s) {
		tl.Status = s
	}
	if tl.Status == timeline.Delivered && turned {
		tl.Status = timeline.Returned
	}
	if !tl.Status.Valid() {
		return Errorf(UnreadableAnswer, "the decoded status %q is not canonical", tl.Status)
	}
	return nil
}

// perhaps marks the status of an event as coarse.
const perhaps = "~"

// Perhaps marks a status as coarse, for events of which the carrier says no more than
// that the parcel moves, or that something went wrong: the wording decides, and s is
// what is left when it says nothing.
func Perhaps(s timeline.Status) timeline.Status { return perhaps + s }

// classify returns the status of an event, by its wording where the decoder left that
// open.
func classify(e timeline.Event, words Words) timeline.Status {
	coarse, open := strings.CutPrefix(string(e.Status), perhaps)
	if e.Status != "" && !open {
		// One code for every delivery hides the one to the sender, which the words tell.
		if e.Status == timeline.Delivered && words != nil && words.Status(e.Text) == timeline.Returned {
			return timeline.Returned
		}
		return e.Status
	}
	if words != nil {
		// The beginning of a journey is no closer word for being in transit.
		if s := words.Status(e.Text); s != timeline.Unknown && (coarse != string(timeline.InTransit) || says(s)) {
			return s
		}
	}
	if coarse == "" {
		return timeline.Unknown
	}
	return timeline.Status(coarse)
}

// rested is how many days after its delivery a parcel is no longer the one whose number
// is scanned. Carriers use numbers again, some within a year.
const rested = 90

// present leaves out the events of a parcel that had the number before: those up to a
// delivery that long before the event after it. The events are sorted, newest first.
func present(events []timeline.Event) []timeline.Event {
	for i := 1; i < len(events); i++ {
		after, ok := events[i-1].Time.Day()
		day, known := events[i].Time.Day()
		if ok && known && events[i].Status.Final() && after-day >= rested {
			return events[:i]
		}
	}
	return events
}

// turnBack reports whether the parcel turned back, and makes every delivery after
// that one to the sender.
func turnBack(events []timeline.Event) bool {
	turned := false
	for i := len(events) - 1; i >= 0; i-- {
		switch {
		case events[i].Status == timeline.ReturnToSender:
			turned = true
		case events[i].Status == timeline.Delivered && turned:
			events[i].Status = timeline.Returned
		}
	}
	return turned
}

// says reports whether a status says more than that the parcel is in transit. That it
// was announced or picked up is what was before.
func says(s timeline.Status) bool {
	switch s {
	case timeline.Unknown, timeline.PendingPickup, timeline.PickedUp:
		return false
	}
	return true
}

// standing returns where a parcel stands by its events, newest first. A delivery
// stays one when a row that nobody can read follows it; anywhere else such a row may
// mean anything, and nothing is guessed.
func standing(events []timeline.Event) timeline.Status {
	if len(events) == 0 {
		return timeline.Unknown
	}
	for _, e := range events {
		if e.Status.Final() {
			return e.Status
		}
		if e.Status != timeline.Unknown {
			break
		}
	}
	return events[0].Status
}

// byStatus gives an unreadable answer the kind that its HTTP status tells, if any.
func byStatus(err error, ans Answer, keyed bool) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	told := *e
	switch {
	case ans.Status == http.StatusTooManyRequests:
		told.Kind = RateLimited
	case ans.Status == http.StatusUnauthorized && keyed:
		told.Kind = NeedsKey
	case ans.Status >= 500:
		told.Kind = UpstreamUnavailable
	default:
		return err
	}
	told.RetryAfter = retryAfter(ans.Header)
	told.Err = fmt.Errorf("the carrier answered HTTP %d", ans.Status)
	return &told
}

// retryAfter reads the seconds form of Retry-After, up to a day. The date form is
// answered with 0, "not known": it would need a clock, and carriers' APIs use
// seconds.
func retryAfter(h http.Header) time.Duration {
	const day = 24 * 60 * 60
	s, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || s < 0 {
		return 0
	}
	return time.Duration(min(s, day)) * time.Second
}
