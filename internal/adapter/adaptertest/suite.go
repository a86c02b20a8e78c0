// Package adaptertest holds the tests that every adapter must pass, and an upstream
// that replays recorded answers over real HTTP.
package adaptertest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"waybill/content"
	"waybill/internal/adapter"
	"waybill/internal/catalog"
	"waybill/internal/timeline"
	"waybill/internal/wording"
)

var update = flag.Bool("update", false, "write the golden files from what is decoded now")

// Run tests a remote adapter. Call it from a test in the adapter's own folder with
// a query that the adapter can ask. Every file in testdata whose name ends in
// .json, .xml or .html is an answer to decode; what must come of it stands beside
// it in NAME.golden: the timeline in the wire format, or the kind of failure.
//
// notFound are whole answers by which this upstream says that it does not know a
// number, although they say nothing: "[]" for a bare list, for example.
func Run(t *testing.T, a adapter.Remote, q adapter.Query, notFound ...string) {
	samples := samples(t)
	q.Access = access(a)
	t.Run("info", func(t *testing.T) { checkInfo(t, a.Info()) })
	t.Run("request", func(t *testing.T) { checkRequest(t, a, q) })
	t.Run("samples", func(t *testing.T) {
		for _, name := range samples {
			t.Run(filepath.Base(name), func(t *testing.T) { checkSample(t, a, name) })
		}
	})
	t.Run("unreadable", func(t *testing.T) { checkUnreadable(t, a, q, samples, notFound) })
	t.Run("status", func(t *testing.T) { checkStatus(t, a, q) })
	if buyer, ok := a.(adapter.Tokener); ok {
		t.Run("token", func(t *testing.T) { checkToken(t, buyer) })
	}
}

// Fuzz feeds the decoder of a with anything, starting from the recorded answers. It
// must not panic, and what it understands must fit the wire format.
func Fuzz(f *testing.F, a adapter.Remote) {
	for _, name := range samples(f) {
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		tl, err := a.Decode(adapter.Query{}, adapter.Answer{Body: body})
		if err != nil {
			return
		}
		// Rows that the wire format cannot hold are refused by Read, not by every
		// decoder: what Read lets through must be right.
		tl, err = adapter.Read(decoded{a, tl}, adapter.Query{}, adapter.Answer{Body: body}, nil)
		if err == nil {
			CheckTimeline(t, tl)
		}
	})
}

// decoded is an adapter whose answer has been decoded already.
type decoded struct {
	adapter.Remote
	tl timeline.Timeline
}

func (d decoded) Decode(adapter.Query, adapter.Answer) (timeline.Timeline, error) { return d.tl, nil }

// access returns keys and a token of which nothing must show.
func access(a adapter.Remote) adapter.Access {
	access := adapter.Access{Keys: adapter.Keys{}}
	for _, k := range a.Info().Keys {
		access.Keys[k.Name] = "key-" + k.Name
	}
	if _, ok := a.(adapter.Tokener); ok {
		access.Token.Value = "the-token"
	}
	return access
}

// Words returns the table of wordings that the built-in content makes.
var Words = sync.OnceValue(func() *wording.Table {
	statuses := fstest.MapFS{}
	err := fs.WalkDir(content.FS, "en/statuses", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		statuses[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		panic(err) // the files are embedded
	}
	// The pages that are missing here are problems of the catalogue, not of its words.
	cat, _ := catalog.Load(context.Background(), statuses, catalog.Options{})
	return cat.Words
})

// samples returns the paths of the recorded answers.
func samples(t testing.TB) []string {
	t.Helper()
	var found []string
	for _, ext := range []string{"json", "xml", "html"} {
		names, err := filepath.Glob("testdata/*." + ext)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, names...)
	}
	if len(found) == 0 {
		t.Fatal("testdata holds no answer to decode")
	}
	return found
}

func checkInfo(t *testing.T, info adapter.Info) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if folder := filepath.Base(dir); strings.ReplaceAll(info.ID, "-", "") != strings.ReplaceAll(folder, "-", "") {
		t.Errorf("the id is %q but the folder is %q", info.ID, folder)
	}
	if (len(info.Carriers) == 0) != info.Aggregator || !slices.IsSorted(info.Carriers) {
		t.Errorf("carriers must be listed and sorted, and an aggregator lists none: %q", info.Carriers)
	}
	for _, k := range info.Keys {
		if strings.Trim(k.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || !strings.HasSuffix(k.Doc, ".") {
			t.Errorf("the key %q needs a name in snake case and a whole sentence about it: %q", k.Name, k.Doc)
		}
	}
	for _, slug := range info.Carriers {
		if slug == "" || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("%q is no carrier slug", slug)
		}
	}
	if !slices.Contains([]adapter.Evidence{adapter.Recorded, adapter.Documented, adapter.Synthetic}, info.Evidence) {
		t.Errorf("%q is no kind of evidence", info.Evidence)
	}
}

func checkRequest(t *testing.T, a adapter.Remote, q adapter.Query) {
	first, second := request(t, a, q), request(t, a, q)
	if first.URL.String() != second.URL.String() || first.Method != second.Method {
		t.Errorf("two requests for the same query differ: %s %s, %s %s", first.Method, first.URL, second.Method, second.URL)
	}
	if first.URL.Scheme != "https" {
		t.Errorf("the request goes over %s, not https", first.URL.Scheme)
	}
	if !slices.Contains(a.Info().Hosts, first.URL.Host) {
		t.Errorf("the request goes to %s, which is not among %q", first.URL.Host, a.Info().Hosts)
	}
	for name, secret := range q.Access.Keys {
		if strings.Contains(first.URL.Host, secret) {
			t.Errorf("the key %s chooses the host", name)
		}
	}
	if _, steps := a.(adapter.Multistep); !steps && !strings.Contains(first.URL.String(), q.Number) && first.Body == nil {
		t.Error("the request does not name the number")
	}
	for _, bad := range []string{"", "A B", "A&x=1", "../A", "A\nB", "A,B", strings.Repeat("9", 65)} {
		q := q
		q.Number = bad
		if _, err := a.Request(t.Context(), q); err == nil {
			t.Errorf("a request for the number %q was built", bad)
		}
	}
}

func request(t *testing.T, a adapter.Remote, q adapter.Query) *http.Request {
	t.Helper()
	req, err := a.Request(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// checkSample compares what comes of an answer with its golden file.
func checkSample(t *testing.T, a adapter.Remote, name string) {
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tl, err := adapter.Read(a, adapter.Query{}, adapter.Answer{Body: body}, Words())
	var got []byte
	if err != nil {
		if adapter.KindOf(err) == "" {
			t.Fatalf("the error has no kind: %v", err)
		}
		got = []byte(string(adapter.KindOf(err)) + "\n")
	} else {
		CheckTimeline(t, tl)
		got = wire(t, tl)
	}
	Golden(t, strings.TrimSuffix(name, filepath.Ext(name))+".golden", got)
}

// Golden compares got with the file, and writes the file when the test runs with
// -update.
func Golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it)", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s has changed (run with -update when that is right); got\n%s", file, got)
	}
}

// wire returns the timeline in the wire format and checks that reading it back
// loses nothing.
func wire(t *testing.T, tl timeline.Timeline) []byte {
	t.Helper()
	first, err := json.MarshalIndent(tl, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	var back timeline.Timeline
	if err := json.Unmarshal(first, &back); err != nil {
		t.Fatal(err)
	}
	second, err := json.MarshalIndent(back, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Errorf("the wire format does not survive reading:\n%s\n%s", first, second)
	}
	return append(first, '\n')
}

// CheckTimeline reports everything in tl that the wire format does not allow.
func CheckTimeline(t *testing.T, tl timeline.Timeline) {
	t.Helper()
	if tl.Number == "" || tl.Carrier == "" {
		t.Errorf("the timeline has number %q and carrier %q", tl.Number, tl.Carrier)
	}
	if !tl.Status.Valid() {
		t.Errorf("the status %q is not canonical", tl.Status)
	}
	checkCountry(t, "origin", tl.Origin)
	checkCountry(t, "destination", tl.Destination)
	if e := tl.ETA; e != nil {
		if e.From.Date() != string(e.From) || e.To.Date() != string(e.To) || e.From.Compare(e.To) > 0 || e.Source == "" {
			t.Errorf("the expected delivery %+v is no window of days with a source", *e)
		}
	}
	if tl.NextLeg != nil && (tl.NextLeg.Number == "" || tl.NextLeg.Number == tl.Number) {
		t.Errorf("the next leg has the number %q", tl.NextLeg.Number)
	}
	if tl.Source != "" && !strings.HasPrefix(tl.Source, "https://") {
		t.Errorf("the source %q is no https address", tl.Source)
	}
	if tl.Events == nil {
		t.Error("the events are nil, which is null on the wire")
	}
	newer := timeline.Time("") // the last event above whose moment is known
	for i, e := range tl.Events {
		if _, err := timeline.ParseTime(string(e.Time)); err != nil {
			t.Errorf("event %d: the time %q is %v", i, e.Time, err)
		}
		if !e.Status.Valid() {
			t.Errorf("event %d: the status %q is not canonical", i, e.Status)
		}
		if strings.TrimSpace(e.Text) == "" {
			t.Errorf("event %d has no text", i)
		}
		if e.Carrier != tl.Carrier {
			t.Errorf("event %d is of carrier %q, the timeline of %q", i, e.Carrier, tl.Carrier)
		}
		checkCountry(t, "event country", e.Country)
		if e.Time.Offset() != "" {
			if newer != "" && newer.Compare(e.Time) < 0 {
				t.Errorf("event %d (%s) is newer than one before it (%s)", i, e.Time, newer)
			}
			newer = e.Time
		}
	}
}

func checkCountry(t *testing.T, what, code string) {
	t.Helper()
	if code != "" && (len(code) != 2 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		t.Errorf("the %s %q is no country code", what, code)
	}
}

// checkUnreadable feeds what carriers answer when something is wrong. None of it
// says anything about a parcel, so none of it may be "not found".
func checkUnreadable(t *testing.T, a adapter.Remote, q adapter.Query, samples, notFound []string) {
	answers := map[string][]byte{
		"open elements":   bytes.Repeat([]byte("<a>"), adapter.DefaultMaxAnswer/3),
		"empty":           {},
		"null":            []byte("null"),
		"a word":          []byte(`"maintenance"`),
		"an empty object": []byte("{}"),
		"an empty list":   []byte("[]"),
		"a number":        []byte("0"),
		"an error object": []byte(`{"success":false,"error":{"code":500}}`),
		"HTML":            []byte("<!DOCTYPE html><html><body><script>punish()</script></body></html>"),
		"HTML with a BOM": []byte("\ufeff<html></html>"),
		"text":            bytes.Repeat([]byte("waybill "), adapter.DefaultMaxAnswer/8),
		"NUL":             make([]byte, adapter.DefaultMaxAnswer),
		"open lists":      bytes.Repeat([]byte("["), adapter.DefaultMaxAnswer),
	}
	for _, name := range samples {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		body = bytes.TrimSpace(body)
		answers[filepath.Base(name)+" cut in half"] = body[:len(body)/2]
		answers[filepath.Base(name)+" without its end"] = body[:len(body)-1]
	}
	for name, body := range answers {
		want := adapter.UnreadableAnswer
		if slices.Contains(notFound, string(body)) {
			want = adapter.NotFound
		}
		for _, number := range []string{q.Number, ""} {
			q := q
			q.Number = number
			_, err := adapter.Read(a, q, adapter.Answer{Status: http.StatusOK, Body: body}, nil)
			if !errors.Is(err, want) {
				t.Errorf("%s (asked for %q): got %v, want %s", name, number, err, want)
			}
		}
	}
}

// checkStatus tests that an answer without sense keeps the sense of its HTTP status.
func checkStatus(t *testing.T, a adapter.Remote, q adapter.Query) {
	for status, want := range map[int]adapter.Kind{
		http.StatusFound:               adapter.UnreadableAnswer,
		http.StatusForbidden:           adapter.UnreadableAnswer,
		http.StatusTooManyRequests:     adapter.RateLimited,
		http.StatusInternalServerError: adapter.UpstreamUnavailable,
		http.StatusServiceUnavailable:  adapter.UpstreamUnavailable,
	} {
		_, err := adapter.Read(a, q, adapter.Answer{
			Status: status,
			Header: http.Header{"Retry-After": {"7"}},
			Body:   []byte("<html></html>"),
		}, nil)
		if adapter.KindOf(err) != want {
			t.Errorf("HTTP %d with HTML: got %v, want %s", status, err, want)
		}
		var e *adapter.Error
		if want != adapter.UnreadableAnswer && (!errors.As(err, &e) || e.RetryAfter.Seconds() != 7) {
			t.Errorf("HTTP %d: Retry-After was not read: %v", status, err)
		}
	}
}

// checkToken tests what every way of buying a token has in common.
func checkToken(t *testing.T, a adapter.Tokener) {
	req, err := a.TokenRequest(t.Context(), access(a).Keys)
	if err != nil {
		t.Fatal(err)
	}
	if req.URL.Scheme != "https" || !slices.Contains(a.Info().Hosts, req.URL.Host) {
		t.Errorf("the request for a token goes to %s, which is not among %q", req.URL.Host, a.Info().Hosts)
	}
	for body, status := range map[string]int{"": 200, "null": 200, "{}": 200, "[]": 200, "<html></html>": 200, `{"error":"invalid_client"}`: 401} {
		token, err := a.DecodeToken(adapter.Answer{Status: status, Body: []byte(body)})
		if err == nil && token.Value != "" {
			t.Errorf("%q (HTTP %d) gave a token", body, status)
		}
		if status == http.StatusUnauthorized && !errors.Is(err, adapter.NeedsKey) {
			t.Errorf("HTTP 401: got %v, want %s", err, adapter.NeedsKey)
		}
	}
}
