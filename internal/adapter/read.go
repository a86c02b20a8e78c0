package adapter

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"waybill/internal/timeline"
)

// Read decodes an answer and applies the rules that all adapters share: events
// newest first, only canonical statuses, no panic, and a byte order mark before
// the answer is no part of it. An answer that the adapter
// cannot read and whose HTTP status says why is [RateLimited] (429) or
// [UpstreamUnavailable] (5xx) instead of unreadable. Every error is an [*Error]
// that names the adapter.
//
// Fetched is left empty: only the caller knows when the answer was given.
func Read(a Remote, q Query, ans Answer) (timeline.Timeline, error) {
	ans.Body = bytes.TrimPrefix(ans.Body, []byte("\uFEFF"))
	tl, err := decode(a, q, ans)
	if err == nil {
		err = settle(&tl)
	}
	if err == nil {
		return tl, nil
	}
	err = locate(err, a.Info(), q)
	if errors.Is(err, UnreadableAnswer) {
		err = byStatus(err, ans)
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

// settle brings a decoded timeline into the order of the wire format and refuses
// one that the wire format cannot hold.
func settle(tl *timeline.Timeline) error {
	if tl.Number == "" || tl.Carrier == "" {
		return Errorf(UnreadableAnswer, "the decoded timeline has no number or no carrier")
	}
	if !tl.Status.Valid() {
		return Errorf(UnreadableAnswer, "the decoded status %q is not canonical", tl.Status)
	}
	for i, e := range tl.Events {
		if !e.Status.Valid() {
			return Errorf(UnreadableAnswer, "the status %q of event %d is not canonical", e.Status, i+1)
		}
		if _, err := timeline.ParseTime(string(e.Time)); err != nil {
			return Errorf(UnreadableAnswer, "the time of event %d is %w", i+1, err)
		}
		if e.Text == "" {
			return Errorf(UnreadableAnswer, "event %d has no text", i+1)
		}
	}
	if tl.Events == nil {
		tl.Events = []timeline.Event{}
	}
	tl.Sort()
	return nil
}

// byStatus gives an unreadable answer the kind that its HTTP status tells, if any.
func byStatus(err error, ans Answer) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	told := *e
	switch {
	case ans.Status == http.StatusTooManyRequests:
		told.Kind = RateLimited
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
