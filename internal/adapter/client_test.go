package adapter_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
	"waybill/internal/timeline"
)

const number = "LP00123456789012"

// stub is a remote adapter whose carrier answers the word "found" or "missing".
type stub struct{ method string }

func (stub) Info() adapter.Info {
	return adapter.Info{ID: "stub", Carriers: []string{"stub"}, Hosts: []string{"stub.example"}, Evidence: adapter.Synthetic}
}

func (s stub) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	return http.NewRequestWithContext(ctx, s.method, "https://stub.example/track?n="+q.Number, nil)
}

func (stub) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	switch string(a.Body) {
	case "found":
		return timeline.Timeline{Number: q.Number, Carrier: "stub", Status: timeline.Delivered}, nil
	case "missing":
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "missing")
	case "panic":
		panic("at the answer")
	case "wrong":
		return timeline.Timeline{Number: q.Number, Carrier: "stub", Status: "lost"}, nil
	}
	return timeline.Timeline{}, errors.New("what is this")
}

// transport answers without a network, so that tests can run on synthetic time.
type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

func reply(status int, body string, header ...string) (*http.Response, error) {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func newClient(t *testing.T, o adapter.Options, s adapter.Settings) *adapter.Client {
	t.Helper()
	o.Adapters = map[string]adapter.Settings{"stub": s}
	c, err := adapter.NewClient(o, stub{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTrackOverHTTP(t *testing.T) {
	var agent, path string
	up := adaptertest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		agent, path = r.UserAgent(), r.URL.String()
		_, _ = w.Write([]byte("found"))
	})
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	c := newClient(t, adapter.Options{Now: func() time.Time { return now }}, adapter.Settings{BaseURL: up.URL + "/mirror/"})
	defer c.Close()
	tl, err := c.Track(t.Context(), stub{http.MethodGet}, adapter.Query{Number: number})
	if err != nil {
		t.Fatal(err)
	}
	if tl.Fetched != "2026-11-22T10:00:00Z" || tl.Events == nil {
		t.Errorf("got %+v", tl)
	}
	if path != "/mirror/track?n="+number {
		t.Errorf("the request was for %s", path)
	}
	if agent != adapter.DefaultUserAgent {
		t.Errorf("the user agent was %q", agent)
	}
}

// TestOutcomes plays a carrier's answers to the two attempts that there may be.
func TestOutcomes(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	for _, c := range []struct {
		name    string
		method  string
		answers []func() (*http.Response, error)
		kind    adapter.Kind
		calls   int
		took    time.Duration
		after   time.Duration
	}{
		{name: "found", answers: says(200, "found"), calls: 1},
		{name: "not found", answers: says(404, "missing"), kind: adapter.NotFound, calls: 1},
		{name: "unreadable", answers: says(200, "<html>"), kind: adapter.UnreadableAnswer, calls: 1},
		{name: "panic", answers: says(200, "panic"), kind: adapter.UnreadableAnswer, calls: 1},
		{name: "a status that is none", answers: says(200, "wrong"), kind: adapter.UnreadableAnswer, calls: 1},
		{name: "forbidden", answers: says(403, "<html>"), kind: adapter.UnreadableAnswer, calls: 1},
		{name: "redirect elsewhere", answers: says(302, "", "Location", "https://elsewhere.example/punish"), kind: adapter.UnreadableAnswer, calls: 1},
		{name: "redirect to plain http", answers: says(302, "", "Location", "http://stub.example/"), kind: adapter.UnreadableAnswer, calls: 1},
		{name: "redirect within", answers: both(says(302, "", "Location", "https://stub.example/there"), says(200, "found")), calls: 2},
		{name: "redirect in a circle", answers: says(302, "", "Location", "https://stub.example/there"), kind: adapter.UnreadableAnswer, calls: 4},
		{name: "too large", answers: says(200, strings.Repeat("x", 1001)), kind: adapter.UnreadableAnswer, calls: 1},
		{name: "down, then up", answers: both(says(503, "down"), says(200, "found")), calls: 2, took: 500 * time.Millisecond},
		{name: "down twice", answers: says(503, "down"), kind: adapter.UpstreamUnavailable, calls: 2, took: 500 * time.Millisecond},
		{name: "refused, then up", answers: both(fails(refused), says(200, "found")), calls: 2, took: 500 * time.Millisecond},
		{name: "a posted question is repeated too", method: http.MethodPost, answers: both(says(503, "down"), says(200, "found")), calls: 2, took: 500 * time.Millisecond},
		{name: "limited, then free", answers: both(says(429, "", "Retry-After", "2"), says(200, "found")), calls: 2, took: 2 * time.Second},
		{name: "limited for long", answers: says(429, "", "Retry-After", "60"), kind: adapter.RateLimited, calls: 1, after: time.Minute},
		{name: "limited without a time", answers: says(429, ""), kind: adapter.RateLimited, calls: 1},
		{name: "limited with a date", answers: says(429, "", "Retry-After", "Sun, 22 Nov 2026 10:00:00 GMT"), kind: adapter.RateLimited, calls: 1},
		{name: "down for long", answers: says(503, "", "Retry-After", "9999999"), kind: adapter.UpstreamUnavailable, calls: 1, after: 24 * time.Hour},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				answer := func(*http.Request) (*http.Response, error) {
					calls++
					return c.answers[min(calls, len(c.answers))-1]()
				}
				client := newClient(t, adapter.Options{Transport: transport(answer), MaxAnswer: 1000}, adapter.Settings{Rate: -1})
				if c.method == "" {
					c.method = http.MethodGet
				}
				ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
				defer cancel()
				start := time.Now()
				_, err := client.Track(ctx, stub{c.method}, adapter.Query{Number: number})
				if adapter.KindOf(err) != c.kind {
					t.Errorf("got %v, want %q", err, c.kind)
				}
				if calls != c.calls {
					t.Errorf("%d calls, want %d", calls, c.calls)
				}
				if took := time.Since(start); took != c.took {
					t.Errorf("took %s, want %s", took, c.took)
				}
				var e *adapter.Error
				if errors.As(err, &e) {
					if e.RetryAfter != c.after {
						t.Errorf("RetryAfter is %s, want %s", e.RetryAfter, c.after)
					}
					if e.Adapter != "stub" || e.Carrier != "stub" || strings.Contains(err.Error(), number) {
						t.Errorf("the error is %q of %q, %q", err, e.Adapter, e.Carrier)
					}
				}
			})
		})
	}
}

type answers = []func() (*http.Response, error)

func says(status int, body string, header ...string) answers {
	return answers{func() (*http.Response, error) { return reply(status, body, header...) }}
}

func fails(err error) answers {
	return answers{func() (*http.Response, error) { return nil, err }}
}

func both(first, second answers) answers { return append(first, second...) }

// TestBrokenAnswersOverHTTP has answers that only a real connection can break.
func TestBrokenAnswersOverHTTP(t *testing.T) {
	var bomb bytes.Buffer // 16 MB in a few kilobytes
	z := gzip.NewWriter(&bomb)
	if _, err := z.Write(make([]byte, 16<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		h    http.HandlerFunc
		want adapter.Kind
	}{
		"cut off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("found"))
		}, adapter.UpstreamUnavailable},
		"dripping": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte(" "))
				_ = http.NewResponseController(w).Flush()
			}
		}, adapter.UpstreamUnavailable},
		"a packed bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		}, adapter.UnreadableAnswer},
		"not packed as it says": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write([]byte("found"))
		}, adapter.UpstreamUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			up := adaptertest.Serve(t, c.h)
			client := newClient(t, adapter.Options{Timeout: time.Second, MaxAnswer: 8 << 20}, adapter.Settings{BaseURL: up.URL, Rate: -1})
			defer client.Close()
			if _, err := client.Track(t.Context(), stub{http.MethodGet}, adapter.Query{Number: number}); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		hang := func(r *http.Request) (*http.Response, error) {
			calls++
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		client := newClient(t, adapter.Options{Transport: transport(hang), Timeout: 3 * time.Second}, adapter.Settings{})
		start := time.Now()
		_, err := client.Track(t.Context(), stub{http.MethodGet}, adapter.Query{Number: number})
		if !errors.Is(err, adapter.UpstreamUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(start); took != 3*time.Second || calls != 1 {
			t.Errorf("took %s and %d calls; a time-out is not tried again", took, calls)
		}
	})
}

func TestCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, adapter.Options{Transport: transport(func(*http.Request) (*http.Response, error) { return reply(503, "") })}, adapter.Settings{})
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		start := time.Now()
		_, err := client.Track(ctx, stub{http.MethodGet}, adapter.Query{Number: number})
		if !errors.Is(err, adapter.UpstreamUnavailable) || time.Since(start) != 0 {
			t.Errorf("got %v after %s; a retry that comes too late is not waited for", err, time.Since(start))
		}
	})
}

func TestOutgoingLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int64
		client := newClient(t, adapter.Options{Transport: transport(func(*http.Request) (*http.Response, error) {
			calls.Add(1)
			return reply(200, "found")
		})}, adapter.Settings{Rate: 1})
		start := time.Now()
		kinds := map[adapter.Kind]int{}
		results := make(chan error)
		for range 30 {
			go func() {
				_, err := client.Track(t.Context(), stub{http.MethodGet}, adapter.Query{Number: number})
				results <- err
			}()
		}
		for range 30 {
			err := <-results
			kinds[adapter.KindOf(err)]++
			var e *adapter.Error
			if errors.As(err, &e) && e.RetryAfter <= 5*time.Second {
				t.Errorf("refused although the turn would have come in %s", e.RetryAfter)
			}
		}
		// Five at once, then one a second for the five seconds that a turn is waited for.
		if calls.Load() != 10 || kinds[""] != 10 || kinds[adapter.RateLimited] != 20 {
			t.Errorf("%d calls; outcomes %v", calls.Load(), kinds)
		}
		if took := time.Since(start); took != 5*time.Second {
			t.Errorf("took %s", took)
		}
	})
}

func TestRefusedBeforeAsking(t *testing.T) {
	client := newClient(t, adapter.Options{Transport: transport(func(*http.Request) (*http.Response, error) {
		t.Error("the carrier was asked")
		return reply(200, "found")
	})}, adapter.Settings{})
	if _, err := client.Track(t.Context(), stub{http.MethodGet}, adapter.Query{Number: "A B"}); !errors.Is(err, adapter.BadRequest) {
		t.Errorf("got %v", err)
	}
}

func TestNewClientReportsAllFaults(t *testing.T) {
	_, err := adapter.NewClient(adapter.Options{Adapters: map[string]adapter.Settings{
		"stub":  {BaseURL: "ftp://example.org"},
		"other": {},
	}}, stub{})
	if err == nil || !strings.Contains(err.Error(), "base_url") || !strings.Contains(err.Error(), `"other"`) {
		t.Errorf("got %v, want both faults", err)
	}
}

func TestErrors(t *testing.T) {
	inner := errors.New("inner")
	err := error(&adapter.Error{Kind: adapter.NeedsKey, Err: inner})
	if !errors.Is(err, adapter.NeedsKey) || errors.Is(err, adapter.NotFound) || !errors.Is(err, inner) {
		t.Error("errors.Is does not see the kind and the detail")
	}
	if adapter.KindOf(inner) != "" || adapter.KindOf(nil) != "" {
		t.Error("an error of no kind has one")
	}
}
