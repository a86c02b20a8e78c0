package adaptertest

import (
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
)

// Upstream is a carrier's server made for one test. Point an adapter's base URL at
// its URL.
type Upstream struct {
	URL   string
	calls atomic.Int64
}

// Serve starts an upstream that answers with h until the test ends.
func Serve(t testing.TB, h http.HandlerFunc) *Upstream {
	up := &Upstream{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		up.calls.Add(1)
		h(w, r)
	}))
	t.Cleanup(server.Close)
	up.URL = server.URL
	return up
}

// Calls returns how many requests have come.
func (u *Upstream) Calls() int { return int(u.calls.Load()) }

// Replay returns a handler that answers with the bytes of a file, as JSON.
func Replay(t testing.TB, file string) http.HandlerFunc {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return JSON(string(body))
}

// JSON returns a handler that answers with the given JSON.
func JSON(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		_, _ = w.Write([]byte(body)) // a client that has gone needs no answer
	}
}

// HTML returns a handler that answers as an anti-bot page does: HTTP 200 and HTML.
func HTML() http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!DOCTYPE html><title>Security check</title><p>Slide to verify.")) // as above
	}
}

// Rubbish returns a handler that sends n bytes which mean nothing, and a function
// that tells how many were taken.
func Rubbish(n int) (http.HandlerFunc, func() int64) {
	var sent atomic.Int64
	chunk := make([]byte, 32<<10)
	for i := range chunk {
		chunk[i] = "rubbish "[i%8]
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		for left := n; left > 0; {
			m, err := w.Write(chunk[:min(left, len(chunk))])
			sent.Add(int64(m))
			left -= m
			if err != nil {
				return
			}
		}
	}, sent.Load
}
