package proxy

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
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
