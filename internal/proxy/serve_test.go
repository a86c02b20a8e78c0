package proxy

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/internal/adapter/adaptertest"
)

// serving starts a proxy on a free port and returns its address, a function that
// stops it and the channel on which Serve's error comes.
func serving(t *testing.T, p *Proxy, handler http.Handler) (string, context.CancelFunc, <-chan error) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx, ln, handler) }()
	return "http://" + ln.Addr().String(), stop, ended
}

// fetch asks over a connection that is not kept.
func fetch(t *testing.T, address string) (*http.Response, error) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	r, err := client.Get(address)
	if err == nil {
		t.Cleanup(func() { r.Body.Close() })
	}
	return r, err
}

func TestGracefulStop(t *testing.T) {
	asked, answer := make(chan struct{}), make(chan struct{})
	up := adaptertest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		close(asked)
		<-answer
		adaptertest.JSON(scans("one"))(w, r)
	})
	p := against(t, up.URL, Options{})
	base, stop, ended := serving(t, p, nil)
	if r, err := fetch(t, base+"/readyz"); err != nil || r.StatusCode != 200 {
		t.Fatalf("/readyz: %v, %v", r, err)
	}
	type result struct {
		r   *http.Response
		err error
	}
	underWay := make(chan result, 1)
	go func() {
		r, err := fetch(t, base+path)
		underWay <- result{r, err}
	}()
	<-asked
	stop()
	// The listener closes while the request is still under way.
	for {
		conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
		if err != nil {
			break
		}
		conn.Close()
	}
	select {
	case err := <-ended:
		t.Fatalf("stopped (%v) while a request was under way", err)
	default:
	}
	close(answer)
	if got := <-underWay; got.err != nil || got.r.StatusCode != 200 {
		t.Errorf("the request under way got %+v", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestStopCutsWhatTakesTooLong(t *testing.T) {
	asked := make(chan struct{})
	up := adaptertest.Serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
	})
	config := unlimited()
	config.DrainTimeout = 50 * time.Millisecond
	p := against(t, up.URL, Options{Config: config})
	base, stop, ended := serving(t, p, nil)
	failed := make(chan error, 1)
	go func() {
		_, err := fetch(t, base+path)
		failed <- err
	}()
	<-asked
	stop()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "50ms") {
		t.Errorf("Serve: %v", err)
	}
	if err := <-failed; err == nil {
		t.Error("the request that was cut had an answer")
	}
}

func TestServeWithAnotherHandler(t *testing.T) {
	p := newProxy(t, Options{Config: unlimited()})
	mux := http.NewServeMux()
	mux.Handle("/v1/", p)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	base, stop, ended := serving(t, p, mux)
	for path, want := range map[string]int{"/": http.StatusTeapot, "/v1/track/DEMODELIVERED": http.StatusOK} {
		if r, err := fetch(t, base+path); err != nil || r.StatusCode != want {
			t.Errorf("%s: %v, %v", path, r, err)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestServeReportsABrokenListener(t *testing.T) {
	p := newProxy(t, Options{Config: unlimited()})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln.Close()
	if err := p.Serve(t.Context(), ln, nil); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestLargeHeadersAreRefused(t *testing.T) {
	p := newProxy(t, Options{Config: unlimited()})
	base, stop, ended := serving(t, p, nil)
	req, err := http.NewRequest(http.MethodGet, base+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Large", strings.Repeat("x", 64<<10))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	r, err := client.Do(req)
	if err == nil {
		r.Body.Close()
		if r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("HTTP %d", r.StatusCode)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
