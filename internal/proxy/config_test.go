package proxy

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"waybill/internal/adapter/adaptertest"
)

func noEnv(string) (string, bool) { return "", false }

func envOf(vars map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		v, ok := vars[name]
		return v, ok
	}
}

func TestLoadNothingIsTheDefault(t *testing.T) {
	c, err := Load(nil, "", noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), c); diff != "" {
		t.Error(diff)
	}
	if err := c.Check(); err != nil {
		t.Error(err)
	}
}

func TestPrint(t *testing.T) {
	var b strings.Builder
	if err := Default().Print(&b); err != nil {
		t.Fatal(err)
	}
	adaptertest.Golden(t, "testdata/waybill.toml.golden", []byte(b.String()))
}

func TestPrintedConfigurationLoads(t *testing.T) {
	want := Default()
	want.Origins = []string{"https://a.example", "http://localhost:8080"}
	want.ClientRate, want.KeepMoving, want.LogLevel, want.UserAgent = 0.25, 90*time.Second, "debug", `a "quoted" \ name`
	want.Adapters["cainiao"] = AdapterConfig{Enabled: false, BaseURL: "http://127.0.0.1:9999/x", Rate: -1}
	var b strings.Builder
	if err := want.Print(&b); err != nil {
		t.Fatal(err)
	}
	got, err := Load(strings.NewReader(b.String()), "waybill.toml", noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryFieldHasAKey(t *testing.T) {
	var c Config
	// Adapters have keys of their own, and a credential has two.
	fields := reflect.TypeFor[Config]().NumField() - 1 + 1
	if n := len(c.keys()); n != fields {
		t.Errorf("%d keys for %d fields", n, fields)
	}
	if n, fields := len(adapterKeys("cainiao", &AdapterConfig{})), reflect.TypeFor[AdapterConfig]().NumField()-1; n != fields { // cainiao needs no keys
		t.Errorf("%d adapter keys for %d fields", n, fields)
	}
	seen := map[any]bool{}
	for _, k := range c.keys() {
		if seen[k.value] || k.doc == "" {
			t.Errorf("%s shares its field with another key, or has no comment", k.name)
		}
		seen[k.value] = true
	}
}

func TestEnvironmentWins(t *testing.T) {
	file := strings.NewReader("[proxy]\naddr = \":1\"\nkeep_moving = \"1m\"\n[proxy.adapters.cainiao]\nrate = 3\n")
	c, err := Load(file, "waybill.toml", envOf(map[string]string{
		"WAYBILL_PROXY_ADDR":                      ":2",
		"WAYBILL_PROXY_ORIGINS":                   "https://a.example, https://b.example",
		"WAYBILL_PROXY_CLIENT_RATE":               "0.5",
		"WAYBILL_PROXY_CACHE_ENTRIES":             "10",
		"WAYBILL_PROXY_ADAPTERS_DEMO_ENABLED":     "false",
		"WAYBILL_PROXY_ADAPTERS_CAINIAO_BASE_URL": "http://localhost:1",
		"WAYBILL_PROXY_KEEP_STALE":                "0s",
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Addr, want.KeepMoving, want.Origins = ":2", time.Minute, []string{"https://a.example", "https://b.example"}
	want.ClientRate, want.CacheEntries, want.KeepStale = 0.5, 10, 0
	want.Adapters["demo"] = AdapterConfig{Enabled: false}
	want.Adapters["cainiao"] = AdapterConfig{Enabled: true, BaseURL: "http://localhost:1", Rate: 3}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	const file = `title = "x"
[proxy]
addr = 8080
adr = ":1"
keep_moving = "soon"
origins = ["https://a.example/"]
cache_entries = 0
log_level = "loud"
client_rate = "fast"
[proxy.adapters.cainiao]
base_url = "localhost"
speed = 1
rate = 0
[proxy.adapters.nobody]
enabled = true
[site]
name = "x"
`
	_, err := Load(strings.NewReader(file), "waybill.toml", envOf(map[string]string{
		"WAYBILL_PROXY_MAX_ANSWER":    "much",
		"WAYBILL_PROXY_DRAIN_TIMEOUT": "-1s",
	}))
	if err == nil {
		t.Fatal("accepted")
	}
	adaptertest.Golden(t, "testdata/faults.golden", []byte(err.Error()+"\n"))
}

func TestSecrets(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "secret")
	if err := os.WriteFile(file, []byte("hush of the file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := "[proxy.adapters.ups]\nclient_id_file = " + strconv.Quote(file) + "\nclient_secret_file = " + strconv.Quote(file) + "\n"
	c, err := Load(strings.NewReader(text), "waybill.toml", envOf(map[string]string{
		"WAYBILL_PROXY_ADAPTERS_UPS_CLIENT_SECRET": "hush of the environment",
	}))
	if err != nil {
		t.Fatal(err)
	}
	keys := c.Adapters["ups"].Keys
	if keys["client_id"].Value != "hush of the file" || keys["client_secret"].Value != "hush of the environment" {
		t.Errorf("got %q and %q", string(keys["client_id"].Value), string(keys["client_secret"].Value))
	}
	var printed strings.Builder
	if err := c.Print(&printed); err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{printed.String(), fmt.Sprintf("%v %+v %#v", c, keys["client_id"], keys["client_id"].Value)} {
		if strings.Contains(shown, "hush") {
			t.Error("a secret was printed")
		}
	}
	if !strings.Contains(printed.String(), "WAYBILL_PROXY_ADAPTERS_UPS_CLIENT_ID (set)") {
		t.Error("what is printed does not say that the key is set")
	}

	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		`client_id = "x"`: "client_id is a secret: give it by its environment variable",
		"client_id_file = " + strconv.Quote(filepath.Join(dir, "nothing")): "client_id_file cannot be read",
		"client_id_file = " + strconv.Quote(empty):                         "client_id_file is empty",
	} {
		_, err := Load(strings.NewReader("[proxy.adapters.ups]\n"+key+"\n"), "waybill.toml", noEnv)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "waybill.toml:2:1") {
			t.Errorf("%s: got %v, want %q in it", key, err, want)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	for file, want := range map[string]string{
		"[proxy\n":                     "waybill.toml:1:",
		"[proxy]\naddr = \n":           "waybill.toml:2:",
		"[proxy]\naddr=\":1\"\naddr=2": "waybill.toml:",
		"proxy = 3":                    "everything belongs under [proxy]",
		"[proxy]\nadapters = 3":        `unknown key "adapters"`,
		"[proxy]\nadapters = {cainiao = {speed = 1}}": `waybill.toml:2:1: unknown key "adapters.cainiao.speed"`,
		strings.Repeat("#", maxConfig+1):              "larger than",
	} {
		_, err := Load(strings.NewReader(file), "waybill.toml", noEnv)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %q in it", file, err, want)
		}
	}
	broken := errors.New("disk on fire")
	if _, err := Load(iotest.ErrReader(broken), "waybill.toml", noEnv); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("[proxy]\naddr = \":1\"\n[proxy.adapters.cainiao]\nrate = 0.5\n")
	f.Add("proxy.adapters.cainiao = {enabled = true}\n[[x.y]]\n")
	f.Fuzz(func(t *testing.T, file string) {
		c, err := Load(strings.NewReader(file), "f", noEnv)
		if err != nil {
			return
		}
		if err := c.Check(); err != nil {
			t.Errorf("%q was loaded although: %v", file, err)
		}
	})
}
