package proxy

import (
	"context"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/all"
	"waybill/internal/adapter/emulate"
)

// recordedNumber is one that the emulated Cainiao knows.
const recordedNumber = "AE010698498"

// emulated returns a proxy over real HTTP to carriers that are played, and their
// server. It waits half a second for them and forgets failures at once.
func emulated(t *testing.T, change func(*Config)) (*Proxy, *emulate.Server) {
	t.Helper()
	return emulatedAt(t, change, nil)
}

// emulatedAt is emulated by another clock.
func emulatedAt(t *testing.T, change func(*Config), now func() time.Time) (*Proxy, *emulate.Server) {
	t.Helper()
	carriers, err := emulate.New(emulate.Options{Adapters: all.Adapters()})
	if err != nil {
		t.Fatal(err)
	}
	up := httptest.NewServer(carriers)
	t.Cleanup(up.Close)
	c := unlimited()
	c.Emulate(carriers.Settings(up.URL))
	c.AttemptTimeout, c.CallTimeout = 500*time.Millisecond, 2*time.Second
	c.KeepMoving, c.KeepDelivered, c.KeepNotFound, c.KeepFailed, c.KeepStale = 1, 1, 1, 1, 0
	if change != nil {
		change(&c)
	}
	return newProxy(t, Options{Config: c, Now: now}), carriers
}

// TestFaultsOverHTTP has everything go wrong that may, a hundred times each. The right
// problem comes of it, memory stays flat, nothing is left running (TestMain looks), and
// when the carrier is well again so is the proxy.
func TestFaultsOverHTTP(t *testing.T) {
	for fault, want := range map[emulate.Fault]adapter.Kind{
		emulate.Down:      adapter.UpstreamUnavailable,
		emulate.Failing:   adapter.UpstreamUnavailable,
		emulate.Hanging:   adapter.UpstreamUnavailable,
		emulate.Dripping:  adapter.UpstreamUnavailable,
		emulate.Truncated: adapter.UpstreamUnavailable,
		emulate.Half:      adapter.UnreadableAnswer,
		emulate.Huge:      adapter.UnreadableAnswer,
		emulate.HTML:      adapter.UnreadableAnswer,
		emulate.Nothing:   adapter.UnreadableAnswer,
		emulate.Refused:   adapter.UnreadableAnswer, // no key to refuse: the shape is foreign
		emulate.Limited:   adapter.RateLimited,
	} {
		t.Run(string(fault), func(t *testing.T) {
			p, carriers := emulated(t, nil)
			ask := func() *http.Response { return get(p, "/v1/track/"+recordedNumber+"?carrier=cainiao") }
			carriers.Play(fault)
			r := ask()
			refused := wantProblem(t, r, want)
			if refused.Tracking == "" {
				t.Error("no way to the carrier's own page")
			}
			if fault == emulate.Limited && r.Header.Get("Retry-After") != "45" {
				t.Errorf("Retry-After %q", r.Header.Get("Retry-After"))
			}
			before := heap()
			var wg sync.WaitGroup
			for range 100 {
				wg.Go(func() {
					if r := ask(); r.StatusCode == http.StatusOK {
						t.Error("an answer came")
					}
				})
			}
			wg.Wait()
			if grown := int64(heap()) - int64(before); grown > 8<<20 {
				t.Errorf("the heap grew by %d bytes", grown)
			}
			carriers.Play(emulate.None)
			recovers(t, p, fault == emulate.Limited)
		})
	}
}

// recovers waits until a question is answered again. A carrier that said for how long
// it wants no questions about a number is left alone about that number.
func recovers(t *testing.T, p *Proxy, respected bool) {
	t.Helper()
	for deadline := time.Now().Add(rest + 10*time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		r := get(p, "/v1/track/"+recordedNumber+"?carrier=cainiao")
		if r.StatusCode == http.StatusOK {
			return
		}
		if respected && r.StatusCode == http.StatusTooManyRequests {
			return
		}
	}
	t.Error("the proxy did not recover")
}

// rest is how long a carrier that keeps failing is left alone.
const rest = 15 * time.Second

// TestTokensOverHTTP has UPS take no token, and then none that it has sold before. Who
// asks sees that a key is needed, or nothing of it at all.
func TestTokensOverHTTP(t *testing.T) {
	var ahead atomic.Int64
	p, carriers := emulatedAt(t, func(c *Config) { c.KeepMoving, c.KeepDelivered = time.Minute, time.Minute },
		func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	number := ""
	for _, parcel := range carriers.Parcels() {
		if parcel.Adapter == "ups" {
			number = parcel.Number
		}
	}
	ask := func() *http.Response { return get(p, "/v1/track/"+number+"?carrier=ups") }
	later := func() { ahead.Add(int64(5 * time.Minute)) }

	carriers.Play(emulate.Refused)
	wantProblem(t, ask(), adapter.NeedsKey)
	later()
	carriers.Play(emulate.None)
	if r := ask(); r.StatusCode != http.StatusOK {
		t.Fatalf("when the keys are taken again: %s", bodyOf(t, r))
	}
	later()
	carriers.Play(emulate.Expired)
	before := carriers.Calls()
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			if r := ask(); r.StatusCode != http.StatusOK {
				t.Errorf("with an expired token: HTTP %d", r.StatusCode)
			}
		})
	}
	wg.Wait()
	if n := carriers.Calls() - before; n != 3 {
		t.Errorf("%d calls for one number and one expired token, want 3", n)
	}
}

func TestNoSuchHost(t *testing.T) {
	p := against(t, "http://carrier.invalid/", Options{})
	wantProblem(t, get(p, path), adapter.UpstreamUnavailable)
}

// TestClientsGoAwayOverHTTP has clients leave a carrier that hangs: nothing is left
// running for them.
func TestClientsGoAwayOverHTTP(t *testing.T) {
	p, carriers := emulated(t, nil)
	front := httptest.NewServer(p)
	defer front.Close()
	carriers.Play(emulate.Hanging)
	before := runtime.NumGoroutine()
	transport := &http.Transport{}
	client := &http.Client{Transport: transport}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			ctx, leave := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer leave()
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, front.URL+"/v1/track/"+recordedNumber+"?carrier=cainiao", nil)
			if err != nil {
				t.Error(err)
				return
			}
			if resp, err := client.Do(req); err == nil {
				resp.Body.Close()
				t.Error("an answer came")
			}
		})
	}
	wg.Wait()
	transport.CloseIdleConnections()
	for deadline := time.Now().Add(20 * time.Second); runtime.NumGoroutine() > before+4; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines are left, %d before", runtime.NumGoroutine(), before)
		}
	}
}
