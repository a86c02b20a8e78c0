package adapter

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	margin         = time.Minute      // a token is renewed so long before it ends
	tokenLifetime  = 10 * time.Minute // of a token whose upstream does not say
	tokenPatience  = 30 * time.Second // a token that young is not bought anew when it is refused
	refusalRespect = time.Minute      // keys that were refused are not tried again so soon
)

// tokens keeps one upstream's token. A thousand readers who need a new one at the
// same moment buy one.
type tokens struct {
	group singleflight.Group

	mu      sync.Mutex
	access  Token
	bought  time.Time
	until   time.Time
	refused error // what came of the last try, when the keys were refused
	again   time.Time
}

// get returns the token while it holds.
func (t *tokens) get(now time.Time) (Token, bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.refused != nil && now.Before(t.again) {
		return Token{}, false, t.refused
	}
	return t.access, now.Before(t.until), nil
}

// drop forgets a token that the upstream refused. It reports whether asking again
// may fare better: not when that token was bought so lately that another would be
// refused too.
func (t *tokens) drop(refused Secret, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.access.Value != refused || t.until.IsZero() {
		return true // another reader was refused as well, and bought a new one or is about to
	}
	if now.Sub(t.bought) < tokenPatience {
		return false
	}
	t.until = time.Time{}
	return true
}

func (t *tokens) set(now time.Time, access Token, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refused = nil
	if err != nil {
		if KindOf(err) == NeedsKey {
			t.refused, t.again = err, now.Add(refusalRespect)
		}
		return
	}
	if access.Lifetime <= 0 {
		access.Lifetime = tokenLifetime
	}
	t.access, t.bought, t.until = access, now, now.Add(max(access.Lifetime-margin, access.Lifetime/2))
}

// token returns the upstream's token, and buys one first when there is none. Buying
// goes on when the reader who caused it goes away: others wait for it.
func (c *Client) token(ctx context.Context, up *upstream, a Tokener) (Token, error) {
	if token, ok, err := up.token.get(c.o.Now()); ok || err != nil {
		return token, err
	}
	bought := up.token.group.DoChan("", func() (any, error) {
		if token, ok, err := up.token.get(c.o.Now()); ok || err != nil {
			return token, err // bought between the look above and this call
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.o.Timeout)
		defer cancel()
		token, err := c.buy(ctx, up, a)
		up.token.set(c.o.Now(), token, err)
		return token, err
	})
	select {
	case r := <-bought:
		if r.Err != nil {
			return Token{}, r.Err
		}
		return r.Val.(Token), nil
	case <-ctx.Done():
		return Token{}, &Error{Kind: UpstreamUnavailable, Err: ctx.Err()}
	}
}

func (c *Client) buy(ctx context.Context, up *upstream, a Tokener) (Token, error) {
	req, err := a.TokenRequest(ctx, up.keys)
	if err != nil {
		return Token{}, err
	}
	ans, err := c.send(req, up, a.Info())
	if err != nil {
		return Token{}, err
	}
	token, err := decodeToken(a, ans)
	if err == nil && token.Value == "" {
		err = Errorf(UnreadableAnswer, "the answer holds no token")
	}
	if KindOf(err) == UnreadableAnswer {
		err = byStatus(err, ans, true)
	}
	return token, err
}

// decodeToken calls the adapter and turns a panic into an unreadable answer.
func decodeToken(a Tokener, ans Answer) (token Token, err error) {
	defer func() {
		if recover() != nil { // the value may quote the answer, and with it the token
			err = Errorf(UnreadableAnswer, "the decoder failed on the answer for a token")
		}
	}()
	return a.DecodeToken(ans)
}
