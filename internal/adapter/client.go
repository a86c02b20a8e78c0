package adapter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/sony/gobreaker/v2"
	"golang.org/x/time/rate"

	"waybill/internal/timeline"
)

// Defaults of [Options] and [Settings].
const (
	DefaultTimeout   = 10 * time.Second
	DefaultMaxAnswer = 2 << 20
	DefaultRate      = 2.0
	DefaultUserAgent = "Mozilla/5.0 (compatible; Waybill/1)"
)

const (
	burst        = 5               // calls that may leave at once before the rate applies
	maxPatience  = 5 * time.Second // the longest wait for a turn or for a retry: a person is waiting
	maxRedirects = 3
)

// Options says how a [Client] talks to upstreams. The zero value is usable.
type Options struct {
	Transport http.RoundTripper   // nil for a pool of our own with bounded connections
	Timeout   time.Duration       // for one attempt, body included; 0 for DefaultTimeout
	MaxAnswer int64               // largest answer in bytes, unpacked; 0 for DefaultMaxAnswer
	UserAgent string              // "" for DefaultUserAgent
	Now       func() time.Time    // nil for time.Now
	Jitter    func() float64      // in [0,1), spreads retries; nil for 0.5 always
	Words     Words               // reads wordings whose code is not known; nil for none
	Turn      Turn                // outgoing limits shared with other processes; nil for this one's own alone
	Observe   func(Outcome)       // told of each call to an upstream; nil for nobody
	Adapters  map[string]Settings // by adapter id
}

// Turn asks whether one more call to an upstream may leave now, where several
// processes share its limit of calls a second. It returns how long to wait
// otherwise. It never fails: who cannot ask the others goes by its own limit.
type Turn func(ctx context.Context, adapter string, rate float64) time.Duration

// Outcome is what came of one question to an upstream, retry included.
type Outcome struct {
	Adapter string
	Kind    Kind          // "" when a timeline came
	Took    time.Duration // waiting for a turn included
	Unknown int           // events whose meaning could not be established
}

// Settings are one adapter's own.
type Settings struct {
	BaseURL string  // replaces scheme, host and path prefix of every request; "" for the carrier's own
	Rate    float64 // calls a second; 0 for the adapter's own, negative for no limit
	Keys    Keys    // the operator's keys
}

// Client asks upstreams on behalf of many readers. It is safe for concurrent use.
type Client struct {
	o         Options
	transport http.RoundTripper
	upstreams map[string]*upstream
}

// upstream is what the client keeps for one adapter.
type upstream struct {
	http    *http.Client
	limiter *rate.Limiter
	breaker *gobreaker.TwoStepCircuitBreaker[any]
	token   tokens
	keys    Keys
	missing []string // names of the keys that are needed and not configured
	base    *url.URL // nil for the carrier's own
	hosts   []string
}

// NewClient returns a client for the given adapters. It refuses a base URL that is
// not an absolute http or https address, and settings for an adapter that is not
// among them; all such faults are in the one error.
func NewClient(o Options, adapters ...Adapter) (*Client, error) {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxAnswer <= 0 {
		o.MaxAnswer = DefaultMaxAnswer
	}
	if o.UserAgent == "" {
		o.UserAgent = DefaultUserAgent
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Jitter == nil {
		o.Jitter = func() float64 { return 0.5 }
	}
	c := &Client{o: o, transport: o.Transport, upstreams: map[string]*upstream{}}
	if c.transport == nil {
		c.transport = newTransport()
	}
	var faults []error
	for _, a := range adapters {
		info := a.Info()
		up, err := c.newUpstream(info, o.Adapters[info.ID])
		if err != nil {
			faults = append(faults, fmt.Errorf("adapter %s: %w", info.ID, err))
		}
		c.upstreams[info.ID] = up
	}
	for id := range o.Adapters {
		if _, ok := c.upstreams[id]; !ok {
			faults = append(faults, fmt.Errorf("settings for adapter %q, which does not exist", id))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return c, nil
}

func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    16,
		MaxConnsPerHost:        64,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    5 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

func (c *Client) newUpstream(info Info, s Settings) (*upstream, error) {
	up := &upstream{hosts: info.Hosts}
	if s.BaseURL != "" {
		base, err := url.Parse(s.BaseURL)
		if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
			return nil, fmt.Errorf("base_url must be an http or https address, not %q", s.BaseURL)
		}
		up.base, up.hosts = base, []string{base.Host}
	}
	limit := rate.Limit(s.Rate)
	switch {
	case s.Rate < 0:
		limit = rate.Inf
	case s.Rate == 0:
		limit = rate.Limit(RateOf(info))
	}
	up.limiter = rate.NewLimiter(limit, burst)
	up.breaker = newBreaker(info.ID)
	up.keys = s.Keys
	for _, k := range info.Keys {
		if !k.Optional && s.Keys[k.Name] == "" {
			up.missing = append(up.missing, k.Name)
		}
	}
	up.http = &http.Client{
		Transport: c.transport,
		// A redirect elsewhere is an answer to look at, not a road to follow: it is
		// how an anti-bot page shows itself.
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects || req.URL.Scheme != via[0].URL.Scheme || !slices.Contains(up.hosts, req.URL.Host) {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}
	return up, nil
}

// RateOf returns how many calls a second an adapter's upstream is asked when nothing
// is configured.
func RateOf(info Info) float64 {
	if info.Rate > 0 {
		return info.Rate
	}
	return DefaultRate
}

// Missing returns the names of the keys that the adapter with this id needs and has
// not been given; none for one that is ready to be asked.
func (c *Client) Missing(id string) []string {
	if up := c.upstreams[id]; up != nil {
		return up.missing
	}
	return nil
}

// Track asks a for q and returns the timeline with its time of asking. Every error
// is an [*Error]. ctx bounds the whole call: waiting for a turn, a token, two
// attempts and the pause between them.
func (c *Client) Track(ctx context.Context, a Adapter, q Query) (timeline.Timeline, error) {
	info := a.Info()
	if err := CheckNumber(q.Number); err != nil {
		return timeline.Timeline{}, locate(err, info, q)
	}
	start := c.o.Now()
	tl, err := c.ask(ctx, a, q)
	if err != nil {
		err = locate(err, info, q)
	}
	c.observe(info.ID, tl, err, start)
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl.Fetched = timeline.FromUnix(c.o.Now().Unix(), 0)
	return tl, nil
}

// observe tells of a question that has been answered.
func (c *Client) observe(id string, tl timeline.Timeline, err error, start time.Time) {
	if c.o.Observe == nil {
		return
	}
	outcome := Outcome{Adapter: id, Kind: KindOf(err), Took: c.o.Now().Sub(start)}
	for _, e := range tl.Events {
		if e.Status == timeline.Unknown {
			outcome.Unknown++
		}
	}
	c.o.Observe(outcome)
}

func (c *Client) ask(ctx context.Context, a Adapter, q Query) (timeline.Timeline, error) {
	up := c.upstreams[a.Info().ID]
	switch {
	case up == nil:
		return timeline.Timeline{}, fmt.Errorf("the client was made without adapter %q", a.Info().ID)
	case len(up.missing) > 0:
		return timeline.Timeline{}, Errorf(NeedsKey, "not configured: %s", strings.Join(up.missing, ", "))
	}
	switch a := a.(type) {
	case Local:
		tl, err := a.Track(ctx, q, c.o.Now())
		if err == nil {
			err = settle(&tl, c.o.Words)
		}
		return tl, err
	case Remote:
		tl, err := c.attempt(ctx, up, a, q)
		pause, again := c.again(ctx, err)
		if !again || sleep(ctx, pause) != nil {
			return tl, err
		}
		return c.attempt(ctx, up, a, q)
	}
	return timeline.Timeline{}, fmt.Errorf("the adapter can neither ask nor answer")
}

// again decides on the one retry: only for failures that may pass, never after a
// time-out (the reader has waited long enough), and only when the carrier's own
// Retry-After still fits.
func (c *Client) again(ctx context.Context, err error) (time.Duration, bool) {
	var e *Error
	if !errors.As(err, &e) || ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errOpen) {
		return 0, false
	}
	pause := time.Duration(float64(500*time.Millisecond) * (0.5 + c.o.Jitter()))
	switch {
	case e.Kind != UpstreamUnavailable && e.Kind != RateLimited:
		return 0, false
	case e.RetryAfter > 0:
		pause = e.RetryAfter
	case e.Kind == RateLimited:
		return 0, false
	}
	if pause > maxPatience {
		return 0, false
	}
	if deadline, ok := ctx.Deadline(); ok && c.o.Now().Add(pause).After(deadline) {
		return 0, false
	}
	return pause, true
}

// attempt asks once, unless the upstream has failed so often of late that it is left
// alone. A token that the upstream no longer takes is bought anew, once.
func (c *Client) attempt(ctx context.Context, up *upstream, a Remote, q Query) (timeline.Timeline, error) {
	report, err := up.breaker.Allow()
	if err != nil {
		return timeline.Timeline{}, &Error{Kind: UpstreamUnavailable, RetryAfter: rest, Err: errOpen}
	}
	tl, token, err := c.exchange(ctx, up, a, q)
	if token != "" && KindOf(err) == NeedsKey && up.token.drop(token, c.o.Now()) {
		tl, _, err = c.exchange(ctx, up, a, q)
	}
	report(verdict(ctx, err))
	return tl, err
}

// exchange asks and decodes. It returns the token that it asked with, "" for none.
func (c *Client) exchange(ctx context.Context, up *upstream, a Remote, q Query) (timeline.Timeline, Secret, error) {
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	q.Access.Keys, q.Access.Asked = up.keys, c.o.Now()
	if t, ok := a.(Tokener); ok {
		token, err := c.token(ctx, up, t)
		if err != nil {
			return timeline.Timeline{}, "", err
		}
		q.Access.Token = token
	}
	steps := 0
	send := func(req *http.Request) (Answer, error) {
		if steps++; steps > MaxSteps {
			return Answer{}, fmt.Errorf("more than %d requests for one parcel", MaxSteps)
		}
		return c.send(req, up, a.Info())
	}
	var ans Answer
	var err error
	if m, ok := a.(Multistep); ok {
		ans, err = m.Ask(ctx, q, send)
	} else {
		var req *http.Request
		if req, err = a.Request(ctx, q); err == nil {
			ans, err = send(req)
		}
	}
	if err != nil {
		return timeline.Timeline{}, q.Access.Token.Value, err
	}
	tl, err := Read(a, q, ans, c.o.Words)
	return tl, q.Access.Token.Value, err
}

// send waits for a turn and sends one request.
func (c *Client) send(req *http.Request, up *upstream, info Info) (Answer, error) {
	if err := c.turn(req.Context(), up, info.ID); err != nil {
		return Answer{}, err
	}
	return c.do(req, up)
}

// turn waits until the adapter's outgoing limit lets one more call leave. It does
// not wait for a turn that would come too late.
func (c *Client) turn(ctx context.Context, up *upstream, id string) error {
	now := c.o.Now()
	r := up.limiter.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if c.o.Turn != nil && up.limiter.Limit() != rate.Inf {
		wait = max(wait, c.o.Turn(ctx, id, float64(up.limiter.Limit())))
	}
	deadline, bounded := ctx.Deadline() // by the machine's clock, whatever Now says
	if wait > maxPatience || bounded && wait > time.Until(deadline) {
		r.CancelAt(now)
		return &Error{Kind: RateLimited, RetryAfter: wait, Err: errors.New("the outgoing limit is reached")}
	}
	if err := sleep(ctx, wait); err != nil {
		r.CancelAt(c.o.Now())
		return &Error{Kind: UpstreamUnavailable, Err: err}
	}
	return nil
}

// do sends the request and reads the answer within the limits.
func (c *Client) do(req *http.Request, up *upstream) (Answer, error) {
	if up.base != nil {
		rebase(req, up.base)
	}
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", c.o.UserAgent)
	}
	resp, err := up.http.Do(req)
	if err != nil {
		return Answer{}, unavailable(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.o.MaxAnswer+1))
	if err != nil {
		return Answer{}, unavailable(err)
	}
	if int64(len(body)) > c.o.MaxAnswer {
		return Answer{}, Errorf(UnreadableAnswer, "the answer is larger than %d bytes", c.o.MaxAnswer)
	}
	return Answer{Status: resp.StatusCode, Header: resp.Header, Body: body}, nil
}

// rebase points a request at another host and path prefix.
func rebase(req *http.Request, base *url.URL) {
	prefix := strings.TrimRight(base.EscapedPath(), "/")
	u := *req.URL
	u.Scheme, u.Host, u.User = base.Scheme, base.Host, base.User
	if prefix != "" {
		u.RawPath = prefix + req.URL.EscapedPath()
		u.Path = strings.TrimRight(base.Path, "/") + req.URL.Path
	}
	req.URL, req.Host = &u, ""
}

// unavailable wraps a transport error. The url.Error around it is dropped because
// it quotes the whole address, and with it the tracking number.
func unavailable(err error) error {
	var addressed *url.Error
	if errors.As(err, &addressed) {
		err = addressed.Err
	}
	return &Error{Kind: UpstreamUnavailable, Err: err}
}

// sleep waits for d or until ctx is done.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close drops the connections that are kept open for reuse.
func (c *Client) Close() {
	if t, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}
