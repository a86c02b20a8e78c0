//go:build browser

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/content"
	"waybill/internal/adapter"
	"waybill/internal/adapter/cainiao"
	"waybill/internal/adapter/demo"
	"waybill/internal/catalog"
	"waybill/internal/diag"
	"waybill/internal/proxy"
	"waybill/internal/site"
	"waybill/internal/site/serve"
	"waybill/internal/tracknum"
	"waybill/static"
)

// house is the finished site and the number table of its content.
type house struct {
	dir     string
	catalog *catalog.Catalog
	table   *tracknum.Table
}

// buildHouse builds the real site from the real content.
func buildHouse(t *testing.T) *house {
	t.Helper()
	h := &house{dir: filepath.Join(t.TempDir(), "site")}
	var problems diag.Problems
	h.catalog, problems = catalog.Load(t.Context(), content.FS, catalog.Options{Lang: "en", Label: "content"})
	if err := problems.Err(); err != nil {
		t.Fatalf("the content has mistakes: %v", err)
	}
	var err error
	if h.table, err = tracknum.Decode(h.catalog.Table, tracknum.English()); err != nil {
		t.Fatal(err)
	}
	if _, err := site.Build(t.Context(), site.Options{Content: content.FS, Static: static.FS, Label: "content", Out: h.dir}); err != nil {
		t.Fatalf("build the site (make wasm comes first): %v", err)
	}
	return h
}

// served is the site and its proxy on one address, as `waybill serve` has them.
type served struct {
	*httptest.Server
	house *house

	mu       sync.Mutex
	asked    []string // paths in the order of the requests
	override map[string]http.HandlerFunc
}

// serve starts an origin. Cainiao is asked at an upstream that replays recorded
// answers.
func (h *house) serve(t *testing.T, origins ...string) *served {
	t.Helper()
	upstream := httptest.NewServer(http.HandlerFunc(replay))
	t.Cleanup(upstream.Close)
	config := proxy.Default()
	config.ClientRate = 0
	config.Origins = origins
	config.Adapters["cainiao"] = proxy.AdapterConfig{Enabled: true, BaseURL: upstream.URL, Rate: -1}
	p, err := proxy.New(proxy.Options{
		Config:   config,
		Table:    h.table,
		Adapters: []adapter.Adapter{cainiao.Adapter{}, demo.Adapter{Delay: 50 * time.Millisecond}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return h.host(t, p)
}

// host starts an origin whose /v1/ is answered by api, or by the static host when
// api is nil.
func (h *house) host(t *testing.T, api http.Handler) *served {
	t.Helper()
	o := &served{house: h, override: map[string]http.HandlerFunc{}}
	files := serve.Handler(h.dir, "")
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		o.asked = append(o.asked, r.URL.Path)
		special := o.override[special(r.URL.Path)]
		o.mu.Unlock()
		switch {
		case special != nil:
			special(w, r)
		case api != nil && strings.HasPrefix(r.URL.Path, "/v1/"):
			api.ServeHTTP(w, r)
		default:
			files.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(o.Close)
	return o
}

// special is the key under which a path may be answered otherwise: its last
// element, without the hash that the names of static files have.
func special(path string) string {
	name := filepath.Base(path)
	if dash := strings.LastIndexByte(name, '-'); strings.HasPrefix(path, "/assets/") && dash >= 0 {
		return name[:dash] + filepath.Ext(name)
	}
	return name
}

// answer answers a path otherwise from now on, see special; nil ends that.
func (o *served) answer(key string, f http.HandlerFunc) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.override[key] = f
}

// requests counts the requests so far whose path has a part in it.
func (o *served) requests(part string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for _, path := range o.asked {
		if strings.Contains(path, part) {
			n++
		}
	}
	return n
}

// replay answers as Cainiao did, with the answers that its adapter is tested on.
func replay(w http.ResponseWriter, r *http.Request) {
	file := "no_events.json"
	switch r.URL.Query().Get("mailNos") {
	case "LP00000000000001":
		file = "delivered_handed_over.json"
	case "AE010698498":
		file = "in_customs.json"
	case "LP00000000000003":
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!DOCTYPE html><title>Verify</title>"))
		return
	}
	data, err := os.ReadFile(filepath.Join("../../internal/adapter/cainiao/testdata", file))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Write(data)
}

// inJSON answers with JSON.
func inJSON(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(body))
	}
}
