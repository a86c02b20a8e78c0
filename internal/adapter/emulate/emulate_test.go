package emulate_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/all"
	"waybill/internal/adapter/emulate"
)

// serve starts a server that plays all carriers, and a client that asks it.
func serve(t *testing.T, o emulate.Options, c adapter.Options) (*emulate.Server, *adapter.Client) {
	t.Helper()
	o.Adapters = all.Adapters()
	s, err := emulate.New(o)
	if err != nil {
		t.Fatal(err)
	}
	up := httptest.NewServer(s)
	t.Cleanup(up.Close)
	c.Adapters = s.Settings(up.URL)
	client, err := adapter.NewClient(c, o.Adapters...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return s, client
}

// question asks for a recorded parcel with all that a carrier may want to know.
func question(p emulate.Parcel) adapter.Query {
	return adapter.Query{Number: p.Number, Carrier: p.Carrier, Postcode: "1234AB", Phone: "0612345678", Date: "2026-11-20"}
}

// TestEveryAdapterOverHTTP asks every upstream that answers at once for a parcel that
// was recorded of it: request, token and answer go over real HTTP.
func TestEveryAdapterOverHTTP(t *testing.T) {
	s, client := serve(t, emulate.Options{}, adapter.Options{})
	asked := map[string]bool{}
	for _, p := range s.Parcels() {
		a, _ := all.Find(p.Adapter)
		if _, steps := a.(adapter.Multistep); steps || asked[p.Adapter+p.Number] || adapter.CheckNumber(p.Number) != nil {
			continue
		}
		asked[p.Adapter+p.Number] = true
		tl, err := client.Track(t.Context(), a, question(p))
		if err != nil {
			t.Errorf("%s, %s: %v", p.Adapter, p.File, err)
			continue
		}
		if tl.Number != p.Number || tl.Fetched == "" {
			t.Errorf("%s, %s: got number %q, fetched %q", p.Adapter, p.File, tl.Number, tl.Fetched)
		}
	}
	if len(asked) == 0 {
		t.Error("nothing was asked")
	}
}

func TestFaults(t *testing.T) {
	cainiao, _ := all.Find("cainiao")
	for fault, want := range map[emulate.Fault]adapter.Kind{
		emulate.None:      "",
		emulate.Down:      adapter.UpstreamUnavailable,
		emulate.Failing:   adapter.UpstreamUnavailable,
		emulate.Hanging:   adapter.UpstreamUnavailable,
		emulate.Dripping:  adapter.UpstreamUnavailable,
		emulate.Truncated: adapter.UpstreamUnavailable,
		emulate.Half:      adapter.UnreadableAnswer,
		emulate.Huge:      adapter.UnreadableAnswer,
		emulate.HTML:      adapter.UnreadableAnswer,
		emulate.Mislabel:  "",
		emulate.Limited:   adapter.RateLimited,
		emulate.Refused:   adapter.UnreadableAnswer,
		emulate.Expired:   "", // of a carrier that wants no token
		emulate.Nothing:   adapter.UnreadableAnswer,
	} {
		t.Run("fault "+string(fault), func(t *testing.T) {
			s, client := serve(t, emulate.Options{Fault: fault}, adapter.Options{Timeout: 300 * time.Millisecond})
			_, err := client.Track(t.Context(), cainiao, adapter.Query{Number: "AE010698498", Carrier: "cainiao"})
			if adapter.KindOf(err) != want {
				t.Errorf("got %v, want %q", err, want)
			}
			s.Play(emulate.None)
			if _, err := client.Track(t.Context(), cainiao, adapter.Query{Number: "AE010698498", Carrier: "cainiao"}); err != nil {
				t.Errorf("after recovery: %v", err)
			}
		})
	}
}

// TestExpiredTokens has every carrier that sells tokens take none of those it has sold:
// each is bought anew, once.
func TestExpiredTokens(t *testing.T) {
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	s, client := serve(t, emulate.Options{}, adapter.Options{Now: func() time.Time { return now }})
	buyers := 0
	asked := map[string]bool{}
	for _, p := range s.Parcels() {
		a, _ := all.Find(p.Adapter)
		if _, buys := a.(adapter.Tokener); !buys || asked[p.Adapter] {
			continue
		}
		asked[p.Adapter] = true
		buyers++
		ask := func(when string, calls int) {
			before := s.Calls()
			if _, err := client.Track(t.Context(), a.(adapter.Remote), question(p)); err != nil {
				t.Errorf("%s, %s: %v", p.Adapter, when, err)
			}
			if n := s.Calls() - before; calls > 0 && n != calls {
				t.Errorf("%s, %s: %d calls, want %d", p.Adapter, when, n, calls)
			}
		}
		ask("with a new token", 0)
		now = now.Add(10 * time.Minute / 2)
		s.Play(emulate.Expired)
		ask("with an expired token", 3) // refused, bought, asked again
		ask("with the next token", 1)
		s.Play(emulate.None)
	}
	if buyers < 8 {
		t.Errorf("%d carriers sell tokens", buyers)
	}
}

func TestParseFault(t *testing.T) {
	for _, f := range append(emulate.Faults(), emulate.None) {
		if got, err := emulate.ParseFault(string(f)); got != f || err != nil {
			t.Errorf("%q: got %q, %v", f, got, err)
		}
	}
	if _, err := emulate.ParseFault("sleepy"); err == nil {
		t.Error("a fault that does not exist was taken")
	}
}

func TestUnknown(t *testing.T) {
	s, client := serve(t, emulate.Options{}, adapter.Options{})
	cainiao, _ := all.Find("cainiao")
	if _, err := client.Track(t.Context(), cainiao, adapter.Query{Number: "UZ0556033196Y"}); !errors.Is(err, adapter.NotFound) {
		t.Errorf("got %v", err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/nobody/track", nil))
	if w.Code != http.StatusNotFound || s.Calls() == 0 {
		t.Errorf("HTTP %d after %d calls", w.Code, s.Calls())
	}
}
