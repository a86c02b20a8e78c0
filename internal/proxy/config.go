package proxy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/all"
)

// Config is the [proxy] table of waybill.toml. [Default] gives the usual values.
// Each field's meaning is the comment that [Config.Print] writes beside its key.
type Config struct {
	Addr    string
	Origins []string

	ClientRate   float64
	ClientBurst  int
	ClientsMax   int
	ClientHeader string

	AttemptTimeout time.Duration
	CallTimeout    time.Duration
	CallsMax       int
	MaxAnswer      int
	UserAgent      string

	CacheEntries  int
	CacheBytes    int
	KeepMoving    time.Duration
	KeepDelivered time.Duration
	KeepNotFound  time.Duration
	KeepFailed    time.Duration
	KeepStale     time.Duration
	Revalidate    time.Duration

	Redis         string
	RedisPassword Credential

	DrainTimeout time.Duration
	LogLevel     string

	Adapters map[string]AdapterConfig // by adapter id
}

// AdapterConfig is one adapter's table, [proxy.adapters.ID].
type AdapterConfig struct {
	Enabled bool
	BaseURL string
	Rate    float64
	Keys    map[string]*Credential // by the names that the adapter gives; one for each
}

// Credential is a secret of the operator. It comes from the environment, or from a
// file of its own, and never stands in waybill.toml.
type Credential struct {
	Value adapter.Secret
	File  string
}

// keys returns the values that are set.
func (a AdapterConfig) keys() adapter.Keys {
	keys := adapter.Keys{}
	for name, c := range a.Keys {
		if c.Value != "" {
			keys[name] = string(c.Value)
		}
	}
	return keys
}

// Upstreams returns those of the adapters that are switched on, and how each is
// reached.
func (c Config) Upstreams(adapters []adapter.Adapter) ([]adapter.Adapter, map[string]adapter.Settings) {
	var on []adapter.Adapter
	settings := map[string]adapter.Settings{}
	for _, a := range adapters {
		id := a.Info().ID
		config, configured := c.Adapters[id]
		if configured && !config.Enabled {
			continue
		}
		on = append(on, a)
		settings[id] = adapter.Settings{BaseURL: config.BaseURL, Rate: config.Rate, Keys: config.keys()}
	}
	return on, settings
}

// Emulate points adapters at upstreams that are played: each at its own base URL, with
// the keys that it takes and without a limit.
func (c *Config) Emulate(settings map[string]adapter.Settings) {
	for id, s := range settings {
		a := c.Adapters[id]
		a.Enabled, a.BaseURL, a.Rate = true, s.BaseURL, s.Rate
		for name, value := range s.Keys {
			a.Keys[name] = &Credential{Value: adapter.Secret(value)}
		}
		c.Adapters[id] = a
	}
}

// Default returns the configuration that holds when nothing is configured, with an
// entry for every adapter.
func Default() Config {
	c := Config{
		Addr:           "127.0.0.1:8080",
		ClientRate:     2,
		ClientBurst:    60,
		ClientsMax:     20_000,
		AttemptTimeout: adapter.DefaultTimeout,
		CallTimeout:    15 * time.Second,
		CallsMax:       256,
		MaxAnswer:      adapter.DefaultMaxAnswer,
		UserAgent:      adapter.DefaultUserAgent,
		CacheEntries:   50_000,
		CacheBytes:     64 << 20,
		KeepMoving:     5 * time.Minute,
		KeepDelivered:  12 * time.Hour,
		KeepNotFound:   2 * time.Minute,
		KeepFailed:     15 * time.Second,
		KeepStale:      24 * time.Hour,
		Revalidate:     5 * time.Minute,
		DrainTimeout:   20 * time.Second,
		LogLevel:       "info",
		Adapters:       map[string]AdapterConfig{},
	}
	for _, a := range all.Adapters() {
		config := AdapterConfig{Enabled: true}
		if _, remote := a.(adapter.Remote); remote {
			config.Rate = adapter.RateOf(a.Info())
		}
		for _, k := range a.Info().Keys {
			if config.Keys == nil {
				config.Keys = map[string]*Credential{}
			}
			config.Keys[k.Name] = &Credential{}
		}
		c.Adapters[a.Info().ID] = config
	}
	return c
}

// key is one key of the configuration: its name below [proxy], its comment, where
// its value lies, and what the value must be.
type key struct {
	name  string // "adapters.cainiao.base_url" for an adapter's
	doc   string
	value any // *string, *[]string, *bool, *int, *float64, *time.Duration or *adapter.Secret
	check func() string
}

// env returns the environment variable that sets the key.
func (k key) env() string {
	return "WAYBILL_PROXY_" + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(k.name))
}

// own returns the key's name inside its table.
func (k key) own() string { return k.name[strings.LastIndexByte(k.name, '.')+1:] }

// keys lists the proxy's own keys in the order in which they are printed. The
// values are those of c itself.
func (c *Config) keys() []key {
	return []key{
		{"addr", "Address to listen on.", &c.Addr, nil},
		{"origins", "Origins whose pages may read the answers, as \"https://example.org\". \"*\" lets every page. Empty: only pages of the proxy's own origin.",
			&c.Origins, func() string { return checkOrigins(c.Origins) }},

		{"client_rate", "Questions a second that one client may ask in the long run; 0 for no limit. An IPv6 /64 counts as one client.", &c.ClientRate, notNegative(&c.ClientRate)},
		{"client_burst", "Questions that a client may ask at once.", &c.ClientBurst, positive(&c.ClientBurst)},
		{"clients_max", "Clients that are remembered for the limit.", &c.ClientsMax, positive(&c.ClientsMax)},
		{"client_header", "Header in which your own proxy tells the client's address, as \"X-Forwarded-For\" (its last address counts). Set it only when every request comes through that proxy.", &c.ClientHeader, nil},

		{"attempt_timeout", "Longest time for one attempt to reach a carrier.", &c.AttemptTimeout, positive(&c.AttemptTimeout)},
		{"call_timeout", "Longest time to ask a carrier, waiting and one retry included.", &c.CallTimeout, positive(&c.CallTimeout)},
		{"calls_max", "Calls to carriers under way at the same time, at most.", &c.CallsMax, positive(&c.CallsMax)},
		{"max_answer", "Largest answer of a carrier, in bytes.", &c.MaxAnswer, positive(&c.MaxAnswer)},
		{"user_agent", "How the proxy introduces itself to carriers.", &c.UserAgent, nil},

		{"cache_entries", "Answers kept in memory, at most.", &c.CacheEntries, positive(&c.CacheEntries)},
		{"cache_bytes", "Memory for kept answers, in bytes.", &c.CacheBytes, positive(&c.CacheBytes)},
		{"keep_moving", "How long the answer about a moving parcel counts as new.", &c.KeepMoving, positive(&c.KeepMoving)},
		{"keep_delivered", "The same for a parcel that has arrived.", &c.KeepDelivered, positive(&c.KeepDelivered)},
		{"keep_not_found", "The same for a number that the carrier does not know.", &c.KeepNotFound, positive(&c.KeepNotFound)},
		{"keep_failed", "How long a carrier that failed is left alone about a number, when it does not say so itself.", &c.KeepFailed, positive(&c.KeepFailed)},
		{"keep_stale", "How long after that an older answer may stand in for a carrier that fails; 0 for never.", &c.KeepStale, notNegative(&c.KeepStale)},

		{"revalidate", "How long after an answer has ceased to be new it is still given at once, while the carrier is asked behind it.", &c.Revalidate, notNegative(&c.Revalidate)},

		{"redis", "Redis or Valkey that several proxies share for answers, carriers' limits and calls under way, as \"redis://localhost:6379/0\", or \"rediss://\" with TLS. Empty: each proxy is on its own.",
			&c.Redis, func() string { return checkRedis(c.Redis) }},
		{"redis_password", "Its password.", &c.RedisPassword.Value, nil},
		{"redis_password_file", "A file that holds the password.", &c.RedisPassword.File, nil},

		{"drain_timeout", "Longest time to finish requests when stopping.", &c.DrainTimeout, positive(&c.DrainTimeout)},
		{"log_level", "debug, info, warn or error.", &c.LogLevel, func() string { return checkLevel(c.LogLevel) }},
	}
}

// adapterKeys lists the keys of one adapter. One that needs no network can only be
// switched off. Print explains the first three for all adapters at once.
func adapterKeys(id string, a *AdapterConfig) []key {
	table := "adapters." + id + "."
	enabled := key{table + "enabled", "", &a.Enabled, nil}
	found, _ := all.Find(id)
	if _, local := found.(adapter.Local); local {
		return []key{enabled}
	}
	keys := []key{
		enabled,
		{table + "base_url", "", &a.BaseURL, func() string { return checkURL(a.BaseURL) }},
		{table + "rate", "", &a.Rate, func() string { return checkRate(a.Rate) }},
	}
	if found == nil {
		return keys
	}
	for _, k := range found.Info().Keys {
		c := a.Keys[k.Name]
		if c == nil {
			continue
		}
		keys = append(keys,
			key{table + k.Name, k.Doc, &c.Value, nil},
			key{table + k.Name + "_file", "A file that holds it.", &c.File, nil})
	}
	return keys
}

// Check returns all faults of the configuration in one error, or nil.
func (c Config) Check() error {
	var faults []error
	check := func(keys []key) {
		for _, k := range keys {
			if k.check == nil {
				continue
			}
			if fault := k.check(); fault != "" {
				faults = append(faults, fmt.Errorf("proxy.%s %s", k.name, fault))
			}
		}
	}
	check(c.keys())
	for _, id := range slices.Sorted(maps.Keys(c.Adapters)) {
		if _, ok := all.Find(id); !ok {
			faults = append(faults, fmt.Errorf("proxy.adapters.%s: there is no such adapter", id))
			continue
		}
		a := c.Adapters[id]
		check(adapterKeys(id, &a))
	}
	return errors.Join(faults...)
}

// Print writes the configuration as a waybill.toml, each key with its comment and
// its environment variable.
func (c Config) Print(w io.Writer) error {
	var b bytes.Buffer
	b.WriteString("# Every key is optional and shown with its value. The environment variable named\n" +
		"# beside a key sets it too, and wins over the file.\n\n[proxy]\n")
	for _, k := range c.keys() {
		printKey(&b, k)
	}
	b.WriteString("\n# Each carrier has a table of its own. enabled: whether it is asked at all. base_url:\n" +
		"# another address to ask in place of its own, for tests and mirrors. rate: calls a\n" +
		"# second, -1 for no limit. The environment variable of a key is\n" +
		"# WAYBILL_PROXY_ADAPTERS_UPS_RATE, with the table's own name in the place of UPS.\n")
	for _, id := range slices.Sorted(maps.Keys(c.Adapters)) {
		a := c.Adapters[id]
		fmt.Fprintf(&b, "\n[proxy.adapters.%s]\n", id)
		for _, k := range adapterKeys(id, &a) {
			printAdapterKey(&b, k)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func printKey(b *bytes.Buffer, k key) {
	if secret, ok := k.value.(*adapter.Secret); ok {
		fmt.Fprintf(b, "\n# %s A secret, which never stands here; %s.\n# %s\n", k.doc, setOrNot(*secret), k.env())
		return
	}
	fmt.Fprintf(b, "\n# %s\n# %s\n%s = %s\n", k.doc, k.env(), k.own(), literal(k.value))
}

// printAdapterKey writes a key that many tables have: without a comment, unless it is
// the carrier's own.
func printAdapterKey(b *bytes.Buffer, k key) {
	if secret, ok := k.value.(*adapter.Secret); ok {
		fmt.Fprintf(b, "# %s %s (%s), or the file:\n", k.doc, k.env(), setOrNot(*secret))
		return
	}
	fmt.Fprintf(b, "%s = %s\n", k.own(), literal(k.value))
}

func setOrNot(s adapter.Secret) string {
	if s == "" {
		return "not set"
	}
	return "set"
}

// literal writes a value as TOML.
func literal(value any) string {
	switch v := value.(type) {
	case *string:
		return strconv.Quote(*v)
	case *[]string:
		quoted := make([]string, len(*v))
		for i, s := range *v {
			quoted[i] = strconv.Quote(s)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case *bool:
		return strconv.FormatBool(*v)
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		s := strconv.FormatFloat(*v, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		return s
	case *time.Duration:
		return strconv.Quote(short(*v))
	}
	return `""`
}

// short writes a duration without its zero parts: "5m", not "5m0s".
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func positive[T int | float64 | time.Duration](v *T) func() string {
	return func() string {
		if !(*v > 0) { // not a number is not positive either
			return "must be more than 0"
		}
		return ""
	}
}

func notNegative[T int | float64 | time.Duration](v *T) func() string {
	return func() string {
		if !(*v >= 0) { // not a number is refused too
			return "must not be negative"
		}
		return ""
	}
}

func checkRate(r float64) string {
	if r > 0 || r == -1 {
		return ""
	}
	return "must be more than 0, or -1 for no limit"
}

func checkOrigins(origins []string) string {
	for _, o := range origins {
		if o == "*" {
			continue
		}
		u, err := url.Parse(o)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || o != u.Scheme+"://"+u.Host {
			return fmt.Sprintf("has %q, which is no origin: write it as \"https://example.org\", without a path", o)
		}
	}
	return ""
}

func checkURL(s string) string {
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "must be an http or https address"
	}
	return ""
}

func checkRedis(s string) string {
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "redis" && u.Scheme != "rediss"):
		return "must be an address as redis://localhost:6379/0"
	case u.User != nil:
		return "may not hold a password: give it as redis_password, in the environment or in a file of its own"
	}
	return ""
}

func checkLevel(s string) string {
	if slices.Contains([]string{"debug", "info", "warn", "error"}, s) {
		return ""
	}
	return fmt.Sprintf("must be debug, info, warn or error, not %q", s)
}
