package proxy

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
)

// note is what a handler tells the log about one request.
type note struct {
	number  string // masked
	carrier string
	kind    string // "ok" or a problem's type
	cache   string // "hit", "miss" or ""
	stale   bool
}

type noteKey struct{}

// noteOf returns the request's note. A handler without [Proxy.observe] around it
// gets one that nobody reads.
func noteOf(r *http.Request) *note {
	if n, ok := r.Context().Value(noteKey{}).(*note); ok {
		return n
	}
	return &note{}
}

// observe logs each request and turns a panic into a problem without detail.
func (p *Proxy) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := p.now()
		n := &note{}
		rec := &recorder{ResponseWriter: w}
		r = r.WithContext(context.WithValue(r.Context(), noteKey{}, n))
		defer func() {
			if cause := recover(); cause != nil {
				// The value may quote the number, so only its type is logged.
				p.log.Error("panic while answering", "type", fmt.Sprintf("%T", cause), "stack", string(debug.Stack()))
				n.kind = "panic"
				if rec.status == 0 {
					internalProblem().write(rec)
				}
			}
			p.logRequest(r, rec, n, p.now().Sub(start).Milliseconds())
		}()
		next.ServeHTTP(rec, r)
	})
}

// logRequest writes one line. Answers from memory and to probes are many and say
// little, so they are for debugging only. The address is logged as its pattern:
// the path holds the number.
func (p *Proxy) logRequest(r *http.Request, rec *recorder, n *note, millis int64) {
	level := slog.LevelInfo
	if n.cache == hit || n.kind == "" {
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
		slog.String("number", n.number),
	)
}

// recorder notes what was answered.
type recorder struct {
	http.ResponseWriter
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
