package adapter

import (
	"context"
	"errors"
	"time"

	"github.com/sony/gobreaker/v2"
)

// rest is how long an upstream that keeps failing is left alone before one call
// tries it again.
const rest = 15 * time.Second

// enough is how many failures in a row, none in between, mean that an upstream is
// down and not one parcel odd.
const enough = 8

// errOpen says that an upstream was not asked because it keeps failing.
var errOpen = errors.New("the carrier has kept failing and is left alone for a while")

// newBreaker returns a breaker for one upstream. It opens after failures in a row
// and lets one call try again after a rest.
func newBreaker(name string) *gobreaker.TwoStepCircuitBreaker[any] {
	return gobreaker.NewTwoStepCircuitBreaker[any](gobreaker.Settings{
		Name:        name,
		MaxRequests: 1,
		Timeout:     rest,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= enough },
		// What is no failure of the upstream is no failure here.
		IsSuccessful: func(err error) bool { return err == nil },
	})
}

// verdict returns the error that counts against an upstream, or nil. A number that
// it does not know, or an answer that we cannot read, comes from an upstream that
// answers; a reader who has gone away says nothing about it.
func verdict(ctx context.Context, err error) error {
	if KindOf(err) != UpstreamUnavailable || errors.Is(ctx.Err(), context.Canceled) {
		return nil
	}
	return err
}

// Open reports whether the upstream of the adapter with this id is left alone
// because it keeps failing.
func (c *Client) Open(id string) bool {
	up := c.upstreams[id]
	return up != nil && up.breaker.State() == gobreaker.StateOpen
}
