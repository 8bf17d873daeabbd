package httpd

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"gandan/internal/access"
)

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
}

// WriteHeader remembers the status; an upgrade counts as one.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach flushing, deadlines and hijacking.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// account writes the one line of a request and counts it. The line holds the route instead of the path, the name of the
// operation without its document, and no header: nothing in it was typed by a person.
func (s *Server) account(ctx context.Context, r *http.Request, rec *recorder, n *note, took time.Duration) {
	route := s.routeOf(r)
	s.metrics.request(route, r.Method, rec.status, took)
	req := access.RequestFrom(ctx)
	attrs := []slog.Attr{
		slog.String("requestId", req.ID), slog.String("method", r.Method), slog.String("route", route),
		slog.Int("status", rec.status), slog.Int("bytes", rec.bytes), slog.Float64("ms", took.Seconds()*1000),
		slog.String("ip", req.IP.String()),
	}
	for _, a := range []struct{ name, value string }{
		{"actor", n.actor}, {"transport", n.transport}, {"kind", n.kind}, {"operation", n.operation}, {"code", n.code},
	} {
		if a.value != "" {
			attrs = append(attrs, slog.String(a.name, a.value))
		}
	}
	if n.closed != 0 {
		attrs = append(attrs, slog.Int("closed", n.closed))
	}
	s.Log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
}

// routeOf names the routes we have; whatever else is asked for is one route, so that a scanner cannot fill the metrics.
func (s *Server) routeOf(r *http.Request) string {
	switch r.URL.Path {
	case graphqlPath, "/livez", "/readyz", "/metrics", keysPath, "/":
		return r.URL.Path
	}
	if _, pattern := s.more.Handler(r); pattern != "" {
		return pattern[strings.Index(pattern, "/"):]
	}
	if strings.HasPrefix(r.URL.Path, strings.TrimSuffix(filesPath, "{id}")) {
		return filesPath
	}
	return "other"
}
