package proxy

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/internal/adapter"
)

func TestMetrics(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
		get(p, path)
		get(p, path)
		c.now(says(200, `{"success":true,"module":[]}`))
		get(p, "/v1/track/LP00000000000002")
		c.now(says(200, strings.Replace(scans("Zorp"), "LH_DEPART", "ZORP", 1)))
		get(p, "/v1/track/LP00123456789012?date=2026-11-20")
		get(p, "/v1/track/x?carrier=nobody-at-all")
		get(p, "/elsewhere")
		body := bodyOf(t, get(p, "/metrics"))
		for _, want := range []string{
			`waybill_answers_total{cache="hit",carrier="cainiao",outcome="ok"} 1`,
			`waybill_answers_total{cache="miss",carrier="cainiao",outcome="ok"} 2`,
			`waybill_answers_total{cache="miss",carrier="cainiao",outcome="not-found"} 1`,
			`waybill_answers_total{cache="",carrier="",outcome="unknown-carrier"} 1`,
			`waybill_upstream_seconds_count{adapter="cainiao",outcome="ok"} 2`,
			`waybill_unknown_events_total{adapter="cainiao"} 1`,
			`waybill_http_requests_total{route="GET /v1/track/{number}",status="200"} 3`,
			`waybill_cache_entries 3`,
			`waybill_shared_store_up 1`,
		} {
			if !strings.Contains(body, want+"\n") {
				t.Errorf("there is no line %s", want)
			}
		}
		for _, secret := range []string{"LP00", "nobody-at-all", "elsewhere"} {
			if strings.Contains(body, secret) {
				t.Errorf("the metrics hold %q, which a client chose", secret)
			}
		}
	})
}

// healthOf reads an adapter's health from /v1/carriers.
func healthOf(t *testing.T, p *Proxy, carrier string) report {
	t.Helper()
	var list struct{ Carriers []reachable }
	if err := json.Unmarshal([]byte(bodyOf(t, get(p, "/v1/carriers"))), &list); err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Carriers {
		if c.Carrier == carrier {
			return c.Health
		}
	}
	t.Fatalf("%s is not listed", carrier)
	return report{}
}

func TestHealthOfUpstreams(t *testing.T) {
	bubble(t, unlimited(), func(t *testing.T, p *Proxy, c *carrier) {
		asked := 0
		ask := func(answer func(*http.Request) (*http.Response, error)) {
			c.now(answer)
			asked++
			get(p, fmt.Sprintf("/v1/track/LP%014d", asked))
		}
		want := func(state string) report {
			t.Helper()
			got := healthOf(t, p, "cainiao")
			if got.State != state {
				t.Errorf("after %d questions: %+v, want %s", asked, got, state)
			}
			return got
		}
		notFound, down := says(200, `{"success":true,"module":[]}`), func(*http.Request) (*http.Response, error) { return nil, errors.New("refused") }
		want(stateUntried)
		ask(notFound) // an answer like any other
		want(stateOK)
		ask(down)
		if got := want(stateFailing); got.Problem != adapter.UpstreamUnavailable || got.LastOK == "" || got.LastBad == "" {
			t.Errorf("got %+v", got)
		}
		ask(notFound)
		want(stateFailing) // one of three failed
		for range 4 {
			ask(notFound)
		}
		want(stateOK)
		for range 8 {
			ask(down)
		}
		want(stateDown)
		before := c.asked()
		ask(notFound)
		if c.asked() != before {
			t.Error("an upstream that is down was asked at once again")
		}
		time.Sleep(20 * time.Second)
		for range 5 {
			ask(notFound)
		}
		if c.asked() != before+5 {
			t.Errorf("after its rest it was asked %d times", c.asked()-before)
		}
	})
}

// keyed is an adapter that needs a key.
type keyed struct{ crash }

func (keyed) Info() adapter.Info {
	return adapter.Info{ID: "cainiao", Carriers: []string{"cainiao"}, Keys: []adapter.Key{{Name: "key", Doc: "A key."}}}
}

func TestKeysAreMissing(t *testing.T) {
	config := unlimited()
	p := newProxy(t, Options{Config: config, Adapters: []adapter.Adapter{keyed{}}})
	refused := wantProblem(t, get(p, path), adapter.NeedsKey)
	if refused.Tracking == "" {
		t.Error("no way to the carrier's own page")
	}
	if got := healthOf(t, p, "cainiao"); got.State != stateNoKey {
		t.Errorf("got %+v", got)
	}
}
