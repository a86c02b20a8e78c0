// Package proxy is the thin server between the page and the carriers: it takes a
// tracking number, asks the carrier through an adapter and answers with one
// canonical timeline.
//
//	GET /v1/track/{number}        the timeline, or a problem document (RFC 9457)
//	GET /v1/track/{number}.atom   the same as a feed
//	GET /v1/track/{number}.ics    its expected delivery and last day of pick-up as a calendar
//	GET /v1/carriers              the carriers that can be asked, and how each is doing
//	GET /healthz                  the process runs
//	GET /readyz                   it takes requests: 200, and 503 while it stops
//	GET /metrics                  what it counts, for Prometheus
//
// It keeps nothing but a bounded cache in memory and, where one is configured, a
// store that several proxies share. A thousand askers of the same number at the same
// time are one call to the carrier, a client that goes away does not end that call
// for the others, an answer that has only just aged is given while the carrier is
// asked behind it, and an older one, marked stale, stands in for a carrier that
// fails. Numbers are masked in the log.
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
	Words     adapter.Words     // reads carriers' wordings; nil for none
	Log       *slog.Logger      // nil for none
	Now       func() time.Time  // nil for time.Now
	Jitter    func() float64    // in [0,1), spreads retries; nil for 0.5 always
}

// Proxy is an [http.Handler]. Close it when it is no longer needed.
type Proxy struct {
	config   Config
	table    Table
	adapters []adapter.Adapter
	choices  adapter.Choices
	client   *adapter.Client
	cache    *cache
	clients  *clients
	health   *health
	metrics  *metrics
	calls    chan struct{} // one for each call under way
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
	p := &Proxy{
		config: o.Config, table: o.Table, log: o.Log, now: o.Now,
		health: newHealth(), calls: make(chan struct{}, o.Config.CallsMax),
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if p.now == nil {
		p.now = time.Now
	}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	if err := p.open(o); err != nil {
		p.cancel()
		return nil, fmt.Errorf("proxy: %w", err)
	}
	p.metrics = newMetrics(p)
	p.handler = p.routes()
	return p, nil
}

// open makes what the proxy is made of.
func (p *Proxy) open(o Options) (err error) {
	if o.Adapters == nil {
		o.Adapters = all.Adapters()
	}
	var settings map[string]adapter.Settings
	p.adapters, settings = p.config.Upstreams(o.Adapters)
	if p.clients, err = newClients(p.config, p.now); err != nil {
		return err
	}
	if p.cache, err = newCache(p.config, p.now); err != nil {
		return err
	}
	var turn adapter.Turn
	if p.config.Redis != "" {
		if p.cache.shared, err = newShared(p.ctx, p.config, p.now, p.log); err != nil {
			return err
		}
		turn = p.cache.shared.turn
	}
	p.client, err = adapter.NewClient(adapter.Options{
		Transport: o.Transport,
		Timeout:   p.config.AttemptTimeout,
		MaxAnswer: int64(p.config.MaxAnswer),
		UserAgent: p.config.UserAgent,
		Now:       p.now,
		Jitter:    o.Jitter,
		Words:     o.Words,
		Turn:      turn,
		Observe:   p.asked,
		Adapters:  settings,
	}, p.adapters...)
	if err != nil {
		return err
	}
	p.choices = adapter.NewChoices(p.client, p.adapters...)
	return nil
}

// alone reports whether a shared store is configured and cannot be reached.
func (p *Proxy) alone() bool { return p.cache.shared != nil && p.cache.shared.alone() }

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
	mux.HandleFunc("GET /v1/carriers", p.carriers)
	mux.Handle("GET /metrics", p.metrics.handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", p.ready)
	mux.HandleFunc("/", elsewhere)
	return p.observe(p.crossOrigin(mux))
}

// ready says whether requests are taken. Without the shared store they are.
func (p *Proxy) ready(w http.ResponseWriter, _ *http.Request) {
	switch {
	case p.stopping.Load():
		plain(w, http.StatusServiceUnavailable, "stopping")
	case p.alone():
		plain(w, http.StatusOK, "ready, but alone: the shared store cannot be reached")
	default:
		plain(w, http.StatusOK, "ready")
	}
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
