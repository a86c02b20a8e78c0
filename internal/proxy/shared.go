package proxy

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/rueidis"
)

// shared is what several proxies have in common in a Redis or Valkey: answers, who
// is just asking for one, and the carriers' limits.
//
// It is a help and never a need. Whatever goes wrong with it, a proxy goes on alone,
// leaves it in peace for a moment and then tries it again. Questions are stored under
// their hashes, answers with their end of life.
type shared struct {
	option  rueidis.ClientOption
	client  atomic.Pointer[rueidis.Client] // nil until the first connection
	away    atomic.Int64                   // Unix nanoseconds until which it is left in peace
	down    atomic.Bool                    // it could not be reached when last tried
	now     func() time.Time
	log     *slog.Logger
	lockFor time.Duration // the longest that one proxy may take to load an answer
	ctx     context.Context
	wait    sync.WaitGroup
}

const (
	sharedPatience = 500 * time.Millisecond // for one command
	sharedPeace    = 2 * time.Second        // after a failure
	sharedPoll     = 25 * time.Millisecond  // between looks for an answer that another proxy is loading
	sharedPrefix   = "waybill:1:"           // of all keys; the number changes with the form of an entry
)

// newShared returns the store at the configured address. It connects behind the
// caller's back, so that a proxy starts whether or not the store is there. ctx ends
// what is under way.
func newShared(ctx context.Context, c Config, now func() time.Time, log *slog.Logger) (*shared, error) {
	option, err := rueidis.ParseURL(c.Redis)
	if err != nil {
		return nil, fmt.Errorf("proxy: redis: %w", err)
	}
	option.Password = string(c.RedisPassword.Value)
	option.DisableCache = true // answers are in our own memory already
	option.DisableRetry = true // a reader is waiting
	option.ConnWriteTimeout = sharedPatience
	option.Dialer = net.Dialer{Timeout: sharedPatience}
	option.ClientName = "waybill"
	s := &shared{option: option, now: now, log: log, lockFor: c.CallTimeout + 2*time.Second, ctx: ctx}
	s.down.Store(true)
	s.wait.Go(s.connect)
	return s, nil
}

// connect tries until it has a client. Once there is one, it reconnects by itself.
func (s *shared) connect() {
	for {
		client, err := rueidis.NewClient(s.option)
		if err == nil {
			s.client.Store(&client)
			s.reached()
			return
		}
		s.failed(err)
		select {
		case <-s.ctx.Done():
			return
		case <-time.After(sharedPeace):
		}
	}
}

// close ends the connection. Its context must have ended before.
func (s *shared) close() {
	s.wait.Wait()
	if client := s.client.Swap(nil); client != nil {
		(*client).Close()
	}
}

// alone reports whether the store could not be reached when last tried.
func (s *shared) alone() bool { return s.down.Load() }

func (s *shared) reached() {
	if s.down.CompareAndSwap(true, false) {
		s.log.Info("the shared store is reached")
	}
}

func (s *shared) failed(err error) {
	s.away.Store(s.now().Add(sharedPeace).UnixNano())
	if s.ctx.Err() == nil && !s.down.Swap(true) {
		s.log.Warn("the shared store cannot be reached; going on alone", "error", err.Error())
	}
}

// do runs commands and reports false when the store is away. A missing value is no
// failure.
func (s *shared) do(run func(ctx context.Context, c rueidis.Client) error) bool {
	client := s.client.Load()
	if client == nil || s.now().UnixNano() < s.away.Load() {
		return false
	}
	ctx, cancel := context.WithTimeout(s.ctx, sharedPatience)
	defer cancel()
	if err := run(ctx, *client); err != nil && !rueidis.IsRedisNil(err) {
		s.failed(err)
		return false
	}
	s.reached()
	return true
}

// fill returns the answer for key that some proxy has, or loads it while the others
// wait for it.
func (s *shared) fill(key string, older *entry, load func(older *entry) *entry) *entry {
	name := sharedName(key)
	for {
		e, busy, ok := s.look(name)
		switch {
		case !ok:
			return load(older)
		case e != nil && s.now().Before(e.fresh):
			return e
		case e != nil:
			older = e
		}
		if !busy {
			if release, locked := s.lock(name); locked {
				defer release()
				// Somebody may have finished between the look and the lock.
				if e, _, ok := s.look(name); ok && e != nil && s.now().Before(e.fresh) {
					return e
				}
				e = load(older)
				s.put(name, e)
				return e
			}
		}
		select {
		case <-s.ctx.Done():
			return load(older) // which ends at once and says why
		case <-time.After(sharedPoll):
		}
	}
}

// sharedName hides the question: its key holds a tracking number.
func sharedName(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}

// look returns the stored answer, nil for none, and whether a proxy is loading it.
func (s *shared) look(name string) (e *entry, busy, ok bool) {
	ok = s.do(func(ctx context.Context, c rueidis.Client) error {
		answers := c.DoMulti(ctx,
			c.B().Get().Key(sharedPrefix+"answer:"+name).Build(),
			c.B().Exists().Key(sharedPrefix+"lock:"+name).Build())
		n, err := answers[1].AsInt64()
		if err != nil {
			return err
		}
		busy = n > 0
		stored, err := answers[0].AsBytes()
		if err == nil {
			e = decodeEntry(stored)
		}
		return err
	})
	return e, busy, ok
}

// put stores an answer for as long as it is of use.
func (s *shared) put(name string, e *entry) {
	life := e.until().Sub(s.now())
	if life <= 0 {
		return
	}
	s.do(func(ctx context.Context, c rueidis.Client) error {
		return c.Do(ctx, c.B().Set().Key(sharedPrefix+"answer:"+name).Value(rueidis.BinaryString(encodeEntry(e))).Px(life).Build()).Error()
	})
}

// unlock removes a lock that is still ours: one that took too long may be another's.
var unlock = rueidis.NewLuaScript(`if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`)

// lock says that this proxy loads an answer. It reports false when another does, or
// when the store is away.
func (s *shared) lock(name string) (release func(), locked bool) {
	key, owner := sharedPrefix+"lock:"+name, rand.Text()
	s.do(func(ctx context.Context, c rueidis.Client) error {
		err := c.Do(ctx, c.B().Set().Key(key).Value(owner).Nx().Px(s.lockFor).Build()).Error()
		locked = err == nil
		return err
	})
	return func() {
		s.do(func(ctx context.Context, c rueidis.Client) error {
			return unlock.Exec(ctx, c, []string{key}, []string{owner}).Error()
		})
	}, locked
}

// burstOfTurns is how many calls may leave at once, of all proxies together.
const burstOfTurns = 5

// longestTurn is the longest wait for which a turn is reserved, in microseconds. A
// longer one is told and not taken.
const longestTurn = 5_000_000

// turns is the generic cell rate algorithm on the store's clock, in microseconds.
var turns = rueidis.NewLuaScript(`
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local wait = math.max(due - now - (ARGV[2] - 1) * ARGV[1], 0)
if wait <= tonumber(ARGV[3]) then
  due = due + ARGV[1]
  redis.call('SET', KEYS[1], string.format('%.0f', due), 'PX', math.ceil((due - now) / 1000) + 1000)
end
return math.ceil(wait)`)

// turn is the [adapter.Turn] of the proxies that share the store.
func (s *shared) turn(_ context.Context, id string, rate float64) (wait time.Duration) {
	interval := strconv.FormatFloat(1e6/rate, 'f', 0, 64)
	s.do(func(ctx context.Context, c rueidis.Client) error {
		us, err := turns.Exec(ctx, c, []string{sharedPrefix + "turn:" + id},
			[]string{interval, strconv.Itoa(burstOfTurns), strconv.Itoa(longestTurn)}).AsInt64()
		wait = time.Duration(us) * time.Microsecond
		return err
	})
	return wait
}

// stored is an entry as the store holds it: its head, a line break, its body.
type stored struct {
	Status int    `json:"status"`
	Kind   string `json:"kind"`
	Fresh  int64  `json:"fresh"`           // Unix milliseconds
	Keep   int64  `json:"keep,omitempty"`  // the same; 0 for none
	Retry  int64  `json:"retry,omitempty"` // the same; 0 for none
	Stale  bool   `json:"stale,omitempty"`
}

func encodeEntry(e *entry) []byte {
	head := stored{Status: e.status, Kind: e.kind, Fresh: e.fresh.UnixMilli(), Stale: e.stale}
	if !e.keep.IsZero() {
		head.Keep = e.keep.UnixMilli()
	}
	if !e.retryAt.IsZero() {
		head.Retry = e.retryAt.UnixMilli()
	}
	b, err := json.Marshal(head)
	if err != nil { // numbers and strings always encode
		return nil
	}
	return append(append(b, '\n'), e.body...)
}

// decodeEntry returns nil for what is no entry.
func decodeEntry(b []byte) *entry {
	for i, c := range b {
		if c != '\n' {
			continue
		}
		var head stored
		if json.Unmarshal(b[:i], &head) != nil || head.Status < 100 || head.Status > 599 {
			return nil
		}
		e := newEntry(head.Status, head.Kind, b[i+1:])
		e.fresh, e.stale = time.UnixMilli(head.Fresh), head.Stale
		if head.Keep != 0 {
			e.keep = time.UnixMilli(head.Keep)
		}
		if head.Retry != 0 {
			e.retryAt = time.UnixMilli(head.Retry)
		}
		return e
	}
	return nil
}

// newEntry returns an entry with the headers that its body makes.
func newEntry(status int, kind string, body []byte) *entry {
	e := &entry{status: status, kind: kind, body: body, length: []string{strconv.Itoa(len(body))}}
	if status == http.StatusOK {
		e.etag = []string{etagOf(body)}
	}
	return e
}
