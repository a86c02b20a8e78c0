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
	kind    string    // the problem's type, or "ok"
	fresh   time.Time // until then nobody is asked again
	keep    time.Time // until then it may stand in for a failing upstream; zero for problems
	retryAt time.Time // when a problem says to ask again; zero for none
	stale   bool      // it stands in for a failing upstream

	etag   []string // of body, as a header's value; nil for problems
	length []string // of body, as a header's value
	media  []string // Content-Type as a header's value; nil for JSON
}

// ok reports whether the entry is a timeline rather than a problem.
func (e *entry) ok() bool { return e.etag != nil }

// cache holds answers in memory, bounded by number and by bytes, and makes sure
// that no question is asked twice at the same time: not by this process, and with
// a shared store not by any of those that share it.
type cache struct {
	store      *otter.Cache[string, *entry]
	shared     *shared // nil for none
	group      singleflight.Group
	revalidate time.Duration
	now        func() time.Time
}

// newCache returns a cache for at most entries answers and about bytes bytes.
// The store knows one bound, a weight. An answer's weight is its size, but at least
// its share of all bytes, so that both bounds hold.
func newCache(c Config, now func() time.Time) (*cache, error) {
	const overhead = 400 // of an entry with its key in the store, measured roughly
	least := max(c.CacheBytes/c.CacheEntries, 1)
	store, err := otter.New(&otter.Options[string, *entry]{
		MaximumWeight: uint64(c.CacheBytes),
		Weigher: func(key string, e *entry) uint32 {
			return uint32(min(max(len(key)+len(e.body)+overhead, least), math.MaxUint32))
		},
		// An answer of which nothing more can be made leaves the memory.
		ExpiryCalculator: otter.ExpiryWritingFunc(func(e otter.Entry[string, *entry]) time.Duration {
			return max(e.Value.until().Sub(now()), time.Millisecond)
		}),
		Clock: storeClock(now),
	})
	if err != nil {
		return nil, fmt.Errorf("making the cache: %w", err)
	}
	return &cache{store: store, revalidate: c.Revalidate, now: now}, nil
}

// until returns when nothing more can be made of the entry.
func (e *entry) until() time.Time {
	if e.keep.After(e.fresh) {
		return e.keep
	}
	return e.fresh
}

// storeClock lets the store read our clock.
type storeClock func() time.Time

func (c storeClock) NowNano() int64 { return c().UnixNano() }

func (storeClock) Tick(d time.Duration) <-chan time.Time { return time.NewTicker(d).C }

// ways in which an answer was come by, for the log and the metrics.
const (
	hit  = "hit"  // from memory
	aged = "aged" // from memory, no longer new, while the carrier is asked behind it
	miss = "miss" // asked for this question, or for one that came at the same moment
)

// get returns the answer for key, from memory while it is fresh and from load
// otherwise. An answer that has only just ceased to be fresh is given at once and
// loaded anew behind it. However many ask at once, load runs once. A ctx that ends
// gives up waiting, not the load: the others still want it.
func (c *cache) get(ctx context.Context, key string, load func(older *entry) *entry) (*entry, string, error) {
	if e, ok := c.store.GetIfPresent(key); ok {
		switch age := c.now().Sub(e.fresh); {
		case age < 0:
			return e, hit, nil
		case age < c.revalidate && e.ok() && !e.stale:
			c.group.DoChan(key, func() (any, error) { return c.fill(key, load), nil })
			return e, aged, nil
		}
	}
	loaded := c.group.DoChan(key, func() (any, error) { return c.fill(key, load), nil })
	select {
	case r := <-loaded:
		return r.Val.(*entry), miss, nil
	case <-ctx.Done():
		return nil, miss, ctx.Err()
	}
}

// fill loads the answer for key and stores it, unless somebody has done so since.
func (c *cache) fill(key string, load func(older *entry) *entry) *entry {
	older, _ := c.store.GetIfPresent(key)
	if older != nil && c.now().Before(older.fresh) {
		return older
	}
	var e *entry
	if c.shared == nil {
		e = load(older)
	} else {
		e = c.shared.fill(key, older, load)
	}
	c.store.Set(key, e)
	return e
}

// close stops what the cache does in the background.
func (c *cache) close() {
	c.store.StopAllGoroutines()
	if c.shared != nil {
		c.shared.close()
	}
}
