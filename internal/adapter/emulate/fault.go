package emulate

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong with an upstream.
type Fault string

// The faults.
const (
	None      Fault = ""          // nothing
	Down      Fault = "down"      // the connection is cut without an answer
	Failing   Fault = "failing"   // HTTP 503 and HTML
	Hanging   Fault = "hanging"   // no answer for as long as the client waits
	Dripping  Fault = "dripping"  // the answer, a byte every tenth of a second
	Truncated Fault = "truncated" // half the answer, and the connection is cut
	Half      Fault = "half"      // half the answer, as if it were all
	Huge      Fault = "huge"      // 10 MB of nothing
	HTML      Fault = "html"      // HTTP 200 and a page for people
	Mislabel  Fault = "mislabel"  // the answer under another media type
	Limited   Fault = "limited"   // HTTP 429 with Retry-After
	Refused   Fault = "refused"   // HTTP 401: the key or token is not taken
	Expired   Fault = "expired"   // HTTP 401 for tokens that were bought before; new ones are taken
	Nothing   Fault = "nothing"   // HTTP 200 and an empty body
)

// Faults returns all faults.
func Faults() []Fault {
	return []Fault{Down, Failing, Hanging, Dripping, Truncated, Half, Huge, HTML, Mislabel, Limited, Refused, Expired, Nothing}
}

// ParseFault returns the fault of that name, "" being none.
func ParseFault(name string) (Fault, error) {
	var names []string
	for _, f := range Faults() {
		if string(f) == name {
			return f, nil
		}
		names = append(names, string(f))
	}
	if name == "" {
		return None, nil
	}
	return None, fmt.Errorf("no fault is called %q; there are: %s", name, strings.Join(names, ", "))
}

const page = "<!DOCTYPE html><html><title>Security check</title><p>Slide to verify.</html>"

// write answers with the fault. What is written to a client that has gone is lost.
func (f Fault) write(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaOf(body))
	switch f {
	case Down:
		panic(http.ErrAbortHandler)
	case Failing:
		h.Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(page))
	case Hanging:
		<-r.Context().Done()
	case Dripping:
		w.WriteHeader(status)
		drip(w, r, body)
	case Truncated:
		h.Set("Content-Length", fmt.Sprint(len(body)))
		w.WriteHeader(status)
		_, _ = w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	case Half:
		w.WriteHeader(status)
		_, _ = w.Write(body[:len(body)/2])
	case Huge:
		w.WriteHeader(status)
		chunk := make([]byte, 64<<10)
		for range 10 << 20 / len(chunk) {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	case HTML:
		h.Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(page))
	case Mislabel:
		h.Set("Content-Type", "image/png")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	case Limited:
		h.Set("Retry-After", "45")
		w.WriteHeader(http.StatusTooManyRequests)
	case Refused:
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"error":"the token is not valid"}`))
	case Nothing:
	default: // None, and Expired for who has a new token
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}

// drip writes a body byte by byte.
func drip(w http.ResponseWriter, r *http.Request, body []byte) {
	out := http.NewResponseController(w)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for i := range body {
		if _, err := w.Write(body[i : i+1]); err != nil {
			return
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		}
	}
}
