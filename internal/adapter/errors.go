package adapter

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what went wrong, in the words of the wire format's problem types.
// A Kind is itself an error, so that errors.Is(err, adapter.NotFound) works.
type Kind string

// The kinds of failure.
const (
	InvalidNumber       Kind = "invalid-number"       // the number cannot exist
	UnknownCarrier      Kind = "unknown-carrier"      // no adapter reads this carrier
	NotFound            Kind = "not-found"            // the carrier does not know the number (yet)
	UnreadableAnswer    Kind = "unreadable-answer"    // the carrier answered something we cannot read
	NeedsKey            Kind = "needs-key"            // the operator must configure a key
	NeedsPostcode       Kind = "needs-postcode"       // the carrier wants the recipient's postcode
	UpstreamUnavailable Kind = "upstream-unavailable" // no answer in time, or the carrier says it is down
	RateLimited         Kind = "rate-limited"         // asked too often
	BadRequest          Kind = "bad-request"          // the question itself is malformed
)

// Error returns the kind's word.
func (k Kind) Error() string { return string(k) }

// Error is a failure to learn where a parcel is.
type Error struct {
	Kind       Kind
	Adapter    string        // id of the adapter, when one was asked
	Carrier    string        // carrier slug, when known
	Number     string        // masked by [Mask]
	RetryAfter time.Duration // when asking again makes sense; 0 when not known
	Err        error         // the detail, for the operator's log; never shown to a reader
}

// Error returns the failure for a log: adapter, kind, masked number and detail.
func (e *Error) Error() string {
	s := string(e.Kind)
	if e.Adapter != "" {
		s = e.Adapter + ": " + s
	}
	if e.Number != "" {
		s += " for " + e.Number
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the detail.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is e's [Kind].
func (e *Error) Is(target error) bool { return target == error(e.Kind) }

// Errorf returns an [*Error] of the given kind whose detail is formatted as by
// [fmt.Errorf]. The detail must not hold a whole tracking number.
func Errorf(kind Kind, format string, args ...any) error {
	return &Error{Kind: kind, Err: fmt.Errorf(format, args...)}
}

// KindOf returns the kind of the first [*Error] in err's chain, and "" when there
// is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// locate returns err as an [*Error] that says which adapter failed on which
// number. An error without a kind becomes one of kind [UnreadableAnswer]: an
// adapter that cannot say what happened has not understood its carrier.
func locate(err error, info Info, q Query) error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Kind: UnreadableAnswer, Err: err}
	}
	located := *e
	located.Adapter = info.ID
	located.Number = Mask(q.Number)
	if located.Carrier == "" {
		located.Carrier = q.Carrier
	}
	if located.Carrier == "" && len(info.Carriers) > 0 {
		located.Carrier = info.Carriers[0]
	}
	return &located
}
