package proxy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Serve answers on ln until ctx ends. It then says so in /readyz, takes no further
// connections, lets the requests under way finish for at most the configured drain
// time-out, and closes the proxy. handler is what is served, nil for the proxy
// alone; a caller that serves more than the proxy passes its own, with the proxy
// mounted in it.
//
// It returns nil after an orderly stop, an error when connections had to be cut or
// the listener failed.
func (p *Proxy) Serve(ctx context.Context, ln net.Listener, handler http.Handler) error {
	defer p.Close()
	if handler == nil {
		handler = p
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      p.config.CallTimeout + 15*time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(p.log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	p.stopping.Store(true)
	p.log.Info("stopping", "drain", p.config.DrainTimeout.String())
	drain, cancel := context.WithTimeout(context.Background(), p.config.DrainTimeout)
	defer cancel()
	err := server.Shutdown(drain)
	if err != nil {
		_ = server.Close() // the drain time-out is the error to report
	}
	<-failed
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stopping: requests were still under way after %s", p.config.DrainTimeout)
	}
	return err
}
