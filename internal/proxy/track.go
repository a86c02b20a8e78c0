package proxy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// maxRetryAfter bounds how long one carrier's Retry-After silences a number.
const maxRetryAfter = 10 * time.Minute

// track answers GET /v1/track/{number}, and the same as a feed or a calendar.
func (p *Proxy) track(w http.ResponseWriter, r *http.Request) {
	note := noteOf(w)
	if wait := p.clients.take(r); wait > 0 {
		limited := newProblem(adapter.RateLimited, noCarrier, "")
		limited.Detail = "You have asked this service too often. Try again in a while."
		limited.retryAfter = wait
		note.kind = string(limited.Type)
		limited.write(w)
		return
	}
	form, input := formOf(r.PathValue("number"))
	t, refused := p.resolve(r, input)
	note.number, note.carrier = t.query.Number, t.query.Carrier
	if refused != nil {
		note.kind = string(refused.Type)
		refused.write(w)
		return
	}
	note.label = t.query.Carrier
	e, how, err := p.cache.get(r.Context(), t.key(), func(older *entry) *entry { return p.load(t, older) })
	note.cache = how
	if err != nil {
		note.kind = "client-gone"
		return
	}
	note.kind, note.stale = e.kind, e.stale
	if form != nil && e.ok() {
		if e, err = form.render(e); err != nil {
			p.log.Error("a form of a timeline failed", "form", form.ending, "error", err.Error())
			internalProblem().write(w)
			return
		}
	}
	p.write(w, r, e)
}

// load asks the upstream and makes the answer to store. It never fails and never
// panics: it runs on behalf of many.
func (p *Proxy) load(t target, older *entry) (e *entry) {
	defer func() {
		if r := recover(); r != nil {
			p.log.Error("panic while asking an upstream", "adapter", t.adapter.Info().ID,
				"type", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
			e = p.problemEntry(internalProblem())
		}
	}()
	ctx, cancel := context.WithTimeout(p.ctx, p.config.CallTimeout)
	defer cancel()
	select {
	case p.calls <- struct{}{}:
		defer func() { <-p.calls }()
	case <-ctx.Done():
		return p.busy(older)
	}
	tl, err := p.client.Track(ctx, t.adapter, t.query)
	if err == nil {
		return p.timelineEntry(tl)
	}
	failed := newProblem(adapter.KindOf(err), t.info, t.query.Number)
	var detail *adapter.Error
	if errors.As(err, &detail) {
		failed.retryAfter = min(detail.RetryAfter, maxRetryAfter)
	}
	p.log.LogAttrs(ctx, levelOf(failed.Type), "asking the carrier failed", slog.String("error", err.Error()))
	if e, ok := p.standIn(older, failed); ok {
		return e
	}
	return p.problemEntry(failed)
}

// busy answers a question that could not be asked, because too many others are.
func (p *Proxy) busy(older *entry) *entry {
	failed := newProblem(adapter.UpstreamUnavailable, noCarrier, "")
	failed.Detail = "This service has too many questions under way. Try again in a while."
	if e, ok := p.standIn(older, failed); ok {
		return e
	}
	return p.problemEntry(failed)
}

// levelOf keeps numbers that a carrier does not know out of the operator's sight:
// they are no fault.
func levelOf(kind adapter.Kind) slog.Level {
	if kind == adapter.NotFound {
		return slog.LevelDebug
	}
	return slog.LevelWarn
}

// timelineEntry stores a timeline for as long as it is likely to hold.
func (p *Proxy) timelineEntry(tl timeline.Timeline) *entry {
	keep := p.config.KeepMoving
	if tl.Status.Final() {
		keep = p.config.KeepDelivered
	}
	return p.okEntry(tl, keep)
}

func (p *Proxy) okEntry(tl timeline.Timeline, keep time.Duration) *entry {
	body, err := json.Marshal(tl)
	if err != nil { // strings, numbers and booleans always encode
		return p.problemEntry(internalProblem())
	}
	body = append(body, '\n')
	e := newEntry(http.StatusOK, "ok", body)
	e.fresh = p.now().Add(keep)
	e.keep = e.fresh.Add(p.config.KeepStale)
	e.stale = tl.Stale
	return e
}

// standIn returns the older answer, marked stale, when the upstream could not be
// asked or read. That a carrier does not know the number is an answer, not a
// failure, and replaces an older one.
func (p *Proxy) standIn(older *entry, failed *problem) (*entry, bool) {
	switch failed.Type {
	case adapter.UpstreamUnavailable, adapter.RateLimited, adapter.UnreadableAnswer:
	default:
		return nil, false
	}
	if older == nil || !older.ok() || !p.now().Before(older.keep) {
		return nil, false
	}
	var tl timeline.Timeline
	if err := json.Unmarshal(older.body, &tl); err != nil {
		return nil, false
	}
	tl.Stale = true
	e := p.okEntry(tl, p.pause(failed))
	e.keep = older.keep // failing again does not make it younger
	return e, true
}

// problemEntry stores a problem for as long as asking again would be useless.
func (p *Proxy) problemEntry(failed *problem) *entry {
	e := newEntry(failed.Status, string(failed.Type), failed.body())
	e.fresh = p.now().Add(p.pause(failed))
	if hasRetryAfter(failed.Type) {
		e.retryAt = e.fresh
	}
	return e
}

// pause returns how long not to ask again after a failure.
func (p *Proxy) pause(failed *problem) time.Duration {
	switch {
	case failed.retryAfter > 0:
		return failed.retryAfter
	case failed.Type == adapter.NotFound:
		return p.config.KeepNotFound
	}
	return p.config.KeepFailed
}

// write answers with a stored entry, or with 304 when the client has it already.
func (p *Proxy) write(w http.ResponseWriter, r *http.Request, e *entry) {
	now := p.now()
	h := w.Header()
	h.Set("Cache-Control", "private, max-age="+wholeSeconds(e.fresh.Sub(now)))
	if !e.ok() {
		h["Content-Type"] = problemType
		if !e.retryAt.IsZero() {
			h.Set("Retry-After", seconds(e.retryAt.Sub(now)))
		}
		w.WriteHeader(e.status)
		_, _ = w.Write(e.body) // a client that has gone needs no answer
		return
	}
	h["Etag"] = e.etag
	if match := r.Header.Get("If-None-Match"); match != "" && matches(match, e.etag[0]) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = jsonType
	if e.media != nil {
		h["Content-Type"] = e.media
	}
	h["Content-Length"] = e.length
	_, _ = w.Write(e.body)
}

// values of Content-Type, shared by all answers and never changed.
var (
	jsonType    = []string{"application/json"}
	problemType = []string{"application/problem+json"}
)

// etagOf returns a strong entity tag for a body.
func etagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

// matches reports whether an If-None-Match header names etag. Weak and strong
// comparison differ only in the W/ that a compressing proxy may have added.
func matches(header, etag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == etag || one == "*" {
			return true
		}
	}
	return false
}

// seconds writes a wait for Retry-After: rounded up, at least one.
func seconds(d time.Duration) string {
	return strconv.FormatInt(max(1, int64((d+time.Second-1)/time.Second)), 10)
}

// wholeSeconds writes a time to live: rounded down, at least zero.
func wholeSeconds(d time.Duration) string {
	return strconv.FormatInt(max(0, int64(d/time.Second)), 10)
}
