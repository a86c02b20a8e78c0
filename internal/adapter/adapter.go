// Package adapter reads carriers: it asks a carrier where a parcel is and turns
// the answer into a [timeline.Timeline].
//
// Each upstream is one folder below this one and implements [Adapter] with one
// of two abilities: a [Remote] builds one request and decodes one answer, a
// [Local] needs no network at all. Decoding is pure: the same bytes give the same
// timeline, which is why recorded answers are enough to test it.
//
// [Client] does what all upstreams need alike: time-outs, size limits, redirects,
// outgoing limits and one retry. [Read] is the decoding half alone, for answers
// that come from a file. Package all holds the list of adapters.
//
// Three outcomes are kept apart whatever HTTP status a carrier uses for them:
// the carrier does not know the number yet ([NotFound]), its answer could not be
// understood ([UnreadableAnswer]), and the number cannot exist ([InvalidNumber]).
package adapter

import (
	"context"
	"net/http"
	"time"

	"waybill/internal/timeline"
)

// Adapter is one upstream. What it can do is told by the further interface that
// it implements: [Remote] or [Local].
type Adapter interface {
	Info() Info
}

// Remote is an adapter that asks a carrier over HTTP.
type Remote interface {
	Adapter

	// Request builds the one request that asks for q. It refuses a query that it
	// cannot ask with an [*Error] of kind [InvalidNumber] or [NeedsPostcode].
	Request(ctx context.Context, q Query) (*http.Request, error)

	// Decode reads the carrier's answer to q. It has no side effects, reads no
	// clock and takes any bytes: what it cannot understand is an [*Error] of kind
	// [UnreadableAnswer], a number that the carrier does not know one of kind
	// [NotFound]. Without q.Number it takes the number from the answer.
	Decode(q Query, a Answer) (timeline.Timeline, error)
}

// Local is an adapter that makes its timelines itself.
type Local interface {
	Adapter

	// Track answers q as of now.
	Track(ctx context.Context, q Query, now time.Time) (timeline.Timeline, error)
}

// Info is what is known of an adapter before it is asked anything.
type Info struct {
	ID       string   // the adapter's folder name
	Carriers []string // slugs of the carriers it reads, sorted
	Hosts    []string // hosts it may talk to, redirects included; none for a [Local]
	Evidence Evidence // what the decoder was written from
}

// Evidence says what a decoder was written from, strongest first.
type Evidence string

// The kinds of evidence.
const (
	Recorded   Evidence = "recorded"   // answers recorded from the live upstream
	Documented Evidence = "documented" // samples in the vendor's documentation
	Synthetic  Evidence = "synthetic"  // made by us or others in the live shape
)

// Query is one question: where is this parcel? Only Number is always needed.
type Query struct {
	Number   string // tracking number, normalised
	Carrier  string // carrier slug; "" for the adapter's first
	Postcode string // of the recipient, where a carrier wants one
	Phone    string // of the recipient, where a carrier wants one
	Date     string // of shipping, as 2026-11-20, where a carrier wants one
	Lang     string // wanted language of the texts, as "en" or "fr"; "" for English
}

// Answer is what an upstream said.
type Answer struct {
	Status int         // HTTP status; 0 when the answer came from a file
	Header http.Header // may be nil
	Body   []byte
}
