package adapter_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"waybill/internal/adapter"
)

// buyer is a stub whose carrier wants a token.
type buyer struct{ stub }

func (buyer) Info() adapter.Info {
	info := stub{}.Info()
	info.Keys = adapter.ClientKeys("nowhere")
	return info
}

func (buyer) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://stub.example/track?n="+q.Number, nil)
	if err == nil {
		adapter.SetBearer(req, q)
	}
	return req, err
}

func (buyer) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://stub.example/token", keys, false, url.Values{"scope": {"track"}})
}

func (buyer) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }

// till sells tokens that hold an hour and takes the last one alone.
type till struct {
	mu     sync.Mutex
	sold   int
	asked  int
	closed bool // refuses the keys
	broken bool // refuses every token
}

func (s *till) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(100 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/token" {
		form, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		s.sold++
		if s.closed || !strings.Contains(string(form), "client_secret=hush") {
			return reply(http.StatusUnauthorized, `{"error":"invalid_client"}`)
		}
		return reply(http.StatusOK, fmt.Sprintf(`{"access_token":"t%d","token_type":"Bearer","expires_in":"3600"}`, s.sold))
	}
	s.asked++
	if s.broken || r.Header.Get("Authorization") != fmt.Sprintf("Bearer t%d", s.sold) {
		return reply(http.StatusUnauthorized, "")
	}
	return reply(http.StatusOK, "found")
}

// revoke has the till take no token that was sold so far.
func (s *till) revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sold += 100
}

func (s *till) counts() (sold, asked int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sold % 100, s.asked
}

// withTill runs f on synthetic time, with a function that has n readers ask at once
// and returns what went wrong.
func withTill(t *testing.T, f func(t *testing.T, s *till, ask func(n int) error)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &till{}
		c, err := adapter.NewClient(adapter.Options{
			Transport: s,
			Adapters:  map[string]adapter.Settings{"stub": {Rate: -1, Keys: adapter.Keys{"client_id": "us", "client_secret": "hush"}}},
		}, buyer{})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		f(t, s, func(n int) error {
			faults := make([]error, n)
			var all sync.WaitGroup
			for i := range n {
				all.Go(func() {
					_, faults[i] = c.Track(t.Context(), buyer{}, adapter.Query{Number: fmt.Sprintf("%d", i)})
				})
			}
			all.Wait()
			return errors.Join(faults...)
		})
	})
}

func wantCounts(t *testing.T, s *till, sold, asked int) {
	t.Helper()
	if gotSold, gotAsked := s.counts(); gotSold != sold || gotAsked != asked {
		t.Errorf("%d tokens for %d questions, want %d for %d", gotSold, gotAsked, sold, asked)
	}
}

func TestTokenIsBoughtOnce(t *testing.T) {
	withTill(t, func(t *testing.T, s *till, ask func(int) error) {
		if err := ask(1000); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, s, 1, 1000)
		time.Sleep(58 * time.Minute)
		if err := ask(1); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, s, 1, 1001)
		time.Sleep(time.Minute) // a minute before its end, it is renewed
		if err := ask(1000); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, s, 2, 2001)
	})
}

func TestTokenThatExpiredEarly(t *testing.T) {
	withTill(t, func(t *testing.T, s *till, ask func(int) error) {
		if err := ask(1); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		s.revoke()
		if err := ask(200); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, s, 2, 1+400)
	})
}

func TestTokenThatIsNeverTaken(t *testing.T) {
	withTill(t, func(t *testing.T, s *till, ask func(int) error) {
		s.broken = true
		if err := ask(1); !errors.Is(err, adapter.NeedsKey) {
			t.Errorf("got %v", err)
		}
		if err := ask(1); !errors.Is(err, adapter.NeedsKey) {
			t.Errorf("got %v", err)
		}
		wantCounts(t, s, 1, 2)
	})
}

func TestKeysThatAreRefused(t *testing.T) {
	withTill(t, func(t *testing.T, s *till, ask func(int) error) {
		s.closed = true
		for range 3 {
			err := ask(100)
			if !errors.Is(err, adapter.NeedsKey) || strings.Contains(err.Error(), "hush") {
				t.Errorf("got %v", err)
			}
		}
		wantCounts(t, s, 1, 0)
		s.closed = false
		time.Sleep(2 * time.Minute)
		if err := ask(100); err != nil {
			t.Errorf("when the keys are taken again: %v", err)
		}
		wantCounts(t, s, 2, 100)
	})
}
