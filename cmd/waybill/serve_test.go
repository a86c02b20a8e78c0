package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// program is one run of the program inside the test.
type program struct {
	out, err *bufio.Reader
	stop     context.CancelFunc
	code     chan int
}

// start runs the program with pipes for its output and no environment but the
// given variables. It is stopped when the test ends.
func start(t *testing.T, args ...string) *program {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	outR, outW := io.Pipe()
	errR, errW := io.Pipe()
	p := &program{out: bufio.NewReader(outR), err: bufio.NewReader(errR), stop: stop, code: make(chan int, 1)}
	go func() {
		p.code <- run(ctx, args, strings.NewReader(""), outW, errW, func(string) (string, bool) { return "", false })
		outW.Close()
		errW.Close()
	}()
	t.Cleanup(func() {
		stop()
		// Whatever it still has to say must not hold it up.
		outR.Close()
		errR.Close()
	})
	return p
}

// end stops the program as a signal does and returns its exit code.
func (p *program) end() int {
	p.stop()
	go io.Copy(io.Discard, p.out)
	go io.Copy(io.Discard, p.err)
	return <-p.code
}

// until reads lines from r up to one that holds text, and returns all of them.
func until(t *testing.T, r *bufio.Reader, text string) string {
	t.Helper()
	var read strings.Builder
	for {
		line, err := r.ReadString('\n')
		read.WriteString(line)
		if strings.Contains(line, text) {
			return read.String()
		}
		if err != nil {
			t.Fatalf("no line with %q came, but:\n%s", text, read.String())
		}
	}
}

// get fetches an address and returns status, header and body.
func get(t *testing.T, url string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(body)
}

// folders copies the content and the static files, with a few bytes in place of
// the page's module, and returns the flags that point at them and at a target.
func folders(t *testing.T) (dir string, flags []string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{"content", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS("../../"+name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"waybill.wasm": "not really a module", "parcels.wasm": "not really a module", "wasm_exec.js": "// no loader"} {
		write(t, filepath.Join(dir, "static", "gen", name), text)
	}
	return dir, []string{
		"-addr", "127.0.0.1:0", "-content", filepath.Join(dir, "content"), "-static", filepath.Join(dir, "static"),
		"-out", filepath.Join(dir, "public"), "-cache", filepath.Join(dir, "cache"),
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// edit replaces from by to in a file of the content, in one step, as editors do.
func edit(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), from, to, 1)
	if changed == string(text) {
		t.Fatalf("%s does not hold %q", file, from)
	}
	write(t, file+"~", changed)
	if err := os.Rename(file+"~", file); err != nil {
		t.Fatal(err)
	}
}

func TestServe(t *testing.T) {
	dir, flags := folders(t)
	p := start(t, append([]string{"serve"}, flags...)...)
	origin := strings.TrimSuffix(strings.TrimSpace(until(t, p.out, "http://127.0.0.1:")), "/")

	if status, _, page := get(t, origin+"/"); status != 200 || !strings.Contains(page, reloadPath) {
		t.Errorf("home: status %d, reload script there: %v", status, strings.Contains(page, reloadPath))
	}
	if status, header, script := get(t, origin+reloadPath); status != 200 || script != reloadScript || !strings.HasPrefix(header.Get("Content-Type"), "text/javascript") {
		t.Errorf("reload script: status %d, header %v", status, header)
	}
	if status, _, answer := get(t, origin+"/v1/track/DEMODELIVERED"); status != 200 || !strings.Contains(answer, `"status":"delivered"`) {
		t.Errorf("proxy: status %d, answer %.80s", status, answer)
	}
	if status, header, _ := get(t, origin+"/v1/track/RA123456789CH"); status != 422 || header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("impossible number: status %d, type %s", status, header.Get("Content-Type"))
	}
	if status, _, _ := get(t, origin+"/no/such/page/"); status != 404 {
		t.Errorf("no such page: status %d", status)
	}

	// An open page hears which build it came from, and of each later one.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, origin+"/_reload", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	events := bufio.NewReader(resp.Body)
	first := until(t, events, "data: ")

	about := filepath.Join(dir, "content", "en", "about.md")
	edit(t, about, "\ntitle:", "\ntitel:")
	said := until(t, p.err, "the last good build stays")
	for _, want := range []string{"about.md:2:1: unknown key \"titel\"", "^^^^^", "did you mean \"title\"?"} {
		if !strings.Contains(said, want) {
			t.Errorf("broken content: %q is missing in:\n%s", want, said)
		}
	}
	if status, _, _ := get(t, origin+"/about/"); status != 200 {
		t.Errorf("with broken content: status %d", status)
	}

	edit(t, about, "\ntitel:", "\ntitle: Mended, and")
	if second := until(t, events, "data: "); strings.TrimSpace(second) == strings.TrimSpace(first) {
		t.Errorf("a new build has the number of the last: %s", second)
	}
	until(t, p.err, "mended, and built again")
	if _, _, page := get(t, origin+"/about/"); !strings.Contains(page, "Mended, and") {
		t.Error("the mended page is not served")
	}

	if code := p.end(); code != exitDone {
		t.Errorf("exit code %d after an orderly stop", code)
	}
	if _, err := io.Copy(io.Discard, events); err != nil {
		t.Errorf("the stream of an open page was cut: %v", err)
	}
}

func TestServeFinishedSite(t *testing.T) {
	dir, flags := folders(t)
	// One language is enough, and half of what has to be compressed.
	if err := os.RemoveAll(filepath.Join(dir, "content", "es")); err != nil {
		t.Fatal(err)
	}
	p := start(t, append([]string{"serve", "-watch=false"}, flags...)...)
	origin := strings.TrimSpace(until(t, p.out, "http://127.0.0.1:"))
	_, _, page := get(t, origin)
	if strings.Contains(page, reloadPath) {
		t.Error("the finished site has the preview's reload script")
	}
	if !strings.Contains(page, origin) {
		t.Errorf("the page does not name %s as its address", origin)
	}
	if status, _, _ := get(t, origin+"_reload.js"); status != 404 {
		t.Errorf("reload script: status %d", status)
	}
	if code := p.end(); code != exitDone {
		t.Errorf("exit code %d after an orderly stop", code)
	}
}

// TestServeWaitsForContent starts on content with a mistake: with somebody at work
// on it the server waits for the mend, otherwise it gives up.
func TestServeWaitsForContent(t *testing.T) {
	dir, flags := folders(t)
	about := filepath.Join(dir, "content", "en", "about.md")
	edit(t, about, "\ntitle:", "\ntitel:")

	p := start(t, append([]string{"serve", "-watch=false"}, flags...)...)
	until(t, p.err, "unknown key \"titel\"")
	go io.Copy(io.Discard, p.err)
	if code := <-p.code; code != exitFaults {
		t.Errorf("exit code %d, want %d", code, exitFaults)
	}

	p = start(t, append([]string{"serve"}, flags...)...)
	until(t, p.err, "nothing is built until the content is mended")
	origin := strings.TrimSpace(until(t, p.out, "http://127.0.0.1:"))
	if status, _, _ := get(t, origin); status != 404 {
		t.Errorf("before the first build: status %d", status)
	}
	if code := p.end(); code != exitDone {
		t.Errorf("exit code %d after an orderly stop", code)
	}
}

func TestServeRefusesTakenAddress(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	p := start(t, "serve", "-addr", taken.Addr().String(), "-out", filepath.Join(t.TempDir(), "public"))
	until(t, p.err, "address already in use")
	until(t, p.err, "hint: is another program there already?")
	if code := p.end(); code != exitFaults {
		t.Errorf("exit code %d, want %d", code, exitFaults)
	}
}

func TestProxy(t *testing.T) {
	p := start(t, "proxy", "-addr", "127.0.0.1:0")
	var line struct{ Msg, Addr string }
	if err := json.Unmarshal([]byte(until(t, p.err, "listens")), &line); err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, p.err)
	if status, _, _ := get(t, "http://"+line.Addr+"/healthz"); status != 200 {
		t.Errorf("healthz: status %d", status)
	}
	if status, _, answer := get(t, "http://"+line.Addr+"/v1/track/DEMOTWOLEGS"); status != 200 || !strings.Contains(answer, "DEMOLASTMILE") {
		t.Errorf("track: status %d, answer %.80s", status, answer)
	}
	if code := p.end(); code != exitDone {
		t.Errorf("exit code %d after an orderly stop", code)
	}
}
