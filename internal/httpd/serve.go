package httpd

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 16 << 10
	stopTimeout       = 20 * time.Second // for what is under way when the process stops
)

// Serve answers on the listener until ctx ends. Then it is not ready any more, takes no new connection, closes sockets
// with 1001 so that their clients come back elsewhere, and gives what is under way 20 seconds. It returns nil after that.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
		ErrorLog:    slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	err := s.stop(context.WithoutCancel(ctx), srv)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Stopping reports whether the process has begun to stop; background work may want to know.
func (s *Server) Stopping() bool { return s.stopped.Load() }

func (s *Server) stop(ctx context.Context, srv *http.Server) error {
	s.stopped.Store(true)
	ctx, cancel := context.WithTimeout(ctx, stopTimeout)
	defer cancel()
	left := s.streams.closeAll()
	err := srv.Shutdown(ctx)
	select {
	case <-left:
	case <-ctx.Done():
		err = errors.Join(err, ctx.Err())
	}
	if err != nil {
		return errors.Join(err, srv.Close())
	}
	return nil
}
