package serve

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder writes a small site and returns its place.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func small(t *testing.T) string {
	dir := folder(t, map[string]string{
		"_headers":              "/*\n  X-Everywhere: yes\n/feed.json\n  Content-Type: application/feed+json\n/assets/*\n  Cache-Control: immutable\n",
		".gitignore":            "*",
		"index.html":            "home",
		"index.html.br":         "brotli home",
		"index.html.gz":         "gzip home",
		"help/stuck/index.html": "stuck",
		"assets/a-1.js":         "script",
		"assets/w-1.wasm":       "module",
		"feed.json":             "{}",
		"404.html":              "nothing here",
		"404.html.gz":           "gzip nothing",
	})
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret"), []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../secret", filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func get(h http.Handler, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, "http://example.org/", nil)
	r.URL.Path, r.URL.RawQuery, _ = strings.Cut(target, "?")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAddresses(t *testing.T) {
	tests := []struct {
		path   string
		status int
		body   string
		header map[string]string
	}{
		{"/", 200, "home", map[string]string{"Content-Type": "text/html; charset=utf-8", "X-Everywhere": "yes", "Vary": "Accept-Encoding", "Content-Length": "4"}},
		{"/index.html", 200, "home", nil},
		{"/help/stuck/", 200, "stuck", map[string]string{"Vary": ""}},
		{"/help/stuck?from=mail", 308, "", map[string]string{"Location": "/help/stuck/?from=mail"}},
		{"/help/", 404, "nothing here", nil},
		{"/help", 404, "nothing here", nil},
		{"/assets/a-1.js", 200, "script", map[string]string{"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "immutable"}},
		{"/assets/w-1.wasm", 200, "module", map[string]string{"Content-Type": "application/wasm"}},
		{"/assets/gone.js", 404, "nothing here", map[string]string{"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=0, must-revalidate", "X-Everywhere": "yes"}},
		{"/feed.json", 200, "{}", map[string]string{"Content-Type": "application/feed+json"}},
		{"/_headers", 404, "nothing here", nil},
		{"/.gitignore", 404, "nothing here", nil},
		{"/../secret", 404, "nothing here", nil},
		{"/help/../../secret", 404, "nothing here", nil},
		{"//help/stuck/", 404, "nothing here", nil},
		{"/link.txt", 404, "nothing here", nil},
		{"/index.html\x00", 404, "nothing here", nil},
		{`/..\secret`, 404, "nothing here", nil},
		{"", 404, "nothing here", nil},
	}
	h := Handler(small(t), "")
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			r := get(h, "GET", tt.path)
			if r.StatusCode != tt.status {
				t.Errorf("status %d, want %d", r.StatusCode, tt.status)
			}
			if got := body(t, r); tt.body != "" && got != tt.body {
				t.Errorf("body %q, want %q", got, tt.body)
			}
			for name, want := range tt.header {
				if got := r.Header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestNegotiation(t *testing.T) {
	tests := []struct{ accept, coding, body string }{
		{"", "", "home"},
		{"gzip, deflate, br, zstd", "br", "brotli home"},
		{"gzip", "gzip", "gzip home"},
		{"br;q=0, gzip;q=0.5", "gzip", "gzip home"},
		{"br;q=nonsense, gzip;q=2", "", "home"},
		{"*", "br", "brotli home"},
		{"*;q=0", "", "home"},
		{"*, br;q=0", "gzip", "gzip home"},
		{"BR; Q=0.1", "br", "brotli home"},
		{"identity", "", "home"},
	}
	h := Handler(small(t), "")
	for _, tt := range tests {
		r := get(h, "GET", "/", "Accept-Encoding", tt.accept)
		if got := r.Header.Get("Content-Encoding"); got != tt.coding {
			t.Errorf("%q: coding %q, want %q", tt.accept, got, tt.coding)
		}
		if got := body(t, r); got != tt.body {
			t.Errorf("%q: body %q, want %q", tt.accept, got, tt.body)
		}
		if got, want := r.Header.Get("Content-Length"), fmt.Sprint(len(tt.body)); got != want {
			t.Errorf("%q: length %s, want %s", tt.accept, got, want)
		}
		if got := r.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
			t.Errorf("%q: type %q", tt.accept, got)
		}
	}
	r := get(h, "GET", "/gone", "Accept-Encoding", "gzip")
	if got := body(t, r); r.StatusCode != 404 || got != "gzip nothing" || r.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("404: %d %q %v", r.StatusCode, got, r.Header)
	}
}

func TestRevalidation(t *testing.T) {
	h := Handler(small(t), "")
	plain := get(h, "GET", "/").Header.Get("ETag")
	br := get(h, "GET", "/", "Accept-Encoding", "br").Header.Get("ETag")
	if plain == "" || plain == br {
		t.Errorf("tags %s and %s: want two", plain, br)
	}
	r := get(h, "GET", "/", "If-None-Match", plain)
	if got := body(t, r); r.StatusCode != 304 || got != "" || r.Header.Get("X-Everywhere") != "yes" {
		t.Errorf("%d %q %v", r.StatusCode, got, r.Header)
	}
	if r := get(h, "GET", "/", "If-None-Match", br); r.StatusCode != 200 {
		t.Errorf("with the tag of the compressed form: %d", r.StatusCode)
	}
}

func TestMethods(t *testing.T) {
	h := Handler(small(t), "")
	for path, status := range map[string]int{"/": 200, "/gone": 404} {
		r := get(h, "HEAD", path)
		if got := body(t, r); r.StatusCode != status || got != "" || r.Header.Get("Content-Length") == "" {
			t.Errorf("HEAD %s: %d %q %v", path, r.StatusCode, got, r.Header)
		}
	}
	r := get(h, "POST", "/")
	if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d %v", r.StatusCode, r.Header)
	}
}

func TestPrefix(t *testing.T) {
	dir := folder(t, map[string]string{
		"_headers": "/shop/\n  X-Home: yes\n", "index.html": "home", "help/index.html": "help", "404.html": "nothing here",
	})
	h := Handler(dir, "/shop")
	tests := map[string]string{"/shop/": "200 home", "/shop/help/": "200 help", "/": "404 nothing here", "/help/": "404 nothing here", "/shopping/": "404 nothing here"}
	for path, want := range tests {
		r := get(h, "GET", path)
		if got := fmt.Sprint(r.StatusCode, " ", body(t, r)); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got := get(h, "GET", "/shop/").Header.Get("X-Home"); got != "yes" {
		t.Error("the rule for the prefixed address is not applied")
	}
	for path, want := range map[string]string{"/shop": "/shop/", "/shop/help": "/shop/help/"} {
		if r := get(h, "GET", path); r.StatusCode != 308 || r.Header.Get("Location") != want {
			t.Errorf("%s: %d to %q", path, r.StatusCode, r.Header.Get("Location"))
		}
	}
}

func TestFolderMayBeReplaced(t *testing.T) {
	dir := small(t)
	h := Handler(dir, "")
	if err := os.Rename(dir, dir+".old"); err != nil {
		t.Fatal(err)
	}
	if r := get(h, "GET", "/"); r.StatusCode != 404 {
		t.Errorf("without a folder: %d", r.StatusCode)
	}
	if err := os.Rename(folder(t, map[string]string{"index.html": "new home"}), dir); err != nil {
		t.Fatal(err)
	}
	if got := body(t, get(h, "GET", "/")); got != "new home" {
		t.Errorf("got %q", got)
	}
}

func TestBrokenHeadersFile(t *testing.T) {
	h := Handler(folder(t, map[string]string{"_headers": "nonsense", "index.html": "home"}), "")
	r := get(h, "GET", "/")
	if got := body(t, r); r.StatusCode != 500 || !strings.Contains(got, "_headers:1") {
		t.Errorf("%d %q", r.StatusCode, got)
	}
}

func FuzzAccepts(f *testing.F) {
	f.Add("gzip;q=0.5, br")
	f.Add("*;q=0,br;q=1;level=3")
	f.Fuzz(func(t *testing.T, header string) {
		for _, coding := range []string{"br", "gzip"} {
			if accepts(header, coding) && !strings.Contains(header, "*") && !strings.Contains(strings.ToLower(header), coding) {
				t.Errorf("%q allows %s, which it does not name", header, coding)
			}
			if accepts(coding+";q=0,"+header, coding) {
				t.Errorf("%s is allowed although it was refused first", coding)
			}
		}
	})
}
