// Proxy measures the tracking proxy side by side with nginx and Caddy, all in one
// run on this machine's loopback. It is what `make bench-proxy` runs, at the top of
// the repository, with the programs that it needs:
//
//	go run ./.ci/bench/proxy WAYBILL NGINX CADDY WRK
//
// One upstream plays Cainiao: it knows every number and answers at once. Waybill
// asks it and makes its canonical answer; nginx (proxy_cache, with proxy_cache_lock)
// and Caddy (reverse_proxy: as it comes, it has no cache) are put before an upstream
// that gives that same canonical answer. Access logs are off everywhere, and Waybill's
// limit of questions a client is too: wrk is one client.
//
// The servers take turns, each round in new processes with empty caches. A figure is
// the median of the rounds. Nothing fails for being slow; what fails is an answer that
// is wrong, and a cold key that is asked for more than once.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

const (
	rounds   = 3
	duration = "8s"
	threads  = "2"
	conns    = "64"
	keys     = 10_000                 // of the Zipf run
	askers   = 1_000                  // of one cold key
	usual    = 0                      // of the upstream: as fast as it can
	cold     = 150 * time.Millisecond // of the upstream in the run of the cold key
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: proxy WAYBILL NGINX CADDY WRK; make bench-proxy knows them")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, "bench-proxy:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, waybill, nginx, caddy, wrk string) error {
	dir, err := os.MkdirTemp("", "waybill-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "zipf.lua"), []byte(zipfScript()), 0o600); err != nil {
		return err
	}
	up := newUpstream()
	defer up.server.Close()
	servers := []server{
		{"waybill", func(d, addr string) (string, []string, []string) { return waybillCommand(waybill, d, addr, up) }},
		{"nginx", func(d, addr string) (string, []string, []string) { return nginxCommand(nginx, d, addr, up) }},
		{"caddy", func(d, addr string) (string, []string, []string) { return caddyCommand(caddy, d, addr, up) }},
	}
	b := &bench{dir: dir, wrk: wrk, up: up, results: map[string]*result{}}
	for round := range rounds {
		for _, s := range servers {
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", round+1, rounds, s.name)
			if err := b.round(ctx, s); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
		}
	}
	return b.print(os.Stdout, servers)
}

// upstream plays Cainiao under /global/, and gives Waybill's own form under /v1/.
type upstream struct {
	server *httptest.Server
	calls  atomic.Int64
	takes  atomic.Int64 // nanoseconds
	form   atomic.Value // of a canonical answer, with "NUMBER" in it
}

func newUpstream() *upstream {
	u := &upstream{}
	u.takes.Store(int64(usual))
	u.form.Store("{}")
	u.server = httptest.NewServer(u)
	return u
}

func (u *upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u.calls.Add(1)
	time.Sleep(time.Duration(u.takes.Load()))
	w.Header().Set("Content-Type", "application/json")
	if number := r.URL.Query().Get("mailNos"); number != "" {
		fmt.Fprint(w, cainiao(number))
		return
	}
	w.Header().Set("Cache-Control", "max-age=300")
	fmt.Fprint(w, strings.ReplaceAll(u.form.Load().(string), "NUMBER", filepath.Base(r.URL.Path)))
}

// cainiao is an answer about a parcel with twelve scans.
func cainiao(number string) string {
	var rows []string
	for i := range 12 {
		rows = append(rows, fmt.Sprintf(`{"timeStr":"2026-11-%02d 10:15:00","timeZone":"GMT+8","actionCode":"SC_INBOUND_SUCCESS","standerdDesc":"[Shenzhen] Arrived at sorting center","desc":"x"}`, 20-i))
	}
	return fmt.Sprintf(`{"success":true,"module":[{"mailNo":%q,"status":"TRANSITING","originCountry":"Mainland China","destCountry":"France","detailList":[%s]}]}`,
		number, strings.Join(rows, ","))
}

// number returns the n-th tracking number.
func number(n int) string { return fmt.Sprintf("LP%014d", n) }

// zipfScript has wrk ask for keys by their rank, the first ten times as often as the
// tenth. The order is drawn once, the same for all servers.
func zipfScript() string {
	weights := make([]float64, keys)
	total := 0.0
	for i := range weights {
		total += 1 / float64(i+1)
		weights[i] = total
	}
	draw := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString("local n = {")
	for range 50_000 {
		at := draw.Float64() * total
		rank, _ := slices.BinarySearch(weights, at)
		fmt.Fprintf(&b, "%d,", min(rank, keys-1))
	}
	b.WriteString(`}
local paths, i, threads = {}, 0, 0
function setup(thread)
  thread:set("offset", threads * #n / 2)
  threads = threads + 1
end
function init(args)
  for k, v in ipairs(n) do paths[k] = wrk.format("GET", string.format("/v1/track/LP%014d", v)) end
  i = offset
end
function request()
  i = i % #paths + 1
  return paths[i]
end
`)
	return b.String()
}

// result is what one server was measured at: requests a second and percentiles in
// milliseconds, a value for each round.
type result struct {
	hot, hot50, hot99    []float64
	zipf, zipf50, zipf99 []float64
	cold50, cold99       []float64
	coldCalls            []float64
}

type bench struct {
	dir, wrk string
	up       *upstream
	results  map[string]*result
}

// round measures one server from its start with an empty cache.
func (b *bench) round(ctx context.Context, s server) error {
	r := b.results[s.name]
	if r == nil {
		r = &result{}
		b.results[s.name] = r
	}
	base, stop, err := s.start(ctx, b.dir)
	if err != nil {
		return err
	}
	defer stop()
	if err := b.checked(base, s.name); err != nil {
		return err
	}
	if err := b.load(ctx, base+"/v1/track/"+number(0), "", &r.hot, &r.hot50, &r.hot99); err != nil {
		return err
	}
	if err := b.load(ctx, base, filepath.Join(b.dir, "zipf.lua"), &r.zipf, &r.zipf50, &r.zipf99); err != nil {
		return err
	}
	return b.stampede(base, r, s.name)
}

// checked asks once and looks at the answer. Waybill's becomes the form of the others'.
func (b *bench) checked(base, name string) error {
	body, err := fetch(base + "/v1/track/" + number(0))
	if err != nil {
		return err
	}
	var tl struct {
		Number string
		Events []any
	}
	if err := json.Unmarshal(body, &tl); err != nil || tl.Number != number(0) || len(tl.Events) != 12 {
		return fmt.Errorf("the answer is not the expected one: %.200s", body)
	}
	if name == "waybill" {
		b.up.form.Store(strings.ReplaceAll(string(body), number(0), "NUMBER"))
	}
	return nil
}

func fetch(address string) ([]byte, error) {
	resp, err := http.Get(address)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("HTTP %d: %.200s", resp.StatusCode, body)
	}
	return body, err
}

// load runs wrk and keeps what it says.
func (b *bench) load(ctx context.Context, address, script string, rate, p50, p99 *[]float64) error {
	args := []string{"-t", threads, "-c", conns, "-d", duration, "--latency"}
	if script != "" {
		args = append(args, "-s", script)
	}
	out, err := exec.CommandContext(ctx, b.wrk, append(args, address)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("wrk: %w\n%s", err, out)
	}
	if strings.Contains(string(out), "Non-2xx") {
		return fmt.Errorf("not all was answered:\n%s", out)
	}
	for line := range strings.Lines(string(out)) {
		switch f := strings.Fields(line); {
		case len(f) == 2 && f[0] == "50%":
			*p50 = append(*p50, millis(f[1]))
		case len(f) == 2 && f[0] == "99%":
			*p99 = append(*p99, millis(f[1]))
		case len(f) == 2 && f[0] == "Requests/sec:":
			var v float64
			if _, err := fmt.Sscan(f[1], &v); err != nil {
				return fmt.Errorf("wrk says %q", line)
			}
			*rate = append(*rate, v)
		}
	}
	return nil
}

// millis reads a time of wrk: 512.00us, 1.23ms, 2.00s.
func millis(s string) float64 {
	d, err := time.ParseDuration(s)
	if err != nil {
		return math.NaN()
	}
	return float64(d) / float64(time.Millisecond)
}

// stampede has a thousand clients, each with its connection open already, ask for one
// cold key at the same moment.
func (b *bench) stampede(base string, r *result, name string) error {
	// What the run before has left unanswered is still being asked for.
	for last := int64(-1); last != b.up.calls.Load(); time.Sleep(time.Second) {
		last = b.up.calls.Load()
	}
	b.up.takes.Store(int64(cold))
	defer b.up.takes.Store(int64(usual))
	transport := &http.Transport{MaxIdleConnsPerHost: askers, MaxIdleConns: askers}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	ask := func(number string, hold *sync.WaitGroup) (time.Duration, error) {
		req, err := http.NewRequest(http.MethodGet, base+"/v1/track/"+number, nil)
		if err != nil {
			return 0, err
		}
		hold.Done()
		hold.Wait()
		start := time.Now()
		resp, err := client.Do(req)
		if err != nil {
			return 0, err
		}
		defer resp.Body.Close()
		_, err = io.Copy(io.Discard, resp.Body)
		if err == nil && resp.StatusCode != http.StatusOK {
			err = fmt.Errorf("HTTP %d", resp.StatusCode)
		}
		return time.Since(start), err
	}
	all := func(number string) ([]float64, error) {
		took := make([]float64, askers)
		errs := make([]error, askers)
		var hold, done sync.WaitGroup
		hold.Add(askers)
		for i := range askers {
			done.Go(func() {
				d, err := ask(number, &hold)
				took[i], errs[i] = float64(d)/float64(time.Millisecond), err
			})
		}
		done.Wait()
		slices.Sort(took)
		for _, err := range errs {
			if err != nil {
				return nil, err
			}
		}
		return took, nil
	}
	if _, err := all(number(0)); err != nil { // opens the connections
		return err
	}
	before := b.up.calls.Load()
	took, err := all(number(keys + 1 + len(r.cold99)))
	if err != nil {
		return err
	}
	calls := b.up.calls.Load() - before
	r.coldCalls = append(r.coldCalls, float64(calls))
	r.cold50, r.cold99 = append(r.cold50, took[askers/2]), append(r.cold99, took[askers*99/100])
	if name == "waybill" && calls != 1 {
		return fmt.Errorf("%d askers of one cold key were %d calls to the upstream", askers, calls)
	}
	return nil
}

// print writes the medians and their ratios.
func (b *bench) print(w io.Writer, servers []server) error {
	ours := b.results["waybill"]
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\thot key, req/s\tp50 ms\tp99 ms\tours is\tZipf, req/s\tp50 ms\tp99 ms\tours is\tcold key, calls\tp50 ms\tp99 ms\t")
	for _, s := range servers {
		r := b.results[s.name]
		fmt.Fprintf(t, "%s\t%.0f\t%.2f\t%.2f\t%.2f\t%.0f\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t%.0f\t\n", s.name,
			median(r.hot), median(r.hot50), median(r.hot99), ratio(ours.hot, r.hot),
			median(r.zipf), median(r.zipf50), median(r.zipf99), ratio(ours.zipf, r.zipf),
			median(r.coldCalls), median(r.cold50), median(r.cold99))
	}
	return t.Flush()
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

// ratio is the median of the rounds' ratios.
func ratio(a, b []float64) float64 {
	var list []float64
	for i := range min(len(a), len(b)) {
		list = append(list, a[i]/b[i])
	}
	return median(list)
}

// freePort returns an address of this machine that nobody listens on.
func freePort() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}
