package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// reloadScript is the preview's own script, a file rather than a part of the page
// because the Content Security Policy forbids the latter. It is no part of a
// public build.
const reloadScript = `// Loads the page again when the site was built anew.
let seen;
new EventSource('/_reload').onmessage = ({ data }) => {
  if (seen !== undefined && seen !== data) location.reload();
  seen = data;
};
`

// reloadPath is where the preview finds reloadScript.
const reloadPath = "/_reload.js"

// reloader tells open pages of a build. Every page hears the number of the build
// that it came from when it connects, and again with every other build, so that a
// page which missed one reloads when it connects again.
type reloader struct {
	stop context.Context // ends the streams, so that a stop need not wait for them

	mu    sync.Mutex
	build int64
	next  chan struct{} // closed with the next build
}

// newReloader returns a reloader whose streams end with ctx. The first build is
// numbered by the clock: pages left open from an earlier run reload as well.
func newReloader(ctx context.Context, now time.Time) *reloader {
	return &reloader{stop: ctx, build: now.UnixMilli(), next: make(chan struct{})}
}

// built tells the open pages that the site was built anew.
func (r *reloader) built() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.build++
	close(r.next)
	r.next = make(chan struct{})
}

func (r *reloader) current() (int64, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.build, r.next
}

// script serves reloadScript.
func (r *reloader) script(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprint(w, reloadScript)
}

// stream sends the number of each build as a server-sent event.
func (r *reloader) stream(w http.ResponseWriter, req *http.Request) {
	out := http.NewResponseController(w)
	// The server's time-outs are for answers; this one has no end.
	if err := out.SetWriteDeadline(time.Time{}); err != nil {
		http.Error(w, "live reload needs a connection that can stay open", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	for {
		build, next := r.current()
		fmt.Fprintf(w, "data: %d\n\n", build)
		if out.Flush() != nil {
			return // the page is gone
		}
		select {
		case <-next:
		case <-req.Context().Done():
			return
		case <-r.stop.Done():
			return
		}
	}
}
