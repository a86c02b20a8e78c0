package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"text/tabwriter"
	"time"

	"waybill/internal/adapter/all"
	"waybill/internal/adapter/emulate"
	"waybill/internal/catalog"
	"waybill/internal/proxy"
	"waybill/internal/tracknum"
)

const proxyUsage = `Run the tracking proxy alone, for production. It asks the carriers on behalf of
the page, and keeps nothing but a bounded cache in memory.

Usage:

  waybill proxy [FLAGS]

Flags:

  -addr ADDRESS    where to listen, over what the configuration says
  -config FILE     the configuration (default: waybill.toml if there is one)
  -print-config    print the configuration in force, with comments, and stop
  -content DIR     a publisher's content folder (default: the built-in one)
  -emulate         play the carriers, for work without a network: every question
                   is answered with an answer that was recorded of its carrier
  -latency TIME    how long they take, with -emulate
  -fault NAME      what is wrong with them, with -emulate: down, failing,
                   hanging, dripping, truncated, half, huge, html, mislabel,
                   limited, refused, expired or nothing

Every key of the configuration is also an environment variable, WAYBILL_PROXY_
and the key in capitals. SIGINT and SIGTERM end it in order: requests under way
are finished first.

Example:

  WAYBILL_PROXY_ORIGINS=https://example.org waybill proxy -addr :8080
`

// configFile is read from the working directory when -config names no other.
const configFile = "waybill.toml"

func runProxy(ctx context.Context, std streams, args []string) error {
	f := newFlags("proxy")
	addr := f.String("addr", "", "")
	file := f.String("config", "", "")
	show := f.Bool("print-config", false, "")
	dir := f.String("content", "", "")
	emulated := f.Bool("emulate", false, "")
	latency := f.Duration("latency", 0, "")
	faulty := f.String("fault", "", "")
	if _, err := f.parse(args, 0, 0); err != nil {
		return err
	}
	fault, err := emulate.ParseFault(*faulty)
	if err != nil {
		return wrongUsage("-fault: %v", err)
	}
	if !*emulated && (*latency != 0 || fault != emulate.None) {
		return wrongUsage("-latency and -fault belong to -emulate")
	}
	config, err := loadConfig(std, *file)
	if err != nil {
		return err
	}
	if *addr != "" {
		config.Addr = *addr
	}
	if *show {
		return config.Print(std.out)
	}
	cat, err := loadCatalog(ctx, *dir)
	if err != nil {
		return err
	}
	log, err := newLogger(std.err, config.LogLevel)
	if err != nil {
		return err
	}
	if *emulated {
		stop, err := playCarriers(ctx, std, &config, emulate.Options{Adapters: all.Adapters(), Latency: *latency, Fault: fault})
		if err != nil {
			return err
		}
		defer stop()
	}
	p, err := newProxy(config, cat, log)
	if err != nil {
		return err
	}
	ln, err := listen(ctx, config.Addr)
	if err != nil {
		p.Close()
		return err
	}
	log.Info("proxy listens", "addr", ln.Addr().String())
	return p.Serve(ctx, ln, nil)
}

// loadConfig reads the configuration in file, or in waybill.toml for "" where
// there is one, and the environment.
func loadConfig(std streams, file string) (proxy.Config, error) {
	name := file
	if name == "" {
		name = configFile
	}
	opened, err := os.Open(name)
	switch {
	case err == nil:
		defer opened.Close()
		return proxy.Load(opened, name, std.lookup)
	case file == "" && errors.Is(err, fs.ErrNotExist):
		return proxy.Load(nil, "", std.lookup)
	}
	return proxy.Config{}, err
}

// newProxy returns a proxy that recognises numbers with cat's table.
func newProxy(config proxy.Config, cat *catalog.Catalog, log *slog.Logger) (*proxy.Proxy, error) {
	table, err := tracknum.Decode(cat.Table, tracknum.English())
	if err != nil {
		return nil, fmt.Errorf("read the number table: %w", err)
	}
	return proxy.New(proxy.Options{Config: config, Table: table, Words: cat.Words, Log: log})
}

// playCarriers starts a server that plays the carriers, points config at it, and says
// which numbers can be asked for.
func playCarriers(ctx context.Context, std streams, config *proxy.Config, o emulate.Options) (stop func(), err error) {
	carriers, err := emulate.New(o)
	if err != nil {
		return nil, err
	}
	ln, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: carriers, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(ln) }() // ends with the error that it was closed
	config.Emulate(carriers.Settings("http://" + ln.Addr().String()))
	table := tabwriter.NewWriter(std.err, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "The carriers are played. Ask for:")
	for _, p := range carriers.Parcels() {
		fmt.Fprintf(table, "  /v1/track/%s?carrier=%s\t%s\t%s\n", p.Number, p.Carrier, p.Adapter, p.File)
	}
	if err := table.Flush(); err != nil {
		return nil, err
	}
	return func() { _ = server.Close() }, nil // what is under way is nobody's loss
}

// newLogger returns a logger of JSON lines at the given level.
func newLogger(w io.Writer, level string) (*slog.Logger, error) {
	var least slog.Level
	if err := least.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log_level: %w", err)
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: least})), nil
}

// listen opens a TCP address, with advice when somebody else has it.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, hinted{err, "is another program there already? -addr localhost:0 takes a free port"}
	}
	return ln, nil
}
