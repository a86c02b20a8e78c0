// Package emulate plays the carriers: a server that answers as the upstreams of all
// adapters do, with the answers that were recorded of them, as late and as badly as
// one likes. Tests of the proxy ask it over real HTTP, and `waybill proxy -emulate`
// lets a person work without a network.
//
// Each adapter's upstream lies under its id: point the adapter's base URL at
// "http://ADDRESS/ID", as [Server.Settings] does. A request is answered with the
// recorded answer whose tracking number it names, and with one about a number that is
// not known when it names none of them. What an upstream needs several requests for
// is played only as far as single answers go.
package emulate

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"waybill/internal/adapter"
)

// Options say how the carriers are played.
type Options struct {
	Adapters []adapter.Adapter
	Recorded fs.FS         // nil for [adapter.RecordedAnswers]
	Latency  time.Duration // before each answer
	Fault    Fault         // what is wrong with the answers
}

// Parcel is one recorded answer that holds a parcel.
type Parcel struct {
	Adapter string // id
	Carrier string // slug
	Number  string
	File    string // "in_customs.json"
	body    []byte
}

// Server is an [http.Handler]. It is safe for concurrent use.
type Server struct {
	upstreams map[string]*upstream
	latency   time.Duration
	fault     atomic.Value // a Fault
	sale      atomic.Int64 // of tokens: those of an earlier one have expired
	calls     atomic.Int64
}

// upstream is what is played of one adapter.
type upstream struct {
	info    adapter.Info
	parcels []Parcel
	unknown []byte // an answer about a number that is not known; nil for none
	token   string // path of the request for a token; "" for none
}

// longest bounds how much of a request is looked through for a number.
const longest = 64 << 10

// New returns a server that plays the remote ones of the adapters.
func New(o Options) (*Server, error) {
	if o.Recorded == nil {
		o.Recorded = adapter.RecordedAnswers()
	}
	s := &Server{upstreams: map[string]*upstream{}, latency: o.Latency}
	s.Play(o.Fault)
	for _, a := range o.Adapters {
		remote, ok := a.(adapter.Remote)
		if !ok {
			continue
		}
		up, err := load(remote, o.Recorded)
		if err != nil {
			return nil, fmt.Errorf("emulate %s: %w", a.Info().ID, err)
		}
		s.upstreams[up.info.ID] = up
	}
	return s, nil
}

// load reads what was recorded of one adapter.
func load(a adapter.Remote, recorded fs.FS) (*upstream, error) {
	up := &upstream{info: a.Info()}
	if buyer, ok := a.(adapter.Tokener); ok {
		req, err := buyer.TokenRequest(context.Background(), keysOf(up.info))
		if err != nil {
			return nil, fmt.Errorf("the request for a token: %w", err)
		}
		up.token = req.URL.Path
	}
	files, err := fs.Glob(recorded, strings.ReplaceAll(up.info.ID, "-", "")+"/testdata/*.*")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		body, err := fs.ReadFile(recorded, name)
		if err != nil {
			return nil, err
		}
		tl, err := adapter.Read(a, adapter.Query{}, adapter.Answer{Body: body}, nil)
		switch {
		case err == nil:
			up.parcels = append(up.parcels, Parcel{up.info.ID, tl.Carrier, tl.Number, path.Base(name), body})
		case adapter.KindOf(err) == adapter.NotFound && up.unknown == nil:
			up.unknown = body
		}
	}
	return up, nil
}

// keysOf returns keys of which none opens anything.
func keysOf(info adapter.Info) adapter.Keys {
	keys := adapter.Keys{}
	for _, k := range info.Keys {
		keys[k.Name] = "emulated"
	}
	return keys
}

// Settings returns how each adapter reaches its upstream on the server at base,
// without a limit and with keys that the server takes.
func (s *Server) Settings(base string) map[string]adapter.Settings {
	settings := map[string]adapter.Settings{}
	for id, up := range s.upstreams {
		settings[id] = adapter.Settings{BaseURL: strings.TrimRight(base, "/") + "/" + id, Rate: -1, Keys: keysOf(up.info)}
	}
	return settings
}

// Parcels returns every parcel that can be asked for, by adapter and file.
func (s *Server) Parcels() []Parcel {
	var list []Parcel
	for _, up := range s.upstreams {
		list = append(list, up.parcels...)
	}
	slices.SortFunc(list, func(a, b Parcel) int { return cmp.Or(cmp.Compare(a.Adapter, b.Adapter), cmp.Compare(a.File, b.File)) })
	return list
}

// Play changes what is wrong with the answers from now on.
func (s *Server) Play(f Fault) {
	if f == Expired {
		s.sale.Add(1)
	}
	s.fault.Store(f)
}

// Calls returns how many requests have come.
func (s *Server) Calls() int { return int(s.calls.Load()) }

// ServeHTTP answers one request of an adapter.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.calls.Add(1)
	id, below, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	up := s.upstreams[id]
	if up == nil {
		http.Error(w, "no such upstream", http.StatusNotFound)
		return
	}
	asked, err := io.ReadAll(io.LimitReader(r.Body, longest))
	if err != nil {
		return // the client has gone
	}
	if s.latency > 0 {
		select {
		case <-time.After(s.latency):
		case <-r.Context().Done():
			return
		}
	}
	fault, at := s.fault.Load().(Fault), "/"+below
	token := fmt.Sprintf("emulated-%d-", s.sale.Load())
	if up.token != "" && at == up.token {
		fault.write(w, r, http.StatusOK, fmt.Appendf(nil, tokenAnswer, token))
		return
	}
	if fault == Expired && up.token != "" && !strings.Contains(fmt.Sprint(r.Header, r.URL), token) {
		fault = Refused
	}
	body, status := up.answer(at, r.URL.RawQuery+"\n"+string(asked))
	fault.write(w, r, status, body)
}

// tokenAnswer is an answer to a request for a token, in the words of several upstreams.
const tokenAnswer = `{"access_token":%[1]q,"token":%[1]q,"token_type":"Bearer","expires_in":3600}`

// answer finds the body for a request, and its status.
func (u *upstream) answer(at, asked string) ([]byte, int) {
	for _, p := range u.parcels {
		if strings.Contains(at, p.Number) || strings.Contains(asked, p.Number) {
			return p.body, http.StatusOK
		}
	}
	if u.unknown != nil {
		return u.unknown, http.StatusOK
	}
	return []byte("{}"), http.StatusNotFound
}

// mediaOf guesses the media type of a recorded answer.
func mediaOf(body []byte) string {
	switch trimmed := bytes.TrimSpace(body); {
	case bytes.HasPrefix(trimmed, []byte("<!DOCTYPE")), bytes.HasPrefix(trimmed, []byte("<html")):
		return "text/html; charset=utf-8"
	case bytes.HasPrefix(trimmed, []byte("<")):
		return "text/xml"
	}
	return "application/json"
}
