// Package adapter reads carriers: it asks a carrier where a parcel is and turns
// the answer into a [timeline.Timeline].
//
// Each upstream is one folder below this one and implements [Adapter] with one
// of two abilities: a [Remote] builds one request and decodes one answer, a
// [Local] needs no network at all. Decoding is pure: the same bytes give the same
// timeline, which is why recorded answers are enough to test it. A Remote may have
// two further abilities: a [Tokener] buys a token with the operator's keys, and a
// [Multistep] asks more than once for one parcel.
//
// [Client] does what all upstreams need alike: time-outs, size limits, redirects,
// outgoing limits, tokens, a breaker and one retry. [Read] is the decoding half
// alone, for answers that come from a file. Package all holds the list of adapters.
//
// An adapter may leave a status empty where the carrier gives no code that it
// knows. Read then finds it by the wording, and the status of the parcel by that of
// its events.
//
// Three outcomes are kept apart whatever HTTP status a carrier uses for them:
// the carrier does not know the number yet ([NotFound]), its answer could not be
// understood ([UnreadableAnswer]), and the number cannot exist ([InvalidNumber]).
package adapter

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
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

	// Request builds the one request that asks for q. It is a pure question, which
	// may be asked again. It refuses a query that it cannot ask with an [*Error] of
	// kind [InvalidNumber] or [NeedsPostcode].
	Request(ctx context.Context, q Query) (*http.Request, error)

	// Decode reads the carrier's answer to q. It has no side effects, reads no
	// clock and takes any bytes: what it cannot understand is an [*Error] of kind
	// [UnreadableAnswer], a number that the carrier does not know one of kind
	// [NotFound]. Without q.Number it takes the number from the answer. It may leave
	// statuses empty, see [Read].
	Decode(q Query, a Answer) (timeline.Timeline, error)
}

// Tokener is a Remote whose upstream wants a token that is bought with the
// operator's keys and holds for a while. The [Client] buys one when it needs one,
// once for all who wait, and puts it into [Access].
type Tokener interface {
	Remote

	// TokenRequest builds the request for a token.
	TokenRequest(ctx context.Context, keys Keys) (*http.Request, error)

	// DecodeToken reads the answer. A refusal is an [*Error] of kind [NeedsKey].
	DecodeToken(a Answer) (Token, error)
}

// Multistep is a Remote whose upstream must be asked more than once for one parcel:
// to start a session, or to look up an inner name of the parcel.
type Multistep interface {
	Remote

	// Ask asks with send, at most [MaxSteps] times, and returns the one answer that
	// Decode reads. The first request is that of Request.
	Ask(ctx context.Context, q Query, send Send) (Answer, error)
}

// Send sends one request to the upstream. Every error is an [*Error].
type Send func(*http.Request) (Answer, error)

// MaxSteps bounds how often a [Multistep] may ask for one parcel.
const MaxSteps = 6

// Local is an adapter that makes its timelines itself.
type Local interface {
	Adapter

	// Track answers q as of now.
	Track(ctx context.Context, q Query, now time.Time) (timeline.Timeline, error)
}

// Info is what is known of an adapter before it is asked anything.
type Info struct {
	ID       string   // the adapter's folder name
	Carriers []string // slugs of the carriers it reads, sorted; none for an Aggregator
	Hosts    []string // hosts it may talk to, redirects included; none for a [Local]
	Evidence Evidence // what the decoder was written from
	Keys     []Key    // what the operator must configure; none for a keyless upstream
	Rate     float64  // calls a second that the upstream bears; 0 for [DefaultRate]

	// Aggregator marks a service that knows many carriers. It is asked for carriers
	// that no other adapter reads.
	Aggregator bool
}

// NeedsKeys reports whether the adapter cannot ask without something that the operator
// must configure.
func (i Info) NeedsKeys() bool {
	return slices.ContainsFunc(i.Keys, func(k Key) bool { return !k.Optional })
}

// Key is one thing that the operator must configure before an adapter can ask.
type Key struct {
	Name     string // in snake case, as "client_id"
	Doc      string // what it is and where it comes from, in one sentence
	Optional bool   // the adapter works without it, if with less
}

// Keys are the operator's values by the names of [Key]. They are secrets: printed,
// they show their names alone.
type Keys map[string]string

// String returns the names of the keys.
func (k Keys) String() string {
	return "keys " + strings.Join(slices.Sorted(maps.Keys(k)), ", ")
}

// GoString returns the names of the keys too.
func (k Keys) GoString() string { return k.String() }

// Access is what opens an upstream: the operator's keys, for a [Tokener] the token
// bought with them, and the moment of asking, which some want signed.
type Access struct {
	Keys  Keys
	Token Token
	Asked time.Time
}

// Token is what a [Tokener] buys.
type Token struct {
	Value    Secret
	Lifetime time.Duration // 0 when the upstream does not say
}

// Secret is a text that does not show itself when it is printed.
type Secret string

// String returns no part of the secret.
func (Secret) String() string { return "(secret)" }

// GoString returns no part of the secret either.
func (Secret) GoString() string { return "(secret)" }

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
	Access   Access // filled in by the [Client]
}

// Answer is what an upstream said.
type Answer struct {
	Status int         // HTTP status; 0 when the answer came from a file
	Header http.Header // may be nil
	Body   []byte
}
