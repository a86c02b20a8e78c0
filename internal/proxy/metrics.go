package proxy

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"waybill/internal/adapter"
)

// metrics are what the proxy counts, in Prometheus's form. No label holds anything
// of a parcel: carriers and adapters are of a fixed set.
type metrics struct {
	registry *prometheus.Registry
	answers  *prometheus.CounterVec   // carrier, outcome, cache
	took     prometheus.Histogram     // from question to answer
	upstream *prometheus.HistogramVec // adapter, outcome
	unknown  *prometheus.CounterVec   // adapter
	requests *prometheus.CounterVec   // route, status
}

// newMetrics returns metrics that read the rest from p when they are asked for.
func newMetrics(p *Proxy) *metrics {
	const ns = "waybill"
	m := &metrics{
		registry: prometheus.NewRegistry(),
		answers: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: ns, Name: "answers_total",
			Help: "Answers about parcels by carrier, outcome (ok or the problem's type) and where they came from (hit, aged, miss)."},
			[]string{"carrier", "outcome", "cache"}),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: ns, Name: "answer_seconds",
			Help: "Time from a question about a parcel to its answer.", Buckets: prometheus.ExponentialBuckets(0.0001, 4, 10)}),
		upstream: prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: ns, Name: "upstream_seconds",
			Help: "Time that a question to a carrier took, waiting and retry included, by adapter and outcome.", Buckets: prometheus.ExponentialBuckets(0.025, 2, 11)},
			[]string{"adapter", "outcome"}),
		unknown: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: ns, Name: "unknown_events_total",
			Help: "Scan events whose meaning could not be established, by adapter."}, []string{"adapter"}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: ns, Name: "http_requests_total",
			Help: "Requests by route and HTTP status."}, []string{"route", "status"}),
	}
	m.registry.MustRegister(m.answers, m.took, m.upstream, m.unknown, m.requests,
		collectors.NewGoCollector(),
		gauge("cache_entries", "Answers in memory.", func() float64 { return float64(p.cache.store.EstimatedSize()) }),
		gauge("cache_bytes", "Memory that the answers in memory count for.", func() float64 { return float64(p.cache.store.WeightedSize()) }),
		gauge("upstream_calls", "Calls to carriers under way.", func() float64 { return float64(len(p.calls)) }),
		gauge("shared_store_up", "Whether the shared store is reached; 1 when none is configured.", func() float64 {
			if p.alone() {
				return 0
			}
			return 1
		}),
	)
	return m
}

func gauge(name, help string, read func() float64) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "waybill", Name: name, Help: help}, read)
}

// handler answers GET /metrics.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// request counts one request that has been answered.
func (m *metrics) request(route string, status int, n *note, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	if n.kind == "" {
		return
	}
	m.answers.WithLabelValues(n.label, n.kind, n.cache).Inc()
	m.took.Observe(took.Seconds())
}

// asked counts one question to a carrier.
func (m *metrics) asked(o adapter.Outcome) {
	m.upstream.WithLabelValues(o.Adapter, outcomeOf(o.Kind)).Observe(o.Took.Seconds())
	if o.Unknown > 0 {
		m.unknown.WithLabelValues(o.Adapter).Add(float64(o.Unknown))
	}
}

// outcomeOf names an outcome as labels do.
func outcomeOf(kind adapter.Kind) string {
	if kind == "" {
		return "ok"
	}
	return string(kind)
}
