package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"waybill/internal/diag"
	"waybill/internal/proxy"
	"waybill/internal/site"
	"waybill/internal/site/serve"
	"waybill/internal/site/watch"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
	"waybill/internal/wording"
)

const serveUsage = `Build the site and serve it together with the tracking proxy on one address.
When a file changes, the site is built again and open pages reload; content with
a mistake is reported, and the last good build stays.

Usage:

  waybill serve [FLAGS]

Flags:

  -addr ADDRESS   where to listen (default localhost:8080; port 0: a free one)
  -content DIR    the content folder (default: content if there is one, else
                  the built-in one)
  -static DIR     the static files (default: static if there is one, else the
                  built-in ones)
  -lang TAG       the language at the site's root (default en)
  -out DIR        the folder to build into (default public)
  -base-url URL   where readers find the site (default: where it listens)
  -config FILE    the proxy's configuration (default: waybill.toml if any);
                  carriers whose keys it has are live on the pages
  -watch          build again on change (default true; -watch=false serves the
                  finished site as a host would, compressed)
  -cache DIR      keeps compressed files between builds (default: in the user's
                  cache folder)

SIGINT and SIGTERM end it in order.

Example:

  waybill serve -content content -addr localhost:8080
`

// watchInterval is how often files are looked at where the operating system does not tell
// of changes.
const watchInterval = time.Second

func runServe(ctx context.Context, std streams, args []string) error {
	f := newFlags("serve")
	opts := site.Options{}
	addr := f.String("addr", "localhost:8080", "")
	content := f.String("content", contentHere(), "")
	static := f.String("static", staticHere(), "")
	f.StringVar(&opts.Lang, "lang", lang, "")
	f.StringVar(&opts.Out, "out", "public", "")
	f.StringVar(&opts.BaseURL, "base-url", "", "")
	file := f.String("config", "", "")
	again := f.Bool("watch", true, "")
	f.StringVar(&opts.CacheDir, "cache", userCache(std), "")
	if _, err := f.parse(args, 0, 0); err != nil {
		return err
	}
	if err := checkURL("base-url", opts.BaseURL); err != nil {
		return err
	}
	if err := sources(&opts, *content, *static); err != nil {
		return err
	}
	config, err := loadConfig(std, *file)
	if err != nil {
		return err
	}
	if opts.Live, err = live(config); err != nil {
		return err
	}
	var dirs []string
	for _, dir := range []string{*content, *static} {
		if *again && dir != "" {
			dirs = append(dirs, dir)
		}
	}
	ln, err := listen(ctx, *addr)
	if err != nil {
		return err
	}
	if opts.BaseURL == "" {
		opts.BaseURL = origin(ln.Addr(), *addr)
	}
	s := &server{std: std, opts: opts, dirs: dirs}
	err = s.run(ctx, ln, config)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // stopped while it was still building
	}
	return err
}

// server is one run of serve.
type server struct {
	std   streams
	opts  site.Options
	dirs  []string // folders to watch, none when nothing is built again
	table liveTable
	words liveWords
	pages *reloader
	// broken is set when the last build failed. Builds follow one another, so that
	// nothing guards it.
	broken bool
}

// run builds, serves until ctx ends, and builds again on every change. It closes
// ln.
func (s *server) run(ctx context.Context, ln net.Listener, config proxy.Config) error {
	defer ln.Close()
	s.pages = newReloader(ctx, s.std.now())
	if watching := len(s.dirs) > 0; watching {
		s.opts.Reload = reloadPath
		s.opts.Memory = &site.Memory{}
	} else {
		s.opts.Compress = true
	}
	seen := watch.Look(s.dirs) // before anything is read
	if err := s.build(ctx); err != nil {
		return err
	}
	log, err := newLogger(s.std.err, "warn")
	if err != nil {
		return err
	}
	p, err := proxy.New(proxy.Options{Config: config, Table: &s.table, Words: &s.words, Log: log})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.std.out, "%s/\n", strings.TrimSuffix(s.opts.BaseURL, "/"))
	if s.std.termErr {
		fmt.Fprintln(s.std.err, "Ctrl-C stops it")
	}

	// The watch ends before the server does: a build that is under way when ctx
	// ends gives up, and leaves the site as it is.
	watched := make(chan struct{})
	watchCtx, stop := context.WithCancel(ctx)
	go func() {
		defer close(watched)
		if len(s.dirs) > 0 {
			bell, err := watch.Listen(watchCtx, s.dirs)
			if err != nil {
				fmt.Fprintf(s.std.err, "waybill: serve: %v: changes are seen after a second or two\n", err)
			}
			// Its only error is that of the context.
			_ = watch.Watch(watchCtx, s.dirs, seen, bell, watchInterval, func() { s.rebuild(watchCtx) })
		}
	}()
	err = p.Serve(ctx, ln, s.routes(p))
	stop()
	<-watched
	return err
}

// build builds the site, and reads the number table that the proxy recognises
// with. When the first build fails for mistakes in the content and somebody is
// there to mend them, they are printed and the server starts all the same.
func (s *server) build(ctx context.Context) error {
	err := s.make(ctx)
	if problems := (diag.Problems)(nil); errors.As(err, &problems) && len(s.dirs) > 0 {
		printProblems(s.std, problems)
		s.broken = true
		fmt.Fprintln(s.std.err, "waybill: serve: nothing is built until the content is mended")
		return nil
	}
	return err
}

// rebuild builds after a change. What goes wrong is printed; the site stays, and the first
// build that succeeds afterwards says so.
func (s *server) rebuild(ctx context.Context) {
	err := s.make(ctx)
	problems := (diag.Problems)(nil)
	switch {
	case err == nil:
		s.pages.built()
		if s.broken {
			fmt.Fprintln(s.std.err, "waybill: serve: mended, and built again")
		}
		s.broken = false
		return
	case ctx.Err() != nil:
		return
	case errors.As(err, &problems):
		printProblems(s.std, problems)
	default:
		fmt.Fprintf(s.std.err, "waybill: serve: %v\n", err)
	}
	s.broken = true
	fmt.Fprintln(s.std.err, "waybill: serve: the last good build stays")
}

// make makes one build, and has the proxy recognise with what was built.
func (s *server) make(ctx context.Context) error {
	report, err := build(ctx, s.std, s.opts)
	if err != nil {
		return err
	}
	table, err := tracknum.Decode(report.Content.Table, tracknum.English())
	if err != nil {
		return fmt.Errorf("read the number table: %w", err)
	}
	s.table.Store(table)
	s.words.Store(report.Content.Words)
	return nil
}

// routes puts the proxy and the site on one address.
func (s *server) routes(p http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/v1/", p)
	mux.Handle("/healthz", p)
	mux.Handle("/readyz", p)
	mux.Handle("/metrics", p)
	if s.opts.Reload != "" {
		mux.HandleFunc("GET "+reloadPath, s.pages.script)
		mux.HandleFunc("GET /_reload", s.pages.stream)
	}
	mux.Handle("/", serve.Handler(s.opts.Out, prefix(s.opts.BaseURL)))
	return mux
}

// liveTable is a number table that a build replaces while the proxy reads it.
// Before the first build it recognises nothing.
type liveTable struct{ atomic.Pointer[tracknum.Table] }

// Identify recognises a number with the table of the last good build.
func (t *liveTable) Identify(input string, h tracknum.Hints) tracknum.Result {
	if table := t.Load(); table != nil {
		return table.Identify(input, h)
	}
	return tracknum.Result{Input: input, Number: tracknum.Normalize(input), Verdict: tracknum.Unrecognised}
}

// Carrier returns what the table of the last good build knows of a carrier.
func (t *liveTable) Carrier(slug string) (tracknum.CarrierInfo, bool) {
	if table := t.Load(); table != nil {
		return table.Carrier(slug)
	}
	return tracknum.CarrierInfo{}, false
}

// liveWords is a table of wordings that a build replaces while the proxy reads it.
type liveWords struct{ atomic.Pointer[wording.Table] }

// Status reads a wording with the table of the last good build.
func (w *liveWords) Status(text string) timeline.Status { return w.Load().Status(text) }

// origin returns the address that a person on this machine types for a listener:
// the host as it was given, localhost where any would do.
func origin(listening net.Addr, given string) string {
	host, _, err := net.SplitHostPort(given)
	if ip := net.ParseIP(host); err != nil || host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	_, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return "http://" + listening.String()
	}
	return "http://" + net.JoinHostPort(host, port)
}

// prefix returns the path of an address without a slash at its end.
func prefix(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.Path, "/")
}
