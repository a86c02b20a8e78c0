package proxy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
	"waybill/internal/timeline"
)

// carrier is an upstream without a network, so that tests can run on synthetic
// time. What it answers may be changed between questions.
type carrier struct {
	mu     sync.Mutex
	calls  int
	answer func(*http.Request) (*http.Response, error)
}

func (c *carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	c.calls++
	answer := c.answer
	c.mu.Unlock()
	return answer(r)
}

func (c *carrier) now(answer func(*http.Request) (*http.Response, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answer = answer
}

func (c *carrier) asked() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls
}

func says(status int, body string) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
	}
}

func slowly(d time.Duration, then func(*http.Request) (*http.Response, error)) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		select {
		case <-time.After(d):
			return then(r)
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}

// scans is an answer about a parcel on its way, with its newest text.
func scans(text string) string { return scan(number, text) }

// scansOf is the same about any number.
func scansOf(number string) string { return scan(number, "one") }

func scan(number, text string) string {
	return fmt.Sprintf(`{"success":true,"module":[{"mailNo":%q,"status":"TRANSITING","detailList":[{"timeStr":"2026-11-20 10:15:00","timeZone":"GMT+8","actionCode":"LH_DEPART","desc":%q}]}]}`, number, text)
}

// bubble runs a test on synthetic time with a proxy over a carrier.
func bubble(t *testing.T, config Config, f func(t *testing.T, p *Proxy, c *carrier)) {
	synctest.Test(t, func(t *testing.T) {
		c := &carrier{answer: says(200, scans("one"))}
		p, err := New(Options{Config: config, Table: table(t), Transport: c})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		f(t, p, c)
	})
}

const path = "/v1/track/" + number

func TestThousandAskersAreOneCall(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
		c.now(slowly(150*time.Millisecond, says(200, scans("one"))))
		start := time.Now()
		var wg sync.WaitGroup
		for range 1000 {
			wg.Go(func() {
				if r := get(p, path); r.StatusCode != 200 {
					t.Errorf("HTTP %d", r.StatusCode)
				}
			})
		}
		wg.Wait()
		if c.asked() != 1 {
			t.Errorf("the carrier was asked %d times", c.asked())
		}
		if took := time.Since(start); took != 150*time.Millisecond {
			t.Errorf("took %s", took)
		}
	})
}

func TestClientGoneDoesNotEndTheCall(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
		c.now(slowly(3*time.Second, says(200, scans("one"))))
		ctx, leave := context.WithTimeout(t.Context(), time.Second)
		defer leave()
		start := time.Now()
		gone := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
		p.ServeHTTP(httptest.NewRecorder(), gone)
		if took := time.Since(start); took != time.Second {
			t.Errorf("the client that left was held for %s", took)
		}
		if r := get(p, path); r.StatusCode != 200 {
			t.Errorf("the one that stayed: HTTP %d", r.StatusCode)
		}
		if took := time.Since(start); took != 3*time.Second || c.asked() != 1 {
			t.Errorf("took %s and %d calls", took, c.asked())
		}
	})
}

func TestCallIsBoundedWithoutClients(t *testing.T) {
	config := unlimited()
	config.CallTimeout, config.AttemptTimeout = 4*time.Second, 4*time.Second
	bubble(t, config, func(t *testing.T, p *Proxy, c *carrier) {
		ended := make(chan error, 1)
		c.now(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			ended <- r.Context().Err()
			return nil, r.Context().Err()
		})
		ctx, leave := context.WithCancel(t.Context())
		leave()
		start := time.Now()
		p.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil))
		if err := <-ended; !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 4*time.Second {
			t.Errorf("the call ended with %v after %s", err, time.Since(start))
		}
	})
}

func TestSlowCarrier(t *testing.T) {
	config := unlimited()
	config.AttemptTimeout = 2 * time.Second
	bubble(t, config, func(t *testing.T, p *Proxy, c *carrier) {
		c.now(slowly(time.Hour, says(200, scans("one"))))
		start := time.Now()
		r := get(p, path)
		refused := wantProblem(t, r, adapter.UpstreamUnavailable)
		if refused.Tracking == "" || refused.Carrier != "cainiao" {
			t.Errorf("no way to the carrier's own page: %+v", refused)
		}
		if took := time.Since(start); took != 2*time.Second || c.asked() != 1 {
			t.Errorf("took %s and %d calls", took, c.asked())
		}
		// The next asker does not wait again, and is told how long it has to.
		time.Sleep(5 * time.Second)
		r = get(p, path)
		wantProblem(t, r, adapter.UpstreamUnavailable)
		if c.asked() != 1 || r.Header.Get("Retry-After") != "10" || time.Since(start) != 7*time.Second {
			t.Errorf("asked again: %d calls, Retry-After %s, %s", c.asked(), r.Header.Get("Retry-After"), time.Since(start))
		}
	})
}

func TestSlowSandbox(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, _ *carrier) {
		start := time.Now()
		timelineOf(t, get(p, "/v1/track/DEMOSLOW"))
		if took := time.Since(start); took != 8*time.Second {
			t.Errorf("took %s", took)
		}
	})
}

// TestHowLongAnswersAreKept asks at moments just before and after an answer stops
// being new.
func TestHowLongAnswersAreKept(t *testing.T) {
	for _, c := range []struct {
		name string
		body string
		keep time.Duration
	}{
		{"moving", scans("one"), 5 * time.Minute},
		{"delivered", strings.Replace(scans("one"), "TRANSITING", "SIGN", 1), 12 * time.Hour},
		{"not found", `{"success":true,"module":[]}`, 2 * time.Minute},
		{"unreadable", `<html>`, 15 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, unlimited(), func(t *testing.T, p *Proxy, carrier *carrier) {
				carrier.now(says(200, c.body))
				first := get(p, path)
				if got, want := first.Header.Get("Cache-Control"), fmt.Sprintf("private, max-age=%d", int(c.keep.Seconds())); got != want {
					t.Errorf("Cache-Control %q, want %q", got, want)
				}
				time.Sleep(c.keep - time.Second)
				if last := get(p, path); last.Header.Get("Cache-Control") != "private, max-age=1" || carrier.asked() != 1 {
					t.Errorf("just before: Cache-Control %q, %d calls", last.Header.Get("Cache-Control"), carrier.asked())
				}
				time.Sleep(time.Second)
				get(p, path)
				if carrier.asked() != 2 {
					t.Errorf("just after: %d calls", carrier.asked())
				}
			})
		})
	}
}

func TestOlderAnswerStandsIn(t *testing.T) {
	for name, failure := range map[string]func(*http.Request) (*http.Response, error){
		"down":       func(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") },
		"error":      says(500, "oops"),
		"unreadable": says(200, "<html>"),
		"limited":    says(429, ""),
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
				first := get(p, path)
				tag := first.Header.Get("ETag")
				fresh := timelineOf(t, first)
				c.now(failure)
				time.Sleep(time.Hour)
				for range 3 { // failing again and again does not lose it
					r := get(p, path)
					old := timelineOf(t, r)
					if !old.Stale || old.Fetched != fresh.Fetched || !reflect.DeepEqual(old.Events[0], fresh.Events[0]) {
						t.Errorf("got %+v, want %+v marked stale", old, fresh)
					}
					if r.Header.Get("ETag") == tag || r.Header.Get("Cache-Control") != "private, max-age=15" {
						t.Errorf("the stale answer has headers %v", r.Header)
					}
					time.Sleep(time.Minute)
				}
				c.now(says(200, scans("two")))
				if tl := timelineOf(t, get(p, path)); tl.Stale || tl.Events[0].Text != "two" {
					t.Errorf("after recovery: %+v", tl)
				}
				c.now(failure)
				time.Sleep(5*time.Minute + 24*time.Hour)
				if r := get(p, path); r.StatusCode == 200 {
					t.Error("an answer of more than a day ago still stands in")
				}
			})
		})
	}
}

func TestNotFoundReplacesAnOlderAnswer(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
		timelineOf(t, get(p, path))
		c.now(says(200, `{"success":true,"module":[]}`))
		time.Sleep(time.Hour)
		wantProblem(t, get(p, path), adapter.NotFound)
	})
}

func TestQuestionsAreKeptApart(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
		for _, q := range []string{"", "?carrier=cainiao", "?postcode=75011", "?phone=0123", "?date=2026-11-20", "?postcode=75011&date=2026-11-20"} {
			get(p, path+q)
		}
		// Named or recognised, it is the same carrier and the same question.
		if c.asked() != 5 {
			t.Errorf("%d calls, want 5", c.asked())
		}
	})
}

// crash is an adapter that panics when asked.
type crash struct{}

func (crash) Info() adapter.Info {
	return adapter.Info{ID: "cainiao", Carriers: []string{"cainiao"}, Evidence: adapter.Synthetic}
}

func (crash) Track(context.Context, adapter.Query, time.Time) (timeline.Timeline, error) {
	panic("crash for " + number)
}

func TestPanicWhileAskingReachesEverybody(t *testing.T) {
	config := unlimited()
	config.Adapters["cainiao"] = AdapterConfig{Enabled: true, Rate: -1}
	var log syncBuffer
	p := newProxy(t, Options{Config: config, Adapters: []adapter.Adapter{crash{}}, Log: logTo(&log)})
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if r := get(p, path); r.StatusCode != 500 || strings.Contains(bodyOf(t, r), "crash") {
				t.Errorf("HTTP %d", r.StatusCode)
			}
		})
	}
	wg.Wait()
	if s := log.String(); !strings.Contains(s, "panic while asking") || strings.Contains(s, number) {
		t.Errorf("the log holds %s", s)
	}
}

// TestMemoryStaysFlat has 40 different numbers answered with 10 MB of rubbish each:
// 400 MB, of which no more than the limit is ever taken and nothing is kept.
func TestMemoryStaysFlat(t *testing.T) {
	const questions, size = 40, 10 << 20
	h, sent := adaptertest.Rubbish(size)
	p := against(t, adaptertest.Serve(t, h).URL, Options{})
	before := heap()
	var wg sync.WaitGroup
	turns := make(chan struct{}, 8)
	for i := range questions {
		wg.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			wantProblem(t, get(p, fmt.Sprintf("/v1/track/LP%014d", i)), adapter.UnreadableAnswer)
		})
	}
	wg.Wait()
	if grown := int64(heap()) - int64(before); grown > 8<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	// The sockets' buffers add to what is taken.
	if most := int64(questions) * (int64(p.config.MaxAnswer) + 6<<20); sent() > most {
		t.Errorf("%d bytes were taken, at most %d expected", sent(), most)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestCacheIsBounded(t *testing.T) {
	config := unlimited()
	config.CacheEntries, config.CacheBytes = 100, 1<<20
	body, err := os.ReadFile(delivered)
	if err != nil {
		t.Fatal(err)
	}
	up := adaptertest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := r.URL.Query().Get("mailNos")
		_, _ = w.Write([]byte(strings.ReplaceAll(string(body), "LP00000000000001", n)))
	})
	p := against(t, up.URL, Options{Config: config})
	for i := range 1000 {
		timelineOf(t, get(p, fmt.Sprintf("/v1/track/LP%014d", i)))
	}
	p.cache.store.CleanUp()
	if n := p.cache.store.EstimatedSize(); n > 100 || n < 50 {
		t.Errorf("the cache holds %d answers", n)
	}
	if w := p.cache.store.WeightedSize(); w > 1<<20 {
		t.Errorf("the cache weighs %d bytes", w)
	}
}

func TestRecovery(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
		c.now(says(500, "oops"))
		wantProblem(t, get(p, path), adapter.UpstreamUnavailable)
		c.now(says(200, scans("back")))
		time.Sleep(15 * time.Second)
		if tl := timelineOf(t, get(p, path)); tl.Events[0].Text != "back" {
			t.Errorf("got %+v", tl)
		}
	})
}
