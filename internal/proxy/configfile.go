package proxy

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"waybill/internal/adapter"
)

// maxConfig bounds the file that Load reads.
const maxConfig = 1 << 20

// Load returns the configuration: the defaults, over them the [proxy] table of the
// TOML text in r (nil for none), over that the environment, which env looks up.
// name is how r is called in errors. All faults are in the one error, a line each:
// those of the file with line and column, those of the environment with the
// variable's name.
func Load(r io.Reader, name string, env func(string) (string, bool)) (Config, error) {
	c := Default()
	l := loader{name: name, keys: map[string]key{}}
	adapters := map[string]*AdapterConfig{}
	for _, k := range c.keys() {
		l.add(k)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Adapters)) {
		a := c.Adapters[id]
		adapters[id] = &a
		for _, k := range adapterKeys(id, &a) {
			l.add(k)
		}
	}
	if r != nil {
		if err := l.file(r); err != nil {
			return Config{}, err
		}
	}
	l.environment(env)
	l.check()
	l.secret("redis_password", &c.RedisPassword)
	for _, id := range slices.Sorted(maps.Keys(adapters)) {
		for _, name := range slices.Sorted(maps.Keys(adapters[id].Keys)) {
			l.secret("adapters."+id+"."+name, adapters[id].Keys[name])
		}
	}
	if err := l.err(); err != nil {
		return Config{}, err
	}
	for id, a := range adapters {
		c.Adapters[id] = *a
	}
	return c, nil
}

// loader collects values and faults.
type loader struct {
	name   string
	keys   map[string]key
	order  []string
	from   map[string]place // where a key's value came from, by its name below the root
	faults []fault
}

// place is where a value stands: in the file, or in the environment without a line.
type place struct {
	text         string // "waybill.toml:3:1" or "WAYBILL_PROXY_ADDR"
	line, column int
}

// fault is one mistake and its place.
type fault struct {
	at   place
	what string
}

func (l *loader) add(k key) {
	l.keys[k.name] = k
	l.order = append(l.order, k.name)
}

func (l *loader) fault(at place, format string, args ...any) {
	l.faults = append(l.faults, fault{at, fmt.Sprintf(format, args...)})
}

// err returns the faults as one error, in the order in which a reader of the file
// meets them and then those of the environment, or nil.
func (l *loader) err() error {
	slices.SortStableFunc(l.faults, func(a, b fault) int {
		if (a.at.line == 0) != (b.at.line == 0) {
			return b.at.line - a.at.line
		}
		return cmp.Or(a.at.line-b.at.line, a.at.column-b.at.column)
	})
	var list []error
	for _, f := range l.faults {
		list = append(list, fmt.Errorf("%s: %s", f.at.text, f.what))
	}
	return errors.Join(list...)
}

// file reads the TOML text. Only an error of reading or of the text's grammar is
// returned at once; what it says wrongly is collected.
func (l *loader) file(r io.Reader) error {
	text, err := io.ReadAll(io.LimitReader(r, maxConfig+1))
	if err != nil {
		return fmt.Errorf("reading %s: %w", l.name, err)
	}
	if len(text) > maxConfig {
		return fmt.Errorf("%s: larger than %d bytes", l.name, maxConfig)
	}
	var root map[string]any
	if err := toml.Unmarshal(text, &root); err != nil {
		var at *toml.DecodeError
		if errors.As(err, &at) {
			line, column := at.Position()
			return fmt.Errorf("%s:%d:%d: %s", l.name, line, column, strings.TrimPrefix(at.Error(), "toml: "))
		}
		return fmt.Errorf("%s: %w", l.name, err)
	}
	l.from = positions(text, l.name)
	for _, top := range slices.Sorted(maps.Keys(root)) {
		table, isTable := root[top].(map[string]any)
		if top != "proxy" || !isTable {
			l.fault(l.where(top), "unknown key %q: everything belongs under [proxy]", top)
			continue
		}
		l.table("", table)
	}
	return nil
}

// table sets the keys of one table, and of those below it.
func (l *loader) table(prefix string, table map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(table)) {
		full := prefix + name
		k, known := l.keys[full]
		below, isTable := table[name].(map[string]any)
		switch {
		case known:
			if fault := setValue(k.value, table[name]); fault != "" {
				l.fault(l.where("proxy."+full), "%s %s", name, fault)
			}
		case isTable && l.isTable(full+"."):
			l.table(full+".", below)
		default:
			l.fault(l.where("proxy."+full), "unknown key %q; \"waybill proxy -print-config\" lists all", full)
		}
	}
}

// isTable reports whether any key lies below prefix.
func (l *loader) isTable(prefix string) bool {
	return slices.ContainsFunc(l.order, func(name string) bool { return strings.HasPrefix(name, prefix) })
}

// where returns the place of a key in the file, or of the nearest table around it.
func (l *loader) where(name string) place {
	for {
		if at, ok := l.from[name]; ok {
			return at
		}
		i := strings.LastIndexByte(name, '.')
		if i < 0 {
			return place{text: l.name}
		}
		name = name[:i]
	}
}

// environment sets the keys for which there is a variable.
func (l *loader) environment(env func(string) (string, bool)) {
	for _, name := range l.order {
		k := l.keys[name]
		text, ok := env(k.env())
		if !ok {
			continue
		}
		if fault := setText(k.value, text); fault != "" {
			l.fault(place{text: k.env()}, "%s", fault)
			continue
		}
		if l.from == nil {
			l.from = map[string]place{}
		}
		l.from["proxy."+name] = place{text: k.env()}
	}
}

// check looks at the values that came together.
func (l *loader) check() {
	for _, name := range l.order {
		k := l.keys[name]
		if k.check == nil {
			continue
		}
		if fault := k.check(); fault != "" {
			l.fault(l.where("proxy."+name), "%s %s", name, fault)
		}
	}
}

// longestSecret bounds the file of a secret.
const longestSecret = 64 << 10

// secret reads the file of a credential, unless the environment gave it already. The
// line break at the file's end is no part of it.
func (l *loader) secret(name string, c *Credential) {
	if c.File == "" || c.Value != "" {
		return
	}
	at := l.where("proxy." + name + "_file")
	f, err := os.Open(c.File)
	if err != nil {
		l.fault(at, "%s_file cannot be read: %v", name, err)
		return
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, longestSecret+1))
	switch value := strings.TrimRight(string(text), "\r\n"); {
	case err != nil:
		l.fault(at, "%s_file cannot be read: %v", name, err)
	case value == "" || len(text) > longestSecret:
		l.fault(at, "%s_file is empty or larger than %d bytes", name, longestSecret)
	default:
		c.Value = adapter.Secret(value)
	}
}

// positions returns where each key and table of a TOML text stands. The text has
// been parsed before, so its grammar is right.
func positions(text []byte, name string) map[string]place {
	at := map[string]place{}
	var p unstable.Parser
	p.Reset(text)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		parts, first := keyOf(e)
		if first == nil {
			continue
		}
		start := p.Shape(first.Raw).Start
		here := place{fmt.Sprintf("%s:%d:%d", name, start.Line, start.Column), start.Line, start.Column}
		full := strings.Join(parts, ".")
		if e.Kind == unstable.KeyValue && table != "" {
			full = table + "." + full
		}
		if e.Kind != unstable.KeyValue {
			table = full
		}
		at[full] = here
		for i := strings.LastIndexByte(full, '.'); i >= 0; i = strings.LastIndexByte(full[:i], '.') {
			if _, ok := at[full[:i]]; !ok {
				at[full[:i]] = here
			}
		}
	}
	return at
}

// keyOf returns the parts of an expression's key and the node of the first.
func keyOf(e *unstable.Node) (parts []string, first *unstable.Node) {
	switch e.Kind {
	case unstable.KeyValue, unstable.Table, unstable.ArrayTable:
	default:
		return nil, nil
	}
	for it := e.Key(); it.Next(); {
		if first == nil {
			first = it.Node()
		}
		parts = append(parts, string(it.Node().Data))
	}
	return parts, first
}

// setValue stores a TOML value. It returns what the value must be when it is
// something else.
func setValue(to, value any) string {
	switch to := to.(type) {
	case *string:
		s, ok := value.(string)
		if !ok {
			return "must be a string"
		}
		*to = s
	case *adapter.Secret:
		return "is a secret: give it by its environment variable, or in a file that the key with _file at its end names"
	case *time.Duration:
		s, ok := value.(string)
		if !ok {
			return mustBeDuration
		}
		return setText(to, s)
	case *bool:
		b, ok := value.(bool)
		if !ok {
			return "must be true or false"
		}
		*to = b
	case *int:
		n, ok := value.(int64)
		if !ok || int64(int(n)) != n {
			return "must be a whole number"
		}
		*to = int(n)
	case *float64:
		switch n := value.(type) {
		case float64:
			*to = n
		case int64:
			*to = float64(n)
		default:
			return "must be a number"
		}
	case *[]string:
		items, ok := value.([]any)
		if !ok {
			return "must be a list of strings"
		}
		list := make([]string, 0, len(items))
		for _, item := range items {
			s, ok := item.(string)
			if !ok {
				return "must be a list of strings"
			}
			list = append(list, s)
		}
		*to = list
	}
	return ""
}

const mustBeDuration = `must be a duration such as "90s", "5m" or "12h"`

// setText stores a value given as text. It returns what the text must be when it
// is something else.
func setText(to any, text string) string {
	switch to := to.(type) {
	case *time.Duration:
		d, err := time.ParseDuration(text)
		if err != nil {
			return mustBeDuration
		}
		*to = d
		return ""
	case *adapter.Secret:
		*to = adapter.Secret(text)
		return ""
	case *bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return "must be true or false"
		}
		*to = b
		return ""
	case *int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return "must be a whole number"
		}
		*to = n
		return ""
	case *float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || f != f {
			return "must be a number"
		}
		*to = f
		return ""
	case *[]string:
		list := []string{}
		for s := range strings.SplitSeq(text, ",") {
			if s = strings.TrimSpace(s); s != "" {
				list = append(list, s)
			}
		}
		*to = list
		return ""
	}
	return setValue(to, text)
}
