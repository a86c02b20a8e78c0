package proxy

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"testing"
	"time"
)

// FuzzTrack asks for any number with any query. Whatever it is, the answer is a
// timeline or a problem of the wire format, and no fault of ours.
func FuzzTrack(f *testing.F) {
	f.Add(number, "")
	f.Add("1Z999AA10123456785", "carrier=cainiao&postcode=75011")
	f.Add("DEMODELIVERED", "date=2026-11-20&phone=%2B33")
	f.Add("\u202eLP00１２３456789012", "carrier=%00")
	p := newProxy(f, Options{Config: unlimited(), Transport: &carrier{answer: says(200, scans("one"))}})
	f.Fuzz(func(t *testing.T, number, query string) {
		if number == "" || number == "." || number == ".." {
			return // the path is cleaned before it is routed
		}
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		r := get(p, "/v1/track/"+url.PathEscape(number)+"?"+q.Encode())
		body := bodyOf(t, r)
		if r.StatusCode == http.StatusOK {
			timelineIn(t, body)
			return
		}
		var refused problem
		if err := json.Unmarshal([]byte(body), &refused); err != nil {
			t.Fatalf("HTTP %d %q: %v", r.StatusCode, body, err)
		}
		if _, listed := answers[refused.Type]; !listed || refused.Status != r.StatusCode || refused.Title == "" {
			t.Errorf("HTTP %d %s", r.StatusCode, body)
		}
	})
}

// FuzzDecodeEntry reads what a shared store may hold: an entry of ours, or anything.
func FuzzDecodeEntry(f *testing.F) {
	problem := newEntry(404, "not-found", []byte(`{"type":"not-found"}`))
	problem.fresh, problem.retryAt = time.UnixMilli(1700000000000), time.UnixMilli(1700000001000)
	timeline := newEntry(200, "ok", []byte("{}\n"))
	timeline.fresh, timeline.keep, timeline.stale = time.UnixMilli(1700000000000), time.UnixMilli(1700000009000), true
	for _, e := range []*entry{problem, timeline} {
		if back := decodeEntry(encodeEntry(e)); !reflect.DeepEqual(back, e) {
			f.Errorf("got %+v, want %+v", back, e)
		}
		f.Add(encodeEntry(e))
	}
	f.Add([]byte("{}\n"))
	f.Add([]byte("\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if e := decodeEntry(b); e != nil && (e.status < 100 || e.ok() != (e.status == 200)) {
			t.Errorf("%q became %+v", b, e)
		}
	})
}
