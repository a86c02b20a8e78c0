package proxy

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"
)

// entry is one answer, ready to be written. It is never changed once stored.
type entry struct {
	status  int
	body    []byte
	etag    string    // of body; "" for problems
	kind    string    // the problem's type, or "ok"
	fresh   time.Time // until then nobody is asked again
	keep    time.Time // until then it may stand in for a failing upstream; zero for problems
	retryAt time.Time // when a problem says to ask again; zero for none
	stale   bool      // it stands in for a failing upstream
}

// ok reports whether the entry is a timeline rather than a problem.
func (e *entry) ok() bool { return e.etag != "" }

// cache holds answers in memory, bounded by number and by bytes, and makes sure
// that no question is asked twice at the same time.
type cache struct {
	store *otter.Cache[string, *entry]
	group singleflight.Group
	now   func() time.Time
}

// newCache returns a cache for at most entries answers and about bytes bytes.
// The store knows one bound, a weight. An answer's weight is its size, but at least
// its share of all bytes, so that both bounds hold.
func newCache(entries, bytes int, now func() time.Time) (*cache, error) {
	const overhead = 400 // of an entry with its key in the store, measured roughly
	least := max(bytes/entries, 1)
	store, err := otter.New(&otter.Options[string, *entry]{
		MaximumWeight: uint64(bytes),
		Weigher: func(key string, e *entry) uint32 {
			return uint32(min(max(len(key)+len(e.body)+overhead, least), math.MaxUint32))
		},
		// An answer of which nothing more can be made leaves the memory.
		ExpiryCalculator: otter.ExpiryWritingFunc(func(e otter.Entry[string, *entry]) time.Duration {
			until := e.Value.fresh
			if e.Value.keep.After(until) {
				until = e.Value.keep
			}
			return max(until.Sub(now()), time.Millisecond)
		}),
		Clock: storeClock(now),
	})
	if err != nil {
		return nil, fmt.Errorf("making the cache: %w", err)
	}
	return &cache{store: store, now: now}, nil
}

// storeClock lets the store read our clock.
type storeClock func() time.Time

func (c storeClock) NowNano() int64 { return c().UnixNano() }

func (storeClock) Tick(d time.Duration) <-chan time.Time { return time.NewTicker(d).C }

// ways in which an answer was come by, for the log.
const (
	hit  = "hit"  // from memory
	miss = "miss" // asked for this question, or for one that came at the same moment
)

// get returns the answer for key, from memory while it is fresh and from load
// otherwise. However many ask at once, load runs once. A ctx that ends gives up
// waiting, not the load: the others still want it.
func (c *cache) get(ctx context.Context, key string, load func(older *entry) *entry) (*entry, string, error) {
	if e, ok := c.store.GetIfPresent(key); ok && c.now().Before(e.fresh) {
		return e, hit, nil
	}
	loaded := c.group.DoChan(key, func() (any, error) {
		older, _ := c.store.GetIfPresent(key)
		if older != nil && c.now().Before(older.fresh) {
			return older, nil // stored between the look above and this call
		}
		e := load(older)
		c.store.Set(key, e)
		return e, nil
	})
	select {
	case r := <-loaded:
		return r.Val.(*entry), miss, nil
	case <-ctx.Done():
		return nil, miss, ctx.Err()
	}
}

// close stops what the cache does in the background.
func (c *cache) close() { c.store.StopAllGoroutines() }
