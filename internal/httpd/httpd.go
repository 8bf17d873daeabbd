package httpd

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/playground"
	"github.com/prometheus/client_golang/prometheus"

	"gandan/internal/access"
)

// Authenticator tells who holds a bearer token. Its faults are the answer: UNAUTHENTICATED for a token that is not, or no
// longer, good; UNAVAILABLE when that cannot be found out now.
type Authenticator interface {
	Authenticate(ctx context.Context, bearer string) (access.Actor, error)
}

// Options wire the edge. Exec and Auth are required; everything else has a sensible zero value.
type Options struct {
	Exec graphql.GraphExecutor
	Auth Authenticator

	// More are further addresses to read, by their patterns for http.ServeMux. The log and the metrics name the pattern, never
	// the path: there may be a secret in it.
	More map[string]http.Handler

	// Upload takes PUT /files/{id} with the bearer of its header, Download gives GET /files/{id}. Their faults are the answer;
	// without one they have answered. None when nil.
	Upload   func(w http.ResponseWriter, r *http.Request, bearer string) error
	Download func(w http.ResponseWriter, r *http.Request) error

	// Charge takes the points of a file from whoever asks, as the executor does for operations; nil charges nobody.
	Charge func(ctx context.Context, points int) error

	Keys       http.Handler // serves /.well-known/jwks.json; none when nil
	Checks     []Check      // what /readyz asks
	Production bool         // no GraphiQL, HSTS, metrics for the neighbourhood only

	TrustedProxies int           // how many proxies of ours stand in front and append to X-Forwarded-For
	Origins        []string      // browser origins besides our own that may call, such as "https://app.example.vn"
	MaxBody        int64         // bytes of a request body; 100 KB when zero
	MaxQueue       int64         // bytes of the body of whoever has signed in: a hundred deeds with long texts; 1 MB when zero
	FileTimeout    time.Duration // how long a file may take in or out; a minute when zero

	Gate    GateOptions
	Streams StreamOptions

	Metrics *prometheus.Registry // served at /metrics; a new one when nil
	Log     *slog.Logger         // slog.Default() when nil
	Now     func() time.Time     // time.Now when nil
	NewID   func() string        // makes request ids; random when nil
}

const (
	maxBody      = 100 << 10
	maxQueue     = 1 << 20
	graphqlPath  = "/graphql"
	keysPath     = "/.well-known/jwks.json"
	playgroundID = "Gần Dân"
)

// Server is the edge of one process: an http.Handler that can also stop gracefully.
type Server struct {
	Options
	handler http.Handler
	gate    *gate
	files   *gate // places for files on their way
	streams *streams
	ready   *readiness
	metrics *metrics
	origins map[string]bool
	more    *http.ServeMux // of Options.More
	stopped atomic.Bool    // set when the process is about to stop
}

// New builds the edge. The handler serves at once; Serve adds the listener, the timeouts and the graceful stop.
func New(o Options) *Server {
	o = o.orDefaults()
	s := &Server{
		Options: o, gate: newGate(o.Gate), files: newGate(GateOptions{Running: filesAtOnce}.orDefaults()), streams: newStreams(o.Streams),
		origins: map[string]bool{}, more: http.NewServeMux(),
	}
	s.metrics = newMetrics(o.Metrics, s.streams)
	s.ready = &readiness{checks: o.Checks, now: o.Now, log: o.Log}
	for _, origin := range o.Origins {
		s.origins[origin] = true
	}
	s.handler = s.requests(s.recovering(s.secure(s.routes())))
	return s
}

// ServeHTTP serves one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(graphqlPath, s.serveGraphQL)
	mux.HandleFunc("GET /livez", alive)
	mux.HandleFunc("GET /readyz", s.serveReady)
	mux.Handle("GET /metrics", s.neighboursOnly(s.metrics.handler()))
	if s.Keys != nil {
		mux.Handle("GET "+keysPath, s.Keys)
	}
	for pattern, handler := range s.More {
		mux.Handle(pattern, s.charging(handler))
		s.more.Handle(pattern, handler)
	}
	if s.Upload != nil && s.Download != nil {
		mux.HandleFunc("PUT "+filesPath, s.serveUpload)
		mux.HandleFunc("GET "+filesPath, s.serveDownload)
		mux.HandleFunc("OPTIONS "+filesPath, preflight)
	}
	if !s.Production {
		mux.Handle("GET /{$}", playground.Handler(playgroundID, graphqlPath))
	}
	return mux
}

func (o Options) orDefaults() Options {
	o.Gate, o.Streams = o.Gate.orDefaults(), o.Streams.orDefaults()
	if o.MaxBody == 0 {
		o.MaxBody = maxBody
	}
	if o.MaxQueue == 0 {
		o.MaxQueue = maxQueue
	}
	if o.FileTimeout == 0 {
		o.FileTimeout = fileTimeout
	}
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the standard of an option; the app passes the store's clock
	}
	if o.NewID == nil {
		o.NewID = randomID
	}
	return o
}

func randomID() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails: it ends the process instead
	return hex.EncodeToString(b[:])
}
