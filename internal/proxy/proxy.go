// Package proxy is the thin server between the page and the carriers: it takes a
// tracking number, asks the carrier through an adapter and answers with one
// canonical timeline.
//
//	GET /v1/track/{number}   the timeline, or a problem document (RFC 9457)
//	GET /v1/carriers         the carriers that can be asked
//	GET /healthz             the process runs
//	GET /readyz              it takes requests: 200, and 503 while it stops
//
// It keeps nothing but a bounded cache in memory. A thousand askers of the same
// number at the same time are one call to the carrier, a client that goes away does
// not end that call for the others, and an older answer, marked stale, stands in for
// a carrier that fails. Numbers are masked in the log.
//
// What can go wrong has one table, in problem.go: it gives each kind of
// [adapter.Error] its HTTP status and its public words. What an upstream said goes
// to the log only.
package proxy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"github.com/rs/cors"

	"waybill/internal/adapter"
	"waybill/internal/adapter/all"
	"waybill/internal/tracknum"
)

// Table is what the proxy needs of a [tracknum.Table].
type Table interface {
	Identify(input string, h tracknum.Hints) tracknum.Result
	Carrier(slug string) (tracknum.CarrierInfo, bool)
}

// Options are what a Proxy is made of. Table is required.
type Options struct {
	Config    Config
	Table     Table             // recognises numbers and knows the carriers
	Adapters  []adapter.Adapter // nil for all of them; those switched off in Config are left out
	Transport http.RoundTripper // nil for the adapters' own
	Log       *slog.Logger      // nil for none
	Now       func() time.Time  // nil for time.Now
	Jitter    func() float64    // in [0,1), spreads retries; nil for 0.5 always
}

// Proxy is an [http.Handler]. Close it when it is no longer needed.
type Proxy struct {
	config   Config
	table    Table
	adapters []adapter.Adapter
	client   *adapter.Client
	cache    *cache
	clients  *clients
	log      *slog.Logger
	now      func() time.Time
	handler  http.Handler
	stopping atomic.Bool

	ctx    context.Context // of calls to upstreams; ends with Close
	cancel context.CancelFunc
}

// New returns a proxy. It refuses a configuration with faults, all of them in one
// error, and a missing table.
func New(o Options) (*Proxy, error) {
	if o.Table == nil {
		return nil, errors.New("proxy: a table of tracking numbers is required")
	}
	if err := o.Config.Check(); err != nil {
		return nil, err
	}
	p := &Proxy{config: o.Config, table: o.Table, log: o.Log, now: o.Now}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if p.now == nil {
		p.now = time.Now
	}
	if o.Adapters == nil {
		o.Adapters = all.Adapters()
	}
	settings := map[string]adapter.Settings{}
	for _, a := range o.Adapters {
		id := a.Info().ID
		c, configured := p.config.Adapters[id]
		if configured && !c.Enabled {
			continue
		}
		p.adapters = append(p.adapters, a)
		settings[id] = adapter.Settings{BaseURL: c.BaseURL, Rate: c.Rate}
	}
	var err error
	p.client, err = adapter.NewClient(adapter.Options{
		Transport: o.Transport,
		Timeout:   p.config.AttemptTimeout,
		MaxAnswer: int64(p.config.MaxAnswer),
		UserAgent: p.config.UserAgent,
		Now:       p.now,
		Jitter:    o.Jitter,
		Adapters:  settings,
	}, p.adapters...)
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	if p.cache, err = newCache(p.config.CacheEntries, p.config.CacheBytes, p.now); err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	if p.clients, err = newClients(p.config, p.now); err != nil {
		p.cache.close()
		return nil, fmt.Errorf("proxy: %w", err)
	}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.handler = p.routes()
	return p, nil
}

// Close ends the calls to upstreams that are still under way and what runs in the
// background. It may be called more than once.
func (p *Proxy) Close() {
	p.cancel()
	p.client.Close()
	p.cache.close()
	p.clients.close()
}

// ServeHTTP answers one request.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.handler.ServeHTTP(w, r) }

func (p *Proxy) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/track/{number}", p.track)
	mux.Handle("GET /v1/carriers", p.carriers())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if p.stopping.Load() {
			plain(w, http.StatusServiceUnavailable, "stopping")
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	mux.HandleFunc("/", elsewhere)
	return p.observe(p.crossOrigin(mux))
}

// elsewhere answers what no route answers.
func elsewhere(w http.ResponseWriter, r *http.Request) {
	refused := badRequest("There is nothing at this address. Timelines are at /v1/track/{number}.")
	refused.Status = http.StatusNotFound
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		refused = badRequest("This service only answers GET and HEAD.")
		refused.Status = http.StatusMethodNotAllowed
		w.Header().Set("Allow", "GET, HEAD, OPTIONS")
	}
	refused.write(w)
}

// crossOrigin lets pages of the listed origins read the answers.
func (p *Proxy) crossOrigin(next http.Handler) http.Handler {
	if len(p.config.Origins) == 0 {
		return next // an empty list would mean every origin to the middleware
	}
	return cors.New(cors.Options{
		AllowedOrigins: slices.Clone(p.config.Origins),
		AllowedMethods: []string{http.MethodGet, http.MethodHead},
		AllowedHeaders: []string{"Accept", "If-None-Match"},
		ExposedHeaders: []string{"ETag", "Retry-After"},
		MaxAge:         7200, // the longest that Chromium keeps it
	}).Handler(next)
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
