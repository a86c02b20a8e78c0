package proxy

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"waybill/internal/adapter"
)

// note is what a handler tells the log and the metrics about one request.
type note struct {
	number  string
	carrier string
	label   string // the carrier, when it is one of those that are asked
	kind    string // "ok" or a problem's type
	cache   string // "hit", "aged", "miss" or ""
	stale   bool
}

// noteOf returns the note of the request that w answers. A handler without
// [Proxy.observe] around it gets one that nobody reads.
func noteOf(w http.ResponseWriter) *note {
	if rec, ok := w.(*recorder); ok {
		return &rec.note
	}
	return &note{}
}

// observe logs and counts each request and turns a panic into a problem without
// detail.
func (p *Proxy) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := p.now()
		rec := &recorder{ResponseWriter: w}
		defer func() {
			if cause := recover(); cause != nil {
				// The value may quote the number, so only its type is logged.
				p.log.Error("panic while answering", "type", fmt.Sprintf("%T", cause), "stack", string(debug.Stack()))
				rec.note.kind = "panic"
				if rec.status == 0 {
					internalProblem().write(rec)
				}
			}
			took := p.now().Sub(start)
			p.metrics.request(r.Pattern, rec.status, &rec.note, took)
			p.logRequest(r, rec, &rec.note, took.Milliseconds())
		}()
		next.ServeHTTP(rec, r)
	})
}

// logRequest writes one line. Answers from memory and to probes are many and say
// little, so they are for debugging only. The address is logged as its pattern:
// the path holds the number.
func (p *Proxy) logRequest(r *http.Request, rec *recorder, n *note, millis int64) {
	level := slog.LevelInfo
	if n.cache == hit || n.cache == aged || n.kind == "" {
		level = slog.LevelDebug
	}
	if !p.log.Enabled(r.Context(), level) {
		return
	}
	p.log.LogAttrs(r.Context(), level, "request",
		slog.String("method", r.Method),
		slog.String("route", r.Pattern),
		slog.Int("status", rec.status),
		slog.Int("bytes", rec.bytes),
		slog.Int64("ms", millis),
		slog.String("kind", n.kind),
		slog.String("cache", n.cache),
		slog.Bool("stale", n.stale),
		slog.String("carrier", n.carrier),
		slog.String("number", adapter.Mask(n.number)),
	)
}

// recorder notes what was answered.
type recorder struct {
	http.ResponseWriter
	note   note
	status int
	bytes  int
}

// WriteHeader notes the status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write notes the size.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}

// Unwrap lets an [http.ResponseController] reach the writer below.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
