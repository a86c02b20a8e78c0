//go:build redis

package proxy

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waybill/internal/adapter/adaptertest"
)

// These tests need a real redis-server, which `make test` installs: REDIS_SERVER is
// its path.

// store is a redis-server that a test can kill and start again at the same address.
type store struct {
	t    *testing.T
	addr string
	cmd  *exec.Cmd
}

func startStore(t *testing.T) *store {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &store{t: t, addr: ln.Addr().String()}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	s.start()
	t.Cleanup(s.kill)
	return s
}

func (s *store) start() {
	s.t.Helper()
	_, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	server := os.Getenv("REDIS_SERVER")
	if server == "" {
		server = "redis-server"
	}
	s.cmd = exec.Command(server, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", s.t.TempDir())
	if err := s.cmd.Start(); err != nil {
		s.t.Fatalf("%v: `make test` installs it, REDIS_SERVER names another place", err)
	}
	await(s.t, "the store answers", func() bool { return s.says("PING") == "+PONG" })
}

func (s *store) kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill() // it may have ended by itself
	_ = s.cmd.Wait()         // killed, which is an error
	s.cmd = nil
}

// says sends one command and returns the first line of the answer, "" for none.
func (s *store) says(command string) string {
	conn, err := net.DialTimeout("tcp", s.addr, time.Second)
	if err != nil {
		return ""
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "%s\r\n", command); err != nil {
		return ""
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}

// await waits until something is so, for as long as a slow machine may need.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatalf("it never came true that %s", what)
}

// sharing returns a proxy that shares s, over the given upstream.
func (s *store) sharing(base string, change func(*Config)) *Proxy {
	s.t.Helper()
	c := unlimited()
	c.Redis = "redis://" + s.addr
	if change != nil {
		change(&c)
	}
	p := against(s.t, base, Options{Config: c})
	await(s.t, "the proxy has reached the store", func() bool { return !p.alone() })
	return p
}

// moving is an upstream that knows every number, takes a while and counts its calls.
func moving(t *testing.T, takes time.Duration) *adaptertest.Upstream {
	return adaptertest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(takes):
		case <-r.Context().Done():
		}
		_, _ = w.Write([]byte(strings.ReplaceAll(scans("one"), number, r.URL.Query().Get("mailNos"))))
	})
}

func TestProxiesShareAnswersAndCalls(t *testing.T) {
	s := startStore(t)
	up := moving(t, 150*time.Millisecond)
	a, b := s.sharing(up.URL, nil), s.sharing(up.URL, nil)
	var wg sync.WaitGroup
	for i := range 1000 {
		p := a
		if i%2 == 1 {
			p = b
		}
		wg.Go(func() {
			if r := get(p, path); r.StatusCode != 200 {
				t.Errorf("HTTP %d", r.StatusCode)
			}
		})
	}
	wg.Wait()
	if up.Calls() != 1 {
		t.Errorf("a thousand askers of two proxies were %d calls", up.Calls())
	}
	third := s.sharing(up.URL, nil)
	first, later := get(a, path), get(third, path)
	if up.Calls() != 1 || first.Header.Get("ETag") != later.Header.Get("ETag") || bodyOf(t, first) != bodyOf(t, later) {
		t.Errorf("a proxy that came later has another answer, after %d calls", up.Calls())
	}
	if n := s.says("DBSIZE"); n != ":1" {
		t.Errorf("the store holds %s keys, want the answer alone", n)
	}
	if k := s.says("RANDOMKEY"); k == "$-1" || strings.Contains(k, number) {
		t.Errorf("got %s", k)
	}
}

// TestProblemsAreSharedToo: a number that is not known is not asked for by everybody.
func TestProblemsAreSharedToo(t *testing.T) {
	s := startStore(t)
	up := adaptertest.Serve(t, adaptertest.JSON(`{"success":true,"module":[]}`))
	first, later := get(s.sharing(up.URL, nil), path), get(s.sharing(up.URL, nil), path)
	if first.StatusCode != 404 || later.StatusCode != 404 || up.Calls() != 1 {
		t.Errorf("HTTP %d and %d after %d calls", first.StatusCode, later.StatusCode, up.Calls())
	}
	if bodyOf(t, first) != bodyOf(t, later) {
		t.Error("the two say different things")
	}
}

// TestProxiesShareTheLimit: together they do not ask a carrier more often than one
// would. A slow machine only takes longer.
func TestProxiesShareTheLimit(t *testing.T) {
	s := startStore(t)
	up := moving(t, 0)
	limited := func(c *Config) {
		a := c.Adapters["cainiao"]
		a.Rate = 10
		c.Adapters["cainiao"] = a
	}
	proxies := []*Proxy{s.sharing(up.URL, limited), s.sharing(up.URL, limited), s.sharing(up.URL, limited)}
	start := time.Now()
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if r := get(proxies[i%3], fmt.Sprintf("/v1/track/LP%014d", i)); r.StatusCode != 200 {
				t.Errorf("HTTP %d", r.StatusCode)
			}
		})
	}
	wg.Wait()
	// Five leave at once, fifteen more take a tenth of a second each.
	if took := time.Since(start); took < 1400*time.Millisecond {
		t.Errorf("20 calls of three proxies at 10 a second took only %s", took)
	}
}

// TestStoreDies kills the store while questions come. Nobody is refused anything; the
// proxies go on alone and say so, and come together again when it is back.
func TestStoreDies(t *testing.T) {
	s := startStore(t)
	up := moving(t, 5*time.Millisecond)
	p := s.sharing(up.URL, nil)
	ctx, stop := context.WithCancel(t.Context())
	var next, answered atomic.Int64
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for ctx.Err() == nil {
				r := get(p, fmt.Sprintf("/v1/track/LP%014d", next.Add(1)))
				if r.StatusCode != 200 {
					t.Errorf("HTTP %d", r.StatusCode)
					return
				}
				answered.Add(1)
			}
		})
	}
	more := func(what string) {
		t.Helper()
		from := answered.Load()
		await(t, what, func() bool { return answered.Load() > from+200 })
	}
	more("questions are answered with the store")
	s.kill()
	await(t, "the proxy says that it is alone", func() bool {
		return strings.Contains(bodyOf(t, get(p, "/readyz")), "alone")
	})
	if r := get(p, "/readyz"); r.StatusCode != 200 {
		t.Errorf("/readyz: HTTP %d; it takes requests all the same", r.StatusCode)
	}
	if m := bodyOf(t, get(p, "/metrics")); !strings.Contains(m, "waybill_shared_store_up 0\n") {
		t.Error("the metrics do not say so")
	}
	more("questions are answered without the store")
	s.start()
	await(t, "the proxy is not alone any more", func() bool { return bodyOf(t, get(p, "/readyz")) == "ready\n" })
	more("questions are answered with the store again")
	await(t, "the store holds answers again", func() bool { return s.says("DBSIZE") != ":0" })
	stop()
	wg.Wait()
}

// TestStoreIsNotThere starts a proxy before its store.
func TestStoreIsNotThere(t *testing.T) {
	s := startStore(t)
	s.kill()
	c := unlimited()
	c.Redis = "redis://" + s.addr
	p := against(t, moving(t, 0).URL, Options{Config: c})
	timelineOf(t, get(p, path))
	if !strings.Contains(bodyOf(t, get(p, "/readyz")), "alone") {
		t.Error("the proxy does not say that it is alone")
	}
	s.start()
	await(t, "the proxy has found the store", func() bool { return !p.alone() })
}
