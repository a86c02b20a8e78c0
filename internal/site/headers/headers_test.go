package headers

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
)

var file = File{
	{"/*", []Field{{"X-Content-Type-Options", "nosniff"}}},
	{"/", []Field{{"Cache-Control", CacheRevalidate}}},
	{"/assets/*", []Field{{"Cache-Control", CacheForever}}},
	{"/assets/w.wasm", []Field{{"Content-Type", "application/wasm"}}},
}

func TestWriteAndParse(t *testing.T) {
	want := `/*
  X-Content-Type-Options: nosniff
/
  Cache-Control: public, max-age=0, must-revalidate
/assets/*
  Cache-Control: public, max-age=31536000, immutable
/assets/w.wasm
  Content-Type: application/wasm
`
	if got := file.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	parsed, err := Parse("# made by hand\n\n" + strings.ReplaceAll(want, "\n", "\r\n"))
	if err != nil || !reflect.DeepEqual(parsed, file) {
		t.Errorf("parsed: %v, %v", parsed, err)
	}
}

func TestApply(t *testing.T) {
	tests := map[string]http.Header{
		"/":                {"X-Content-Type-Options": {"nosniff"}, "Cache-Control": {CacheRevalidate}},
		"/help/":           {"X-Content-Type-Options": {"nosniff"}},
		"/assets/w.wasm":   {"X-Content-Type-Options": {"nosniff"}, "Cache-Control": {CacheForever}, "Content-Type": {"application/wasm"}},
		"/assets":          {"X-Content-Type-Options": {"nosniff"}},
		"/assets/w.wasm.x": {"X-Content-Type-Options": {"nosniff"}, "Cache-Control": {CacheForever}},
	}
	for path, want := range tests {
		got := http.Header{}
		file.Apply(got, path)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}

func TestApplyJoinsAsHostsDo(t *testing.T) {
	h := http.Header{"Vary": {"from elsewhere"}}
	File{{"/*", []Field{{"vary", "a"}}}, {"/x", []Field{{"Vary", "b"}}}}.Apply(h, "/x")
	if got := h.Get("Vary"); got != "a, b" {
		t.Errorf("got %q", got)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := map[string]string{
		"  A: b":          "_headers:1: a header before the first path",
		"assets/*":        "_headers:1: \"assets/*\" does not begin with a slash",
		"/a\n/*/b":        "_headers:2: \"/*/b\" has a * before its end",
		"/a\n  no colon":  "_headers:2: \"no colon\" is not a header",
		"/a\n  A:":        "_headers:2: \"A:\" is not a header",
		"/a\n  Ä: b":      "_headers:2: \"Ä: b\" is not a header",
		"/a\n  A: b\x00c": "_headers:2: \"A: b\\x00c\" is not a header",
	}
	for text, want := range tests {
		if _, err := Parse(text); err == nil || err.Error() != want {
			t.Errorf("Parse(%q): %v, want %s", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(file.String())
	f.Add("/a\n\tB:c:d\n#x\n/*\n")
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(parsed.String())
		if err != nil {
			t.Fatalf("cannot read back %q: %v", parsed.String(), err)
		}
		if !reflect.DeepEqual(again, parsed) {
			t.Fatalf("read back %v, want %v", again, parsed)
		}
		parsed.Apply(http.Header{}, text)
	})
}

func TestPolicy(t *testing.T) {
	// The hash is of "a{}", as `openssl dgst -sha256 -binary | base64` gives it.
	const want = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; " +
		"style-src 'self' 'sha256-@'; img-src 'self' data:; font-src 'none'; connect-src 'self' https: http://localhost:* http://127.0.0.1:*; " +
		"manifest-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	p := Policy{Style: "a{}"}
	hashed := strings.Replace(want, "@", "X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=", 1)
	if got := p.Meta(); got != hashed {
		t.Errorf("got  %s\nwant %s", got, hashed)
	}
	if got := p.Header(); got != hashed+"; frame-ancestors 'none'" {
		t.Errorf("header: %s", got)
	}
	for proxy, connect := range map[string]string{
		"https://api.example.org/track": "connect-src 'self' https: http://localhost:* http://127.0.0.1:*;",
		"http://localhost:8081":         "connect-src 'self' https: http://localhost:* http://127.0.0.1:* http://localhost:8081;",
		"/api":                          "connect-src 'self' https: http://localhost:* http://127.0.0.1:*;",
	} {
		p.Proxy = proxy
		if got := p.Meta(); !strings.Contains(got, connect) {
			t.Errorf("proxy %s: %s", proxy, got)
		}
	}
}

func TestSecurityFieldsFitTheFile(t *testing.T) {
	f := File{{"/*", Security(Policy{Style: "a{}", Proxy: "https://api.example.org"})}}
	parsed, err := Parse(f.String())
	if err != nil || !reflect.DeepEqual(parsed, f) {
		t.Errorf("%v, %v", parsed, err)
	}
	for line := range strings.Lines(f.String()) {
		if len(line) > 2000 { // what Cloudflare Pages reads of a line
			t.Errorf("line of %d bytes: %.60s…", len(line), line)
		}
	}
}
