package proxy

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"
)

// clients limits how often each client may ask. It remembers a bounded number of
// them, each for ten minutes after its last question.
type clients struct {
	seen   *otter.Cache[netip.Prefix, *rate.Limiter] // nil for no limit
	rate   rate.Limit
	burst  int
	header string
	now    func() time.Time
}

const rememberClient = 10 * time.Minute

func newClients(c Config, now func() time.Time) (*clients, error) {
	cl := &clients{rate: rate.Limit(c.ClientRate), burst: c.ClientBurst, header: c.ClientHeader, now: now}
	if c.ClientRate <= 0 {
		return cl, nil
	}
	seen, err := otter.New(&otter.Options[netip.Prefix, *rate.Limiter]{
		MaximumSize:      c.ClientsMax,
		ExpiryCalculator: otter.ExpiryAccessing[netip.Prefix, *rate.Limiter](rememberClient),
		Clock:            storeClock(now),
	})
	if err != nil {
		return nil, fmt.Errorf("making the clients' limits: %w", err)
	}
	cl.seen = seen
	return cl, nil
}

// take counts one question. It returns 0 when the client may ask it, and otherwise
// how long it must wait.
func (c *clients) take(r *http.Request) time.Duration {
	if c.seen == nil {
		return 0
	}
	limiter, ok := c.seen.ComputeIfAbsent(c.prefix(r), func() (*rate.Limiter, bool) {
		return rate.NewLimiter(c.rate, c.burst), false
	})
	if !ok {
		return 0
	}
	now := c.now()
	reserved := limiter.ReserveN(now, 1)
	wait := reserved.DelayFrom(now)
	if wait > 0 {
		reserved.CancelAt(now)
	}
	return wait
}

// prefix returns the network that counts as one client: an IPv4 address, or the
// /64 that a household or a phone gets of IPv6. Clients whose address cannot be
// read share one budget.
func (c *clients) prefix(r *http.Request) netip.Prefix {
	addr, ok := c.forwarded(r)
	if !ok {
		at, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil {
			return netip.Prefix{}
		}
		addr = at.Addr()
	}
	addr = addr.Unmap().WithZone("")
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	p, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// forwarded reads the address from the configured header. The last address is the
// one that the operator's own proxy added; those before it are the client's claim.
func (c *clients) forwarded(r *http.Request) (netip.Addr, bool) {
	if c.header == "" {
		return netip.Addr{}, false
	}
	values := r.Header.Values(c.header)
	if len(values) == 0 {
		return netip.Addr{}, false
	}
	last := values[len(values)-1]
	if i := strings.LastIndexByte(last, ','); i >= 0 {
		last = last[i+1:]
	}
	addr, err := netip.ParseAddr(strings.TrimSpace(last))
	return addr, err == nil
}

func (c *clients) close() {
	if c.seen != nil {
		c.seen.StopAllGoroutines()
	}
}
