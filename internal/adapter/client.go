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
	Adapters  map[string]Settings // by adapter id
}

// Settings are one adapter's own.
type Settings struct {
	BaseURL string  // replaces scheme, host and path prefix of every request; "" for the carrier's own
	Rate    float64 // calls a second; 0 for DefaultRate, negative for no limit
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
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    8,
		MaxConnsPerHost:        16,
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
	switch {
	case s.Rate < 0:
		up.limiter = rate.NewLimiter(rate.Inf, 0)
	case s.Rate == 0:
		up.limiter = rate.NewLimiter(DefaultRate, burst)
	default:
		up.limiter = rate.NewLimiter(rate.Limit(s.Rate), burst)
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

// Track asks a for q and returns the timeline with its time of asking. Every error
// is an [*Error]. ctx bounds the whole call: waiting for a turn, two attempts and
// the pause between them.
func (c *Client) Track(ctx context.Context, a Adapter, q Query) (timeline.Timeline, error) {
	info := a.Info()
	if err := CheckNumber(q.Number); err != nil {
		return timeline.Timeline{}, locate(err, info, q)
	}
	tl, err := c.ask(ctx, a, q)
	if err != nil {
		return timeline.Timeline{}, locate(err, info, q)
	}
	tl.Fetched = timeline.FromUnix(c.o.Now().Unix(), 0)
	return tl, nil
}

func (c *Client) ask(ctx context.Context, a Adapter, q Query) (timeline.Timeline, error) {
	switch a := a.(type) {
	case Local:
		tl, err := a.Track(ctx, q, c.o.Now())
		if err == nil {
			err = settle(&tl)
		}
		return tl, err
	case Remote:
		tl, idempotent, err := c.attempt(ctx, a, q)
		pause, again := c.again(ctx, err)
		if !idempotent || !again {
			return tl, err
		}
		if sleep(ctx, pause) != nil {
			return tl, err
		}
		tl, _, err = c.attempt(ctx, a, q)
		return tl, err
	}
	return timeline.Timeline{}, fmt.Errorf("the adapter can neither ask nor answer")
}

// again decides on the one retry: only for failures that may pass, never after a
// time-out (the reader has waited long enough), and only when the carrier's own
// Retry-After still fits.
func (c *Client) again(ctx context.Context, err error) (time.Duration, bool) {
	var e *Error
	if !errors.As(err, &e) || ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded) {
		return 0, false
	}
	pause := time.Duration(float64(500*time.Millisecond) * (0.5 + c.o.Jitter()))
	switch {
	case e.RetryAfter > 0:
		pause = e.RetryAfter
	case e.Kind == RateLimited:
		return 0, false
	}
	if e.Kind != UpstreamUnavailable && e.Kind != RateLimited {
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

// attempt asks once. idempotent says whether the request may be repeated.
func (c *Client) attempt(ctx context.Context, a Remote, q Query) (tl timeline.Timeline, idempotent bool, err error) {
	up := c.upstreams[a.Info().ID]
	if up == nil {
		return tl, false, fmt.Errorf("the client was made without adapter %q", a.Info().ID)
	}
	if err := c.turn(ctx, up); err != nil {
		return tl, false, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	req, err := a.Request(ctx, q)
	if err != nil {
		return tl, false, err
	}
	ans, err := c.do(req, up)
	if err == nil {
		tl, err = Read(a, q, ans)
	}
	return tl, req.Method == http.MethodGet, err
}

// turn waits until the adapter's outgoing limit lets one more call leave. It does
// not wait for a turn that would come too late.
func (c *Client) turn(ctx context.Context, up *upstream) error {
	now := c.o.Now()
	r := up.limiter.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	deadline, bounded := ctx.Deadline()
	if wait > maxPatience || bounded && now.Add(wait).After(deadline) {
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
