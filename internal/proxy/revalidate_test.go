package proxy

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"waybill/internal/adapter"
)

// TestRevalidate asks just after an answer has ceased to be new: it is given at once
// while the carrier is asked behind it.
func TestRevalidate(t *testing.T) {
	config := unlimited()
	config.Revalidate = time.Minute
	bubble(t, config, func(t *testing.T, p *Proxy, c *carrier) {
		timelineOf(t, get(p, path))
		c.now(slowly(3*time.Second, says(200, scans("two"))))
		time.Sleep(5*time.Minute + 10*time.Second)

		start := time.Now()
		for range 5 {
			r := get(p, path)
			if tl := timelineOf(t, r); tl.Events[0].Text != "one" || tl.Stale {
				t.Errorf("got %+v, want the answer that has only just aged", tl)
			}
			if got := r.Header.Get("Cache-Control"); got != "private, max-age=0" {
				t.Errorf("Cache-Control %q", got)
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("the askers waited %s", took)
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if tl := timelineOf(t, get(p, path)); tl.Events[0].Text != "two" || c.asked() != 2 {
			t.Errorf("after that: %+v and %d calls", tl, c.asked())
		}

		// Long after, nobody wants the old answer first.
		c.now(says(200, scans("three")))
		time.Sleep(time.Hour)
		if tl := timelineOf(t, get(p, path)); tl.Events[0].Text != "three" {
			t.Errorf("an hour later: %+v", tl)
		}
	})
}

// TestRevalidateOnlyTimelines: a problem that has aged is no answer to give.
func TestRevalidateOnlyTimelines(t *testing.T) {
	config := unlimited()
	config.Revalidate = time.Hour
	bubble(t, config, func(t *testing.T, p *Proxy, c *carrier) {
		c.now(says(500, "oops"))
		wantProblem(t, get(p, path), adapter.UpstreamUnavailable)
		c.now(says(200, scans("one")))
		time.Sleep(16 * time.Second)
		timelineOf(t, get(p, path))
	})
}

// TestCallsAreBounded has more different questions at once than may be under way:
// the others wait for theirs.
func TestCallsAreBounded(t *testing.T) {
	config := unlimited()
	config.CallsMax = 2
	bubble(t, config, func(t *testing.T, p *Proxy, c *carrier) {
		var under, most atomic.Int64
		c.now(func(r *http.Request) (*http.Response, error) {
			now := under.Add(1)
			defer under.Add(-1)
			for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
			}
			return slowly(time.Second, says(200, `{"success":true,"module":[]}`))(r)
		})
		start := time.Now()
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() { wantProblem(t, get(p, fmt.Sprintf("/v1/track/LP%014d", i)), adapter.NotFound) })
		}
		wg.Wait()
		if took := time.Since(start); most.Load() != 2 || took != 3*time.Second {
			t.Errorf("%d calls at once, %s for all", most.Load(), took)
		}
	})
}

// TestTooManyCalls has a question that does not get its turn in time.
func TestTooManyCalls(t *testing.T) {
	config := unlimited()
	config.CallsMax, config.CallTimeout = 1, 4*time.Second
	bubble(t, config, func(t *testing.T, p *Proxy, c *carrier) {
		p.calls <- struct{}{} // one that lasts
		wantProblem(t, get(p, path), adapter.UpstreamUnavailable)
		if c.asked() != 0 || p.health.report("cainiao", false).State != stateUntried {
			t.Error("the carrier was asked, or is blamed")
		}
	})
}
