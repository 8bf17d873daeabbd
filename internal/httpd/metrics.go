package httpd

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"gandan/internal/access"
)

// metrics are what the edge counts. Every label has a small, fixed set of values.
type metrics struct {
	registry   *prometheus.Registry
	requests   *prometheus.HistogramVec
	operations *prometheus.HistogramVec
}

func newMetrics(registry *prometheus.Registry, open *streams) *metrics {
	seconds := []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
	m := &metrics{
		registry: registry,
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gandan_http_request_seconds", Help: "Requests by route, method and status.", Buckets: seconds,
		}, []string{"route", "method", "status"}),
		operations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gandan_operation_seconds", Help: "Operations by transport, kind and code of the first error.", Buckets: seconds,
		}, []string{"transport", "kind", "code"}),
	}
	registry.MustRegister(m.requests, m.operations, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "gandan_open_streams", Help: "WebSockets and event streams that are open.",
		}, func() float64 { return float64(open.count()) }))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

func (m *metrics) request(route, method string, status int, took time.Duration) {
	switch method {
	case http.MethodGet, http.MethodPost, http.MethodOptions:
	default:
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}

func (m *metrics) operation(transport, kind, code string, took time.Duration) {
	if kind == "" {
		kind = "none"
	}
	if code == "" {
		code = "OK"
	}
	m.operations.WithLabelValues(transport, kind, code).Observe(took.Seconds())
}

// neighboursOnly keeps the metrics of a production server for the machine and the private network it stands in.
func (s *Server) neighboursOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ip := access.RequestFrom(r.Context()).IP
		if s.Production && !ip.IsLoopback() && !ip.IsPrivate() {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
