package proxy

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// sink is a response that keeps nothing but its headers, as a connection does.
type sink struct{ h http.Header }

func (s *sink) Header() http.Header { return s.h }

func (*sink) Write(b []byte) (int, error) { return len(b), nil }

func (*sink) WriteHeader(int) {}

// BenchmarkHit answers from memory: all that the proxy adds to net/http.
func BenchmarkHit(b *testing.B) {
	for _, keys := range []int{1, 10_000} {
		b.Run(fmt.Sprintf("%d keys", keys), func(b *testing.B) {
			c := &carrier{answer: func(r *http.Request) (*http.Response, error) {
				return says(200, scansOf(r.URL.Query().Get("mailNos")))(r)
			}}
			p := newProxy(b, Options{Config: unlimited(), Transport: c})
			requests := make([]*http.Request, keys)
			for i := range requests {
				requests[i] = httptest.NewRequest(http.MethodGet, fmt.Sprintf("/v1/track/LP%014d", i), nil)
				p.ServeHTTP(&sink{http.Header{}}, requests[i])
			}
			asked := c.asked()
			b.ReportAllocs()
			b.ResetTimer()
			w := &sink{http.Header{}}
			for i := range b.N {
				clear(w.h)
				p.ServeHTTP(w, requests[i%keys])
			}
			if c.asked() != asked {
				b.Errorf("%d were asked for again", c.asked()-asked)
			}
		})
	}
}
