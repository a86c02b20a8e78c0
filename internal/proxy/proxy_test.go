package proxy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	number    = "LP00123456789012"
	delivered = "../adapter/cainiao/testdata/delivered_handed_over.json"
	noEvents  = "../adapter/cainiao/testdata/no_events.json"
)

// table recognises the numbers of the tests: Cainiao and the sandbox, which have
// adapters, UPS, whose adapter wants a key, and Yodel, which has none.
func table(t testing.TB) *tracknum.Table {
	t.Helper()
	data, err := tracknum.Compile(tracknum.Source{Carriers: []tracknum.Carrier{
		{Slug: "cainiao", Name: "Cainiao", Country: "CN", Adapter: "cainiao",
			Tracking: "https://global.cainiao.com/newDetail.htm?mailNoList={number}",
			Formats:  []tracknum.Format{{ID: "cainiao-lp", Pattern: "LP + 14 digits (serial number)", Confidence: "verified"}}},
		{Slug: "demo", Name: "Sandbox", Adapter: "demo",
			Formats: []tracknum.Format{{ID: "demo", Pattern: "DEMO + 4-30 letters", Confidence: "verified"}}},
		{Slug: "ups", Name: "UPS", Country: "US", Tracking: "https://www.ups.com/track?tracknum={number}",
			Formats: []tracknum.Format{{ID: "ups-1z", Check: "ups", Covers: 15, Confidence: "verified",
				Pattern: "1Z + 6 characters (shipper) + 2 characters (service) + 7 characters (package) + check digit"}}},
		{Slug: "yodel", Name: "Yodel", Country: "GB", Tracking: "https://www.yodel.co.uk/tracking/{number}",
			Formats: []tracknum.Format{{ID: "yodel-jd", Pattern: "JD + 16 digits (serial number)", Confidence: "verified"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := tracknum.Decode(data, tracknum.English())
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}

// unlimited is a configuration without limits on clients and upstreams.
func unlimited() Config {
	c := Default()
	c.ClientRate = 0
	c.Revalidate = 0 // most tests ask what the carrier says now
	c.Adapters["cainiao"] = AdapterConfig{Enabled: true, Rate: -1}
	return c
}

func newProxy(t testing.TB, o Options) *Proxy {
	t.Helper()
	o.Table = table(t)
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// against returns a proxy whose Cainiao is the given upstream.
func against(t testing.TB, base string, o Options) *Proxy {
	t.Helper()
	if o.Config.Adapters == nil {
		o.Config = unlimited()
	}
	a := o.Config.Adapters["cainiao"]
	a.BaseURL = base
	o.Config.Adapters["cainiao"] = a
	return newProxy(t, o)
}

func get(h http.Handler, path string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t testing.TB, r *http.Response) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r.Body); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wantProblem checks that r is a problem of a kind and returns it.
func wantProblem(t testing.TB, r *http.Response, kind adapter.Kind) problem {
	t.Helper()
	body := bodyOf(t, r)
	var p problem
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatalf("got %q: %v", body, err)
	}
	if p.Type != kind || r.StatusCode != p.Status || r.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("got HTTP %d, %s, %s; want a problem of type %s", r.StatusCode, r.Header.Get("Content-Type"), body, kind)
	}
	retry := r.Header.Get("Retry-After") != ""
	if want := kind == adapter.RateLimited || kind == adapter.UpstreamUnavailable; retry != want {
		t.Errorf("%s: Retry-After is %q", kind, r.Header.Get("Retry-After"))
	}
	return p
}

// show writes a response as a golden file holds it.
func show(t *testing.T, r *http.Response) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP %d\n", r.StatusCode)
	for _, name := range []string{"Content-Type", "Cache-Control", "ETag", "Retry-After", "Allow"} {
		if v := r.Header.Get(name); v != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, v)
		}
	}
	var indented bytes.Buffer
	body := bodyOf(t, r)
	if !strings.Contains(r.Header.Get("Content-Type"), "json") {
		return b.String() + "\n" + strings.ReplaceAll(body, "\r\n", "\n")
	}
	if err := json.Indent(&indented, []byte(body), "", "  "); err != nil {
		t.Fatalf("%q: %v", body, err)
	}
	return b.String() + "\n" + indented.String()
}

func at(s string) func() time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return func() time.Time { return t }
}

func TestAnswers(t *testing.T) {
	up := adaptertest.Serve(t, adaptertest.Replay(t, delivered))
	empty := adaptertest.Serve(t, adaptertest.Replay(t, noEvents))
	bot := adaptertest.Serve(t, adaptertest.HTML())
	limited := adaptertest.Serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "45")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	off := unlimited()
	off.Adapters["demo"] = AdapterConfig{Enabled: false, Rate: -1}
	for _, c := range []struct {
		name, base, path string
		config           Config
	}{
		{name: "timeline", base: up.URL, path: "/v1/track/LP00000000000001"},
		{name: "timeline-normalised", base: up.URL, path: "/v1/track/lp%2000000-000000001"},
		{name: "not-found", base: empty.URL, path: "/v1/track/UZ0556033196Y?carrier=cainiao"},
		{name: "unreadable-answer", base: bot.URL, path: "/v1/track/" + number},
		{name: "rate-limited", base: limited.URL, path: "/v1/track/" + number},
		{name: "upstream-unavailable", base: "http://127.0.0.1:1", path: "/v1/track/" + number},
		{name: "invalid-number", path: "/v1/track/1Z999AA10123456785"},
		{name: "needs-key", path: "/v1/track/1Z999AA10123456784"},
		{name: "unknown-carrier", path: "/v1/track/JD0002000000000001"},
		{name: "unknown-carrier-given", path: "/v1/track/" + number + "?carrier=yodel"},
		{name: "unknown-carrier-nobody", path: "/v1/track/" + number + "?carrier=nobody"},
		{name: "unknown-carrier-shape", path: "/v1/track/12345"},
		{name: "unknown-carrier-switched-off", path: "/v1/track/DEMODELIVERED", config: off},
		{name: "bad-request-number", path: "/v1/track/%3Cscript%3E"},
		{name: "bad-request-long", path: "/v1/track/" + strings.Repeat("9", 101)},
		{name: "bad-request-control", path: "/v1/track/LP0012%003456"},
		{name: "bad-request-carrier", path: "/v1/track/" + number + "?carrier=../x"},
		{name: "bad-request-postcode", path: "/v1/track/" + number + "?postcode=%3Cb%3E"},
		{name: "bad-request-phone", path: "/v1/track/" + number + "?phone=call-me"},
		{name: "bad-request-date", path: "/v1/track/" + number + "?date=2026-02-30"},
		{name: "bad-request-query", path: "/v1/track/" + number + "?carrier=%zz"},
		{name: "bad-request-separator", path: "/v1/track/" + number + "?carrier=demo;date=2026-11-20"},
		{name: "feed", base: up.URL, path: "/v1/track/LP00000000000001.atom?carrier=cainiao"},
		{name: "feed-not-found", path: "/v1/track/DEMONOTFOUND.atom"},
		{name: "calendar-eta", path: "/v1/track/DEMODEPARTEDORIGIN.ICS"},
		{name: "calendar-pickup", path: "/v1/track/DEMOPICKUP.ics"},
		{name: "calendar-nothing", path: "/v1/track/DEMODELIVERED.ics"},
		{name: "bad-request-path", path: "/v2/track/x"},
		{name: "demo-not-found", path: "/v1/track/DEMONOTFOUND"},
		{name: "demo-unreadable", path: "/v1/track/DEMOUNREADABLE"},
		{name: "demo-down", path: "/v1/track/DEMODOWN"},
		{name: "demo-limited", path: "/v1/track/DEMOLIMITED"},
		{name: "carriers", path: "/v1/carriers"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := against(t, c.base, Options{Now: at("2026-11-22T10:00:00Z"), Config: c.config})
			adaptertest.Golden(t, filepath.Join("testdata", c.name+".golden"), []byte(show(t, get(p, c.path))))
		})
	}
}

func TestOtherMethods(t *testing.T) {
	p := newProxy(t, Options{Config: unlimited()})
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		w := httptest.NewRecorder()
		p.ServeHTTP(w, httptest.NewRequest(method, "/v1/track/"+number, strings.NewReader("x")))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
			t.Errorf("%s: HTTP %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/v1/track/DEMODELIVERED", nil))
	if w.Code != http.StatusOK || w.Header().Get("ETag") == "" {
		t.Errorf("HEAD: HTTP %d, ETag %q", w.Code, w.Header().Get("ETag"))
	}
}

func TestHealth(t *testing.T) {
	p := newProxy(t, Options{Config: unlimited()})
	for path, want := range map[string]string{"/healthz": "ok\n", "/readyz": "ready\n"} {
		if r := get(p, path); r.StatusCode != 200 || bodyOf(t, r) != want {
			t.Errorf("%s: HTTP %d", path, r.StatusCode)
		}
	}
	p.stopping.Store(true)
	if r := get(p, "/readyz"); r.StatusCode != 503 {
		t.Errorf("/readyz while stopping: HTTP %d", r.StatusCode)
	}
}

func TestCarrierGivenIsAsked(t *testing.T) {
	up := adaptertest.Serve(t, adaptertest.JSON(`{"success":true,"module":[{"mailNo":"1Z999AA10123456785","detailList":[{"timeStr":"2026-03-04 10:15:00","timeZone":"GMT+1","desc":"x"}]}]}`))
	p := against(t, up.URL, Options{})
	if r := get(p, "/v1/track/1Z999AA10123456785?carrier=cainiao"); r.StatusCode != 200 {
		t.Errorf("a number that is invalid elsewhere: HTTP %d %s", r.StatusCode, bodyOf(t, r))
	}
	if up.Calls() != 1 {
		t.Errorf("the carrier was asked %d times", up.Calls())
	}
}

func TestRepairsAreOffered(t *testing.T) {
	p := newProxy(t, Options{Config: unlimited()})
	refused := wantProblem(t, get(p, "/v1/track/1Z999AA10124356784"), adapter.InvalidNumber)
	for _, r := range refused.Repairs {
		if r.Number == "1Z999AA10123456784" && r.Reason != "" {
			return
		}
	}
	t.Errorf("the right number is not among %+v", refused.Repairs)
}

func TestETag(t *testing.T) {
	up := adaptertest.Serve(t, adaptertest.Replay(t, delivered))
	p := against(t, up.URL, Options{})
	first := get(p, "/v1/track/LP00000000000001")
	tag := first.Header.Get("ETag")
	if tag == "" || first.StatusCode != 200 {
		t.Fatalf("HTTP %d, ETag %q", first.StatusCode, tag)
	}
	for header, want := range map[string]int{
		tag:                    304,
		"W/" + tag:             304,
		`"other", ` + tag:      304,
		"*":                    304,
		`"other"`:              200,
		strings.Trim(tag, `"`): 200,
	} {
		r := get(p, "/v1/track/LP00000000000001", "If-None-Match", header)
		if r.StatusCode != want {
			t.Errorf("If-None-Match %s: HTTP %d, want %d", header, r.StatusCode, want)
		}
		if r.StatusCode == 304 && (bodyOf(t, r) != "" || r.Header.Get("ETag") != tag || !strings.HasPrefix(r.Header.Get("Cache-Control"), "private, max-age=")) {
			t.Errorf("the 304 has headers %v", r.Header)
		}
	}
	if up.Calls() != 1 {
		t.Errorf("the carrier was asked %d times", up.Calls())
	}
	list := get(p, "/v1/carriers")
	if r := get(p, "/v1/carriers", "If-None-Match", list.Header.Get("ETag")); r.StatusCode != 304 {
		t.Errorf("/v1/carriers: HTTP %d", r.StatusCode)
	}
}

func TestCORS(t *testing.T) {
	const page, other = "https://parcels.example.org", "https://elsewhere.example"
	preflight := func(p *Proxy, origin string) http.Header {
		r := httptest.NewRequest(http.MethodOptions, "/v1/track/"+number, nil)
		r.Header.Set("Origin", origin)
		r.Header.Set("Access-Control-Request-Method", "GET")
		r.Header.Set("Access-Control-Request-Headers", "if-none-match")
		w := httptest.NewRecorder()
		p.ServeHTTP(w, r)
		return w.Result().Header
	}
	for _, c := range []struct {
		origins []string
		origin  string
		want    string
	}{
		{[]string{page}, page, page},
		{[]string{page}, other, ""},
		{[]string{"*"}, other, "*"},
		{nil, page, ""},
	} {
		config := unlimited()
		config.Origins = c.origins
		p := newProxy(t, Options{Config: config})
		h := preflight(p, c.origin)
		if got := h.Get("Access-Control-Allow-Origin"); got != c.want {
			t.Errorf("%q, preflight from %s: allowed %q, want %q", c.origins, c.origin, got, c.want)
		}
		if c.want != "" && (h.Get("Access-Control-Allow-Methods") != "GET" || h.Get("Access-Control-Allow-Headers") == "") {
			t.Errorf("preflight: %v", h)
		}
		h = get(p, "/v1/track/DEMOLIMITED", "Origin", c.origin).Header
		if got := h.Get("Access-Control-Allow-Origin"); got != c.want {
			t.Errorf("%q, question from %s: allowed %q, want %q", c.origins, c.origin, got, c.want)
		}
		exposed := strings.ToLower(h.Get("Access-Control-Expose-Headers"))
		if c.want != "" && (!strings.Contains(exposed, "retry-after") || !strings.Contains(exposed, "etag")) {
			t.Errorf("exposed headers: %q", exposed)
		}
	}
}

func TestClientLimit(t *testing.T) {
	c := unlimited()
	c.ClientRate, c.ClientBurst, c.ClientHeader = 1, 3, "X-Forwarded-For"
	var later atomic.Int64
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	p := newProxy(t, Options{Config: c, Now: func() time.Time { return start.Add(time.Duration(later.Load())) }})
	ask := func(from string) *http.Response { return get(p, "/v1/track/DEMODELIVERED", "X-Forwarded-For", from) }
	for i := range 3 {
		if r := ask("6.6.6.6, 192.0.2.1"); r.StatusCode != 200 {
			t.Fatalf("question %d: HTTP %d", i, r.StatusCode)
		}
	}
	// The client cannot escape by claiming other addresses in front.
	refused := ask("7.7.7.7, 192.0.2.1")
	if wantProblem(t, refused, adapter.RateLimited); refused.Header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After %q", refused.Header.Get("Retry-After"))
	}
	if r := ask("192.0.2.2"); r.StatusCode != 200 {
		t.Errorf("another client: HTTP %d", r.StatusCode)
	}
	for _, from := range []string{"2001:db8::1", "2001:db8::2", "2001:db8::ffff"} {
		if r := ask(from); r.StatusCode != 200 {
			t.Errorf("%s: HTTP %d", from, r.StatusCode)
		}
	}
	wantProblem(t, ask("2001:db8::dead:beef"), adapter.RateLimited)
	if r := ask("2001:db8:0:1::1"); r.StatusCode != 200 {
		t.Errorf("another /64: HTTP %d", r.StatusCode)
	}
	later.Store(int64(time.Second))
	if r := ask("192.0.2.1"); r.StatusCode != 200 {
		t.Errorf("a second later: HTTP %d", r.StatusCode)
	}
}

func TestForwardedIsIgnoredUnlessConfigured(t *testing.T) {
	c := unlimited()
	c.ClientRate, c.ClientBurst = 1, 1
	p := newProxy(t, Options{Config: c, Now: at("2026-11-22T10:00:00Z")})
	get(p, "/v1/track/DEMODELIVERED", "X-Forwarded-For", "192.0.2.1")
	wantProblem(t, get(p, "/v1/track/DEMODELIVERED", "X-Forwarded-For", "192.0.2.2"), adapter.RateLimited)
}

// broken panics while it is asked.
type broken struct{}

func (broken) Identify(string, tracknum.Hints) tracknum.Result { panic("number " + number) }

func (broken) Carrier(string) (tracknum.CarrierInfo, bool) { return tracknum.CarrierInfo{}, false }

func TestPanicIsAProblemWithoutDetail(t *testing.T) {
	var log syncBuffer
	p, err := New(Options{Config: unlimited(), Table: broken{}, Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r := get(p, "/v1/track/"+number)
	body := bodyOf(t, r)
	if r.StatusCode != 500 || !strings.Contains(body, `"about:blank"`) || strings.Contains(body, "detail") {
		t.Errorf("HTTP %d %s", r.StatusCode, body)
	}
	if s := log.String(); !strings.Contains(s, "panic while answering") || strings.Contains(s, number) {
		t.Errorf("the log holds %s", s)
	}
}

// syncBuffer is a log that may be written and read at the same time.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestLogMasksNumbers(t *testing.T) {
	var log syncBuffer
	o := Options{Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, base := range []string{"http://127.0.0.1:1", adaptertest.Serve(t, adaptertest.HTML()).URL, adaptertest.Serve(t, adaptertest.Replay(t, noEvents)).URL} {
		o.Config = Config{}
		p := against(t, base, o)
		get(p, "/v1/track/"+number+"?postcode=75011")
	}
	s := log.String()
	if !strings.Contains(s, "LP************12") {
		t.Errorf("the log has no masked number: %s", s)
	}
	if !strings.Contains(s, `"route":"GET /v1/track/{number}"`) {
		t.Errorf("the log does not name the route: %s", s)
	}
	for _, secret := range []string{number, "75011"} {
		if strings.Contains(s, secret) {
			t.Errorf("the log holds %s: %s", secret, s)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	if _, err := New(Options{Config: Default()}); err == nil {
		t.Error("a proxy without a table was made")
	}
	c := Default()
	c.LogLevel, c.CacheEntries = "loud", 0
	_, err := New(Options{Config: c, Table: table(t)})
	if err == nil || !strings.Contains(err.Error(), "log_level") || !strings.Contains(err.Error(), "cache_entries") {
		t.Errorf("got %v, want both faults", err)
	}
}

func timelineOf(t testing.TB, r *http.Response) timeline.Timeline {
	t.Helper()
	body := bodyOf(t, r)
	if r.StatusCode != 200 {
		t.Fatalf("HTTP %d %s", r.StatusCode, body)
	}
	return timelineIn(t, body)
}

func timelineIn(t testing.TB, body string) timeline.Timeline {
	t.Helper()
	var tl timeline.Timeline
	if err := json.Unmarshal([]byte(body), &tl); err != nil {
		t.Fatalf("%q: %v", body, err)
	}
	return tl
}

func logTo(b *syncBuffer) *slog.Logger { return slog.New(slog.NewJSONHandler(b, nil)) }
