package httpd

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Check is one thing that must work before requests are welcome.
type Check struct {
	Name string
	Run  func(ctx context.Context) error
}

const (
	checkTimeout = 2 * time.Second
	checkFresh   = time.Second // how long an answer is reused: anybody may ask, and a check costs a write
)

// readiness asks the checks, all at once, and remembers the answer for a moment.
type readiness struct {
	checks []Check
	now    func() time.Time
	log    *slog.Logger

	mu    sync.Mutex
	asked time.Time
	state map[string]string
	ok    bool
}

// alive answers without touching anything: a process whose database is away is alive.
func alive(w http.ResponseWriter, _ *http.Request) {
	writeHealth(w, http.StatusOK, map[string]any{"status": "ok"})
}

func (s *Server) serveReady(w http.ResponseWriter, r *http.Request) {
	if s.stopped.Load() {
		writeHealth(w, http.StatusServiceUnavailable, map[string]any{"status": "stopping"})
		return
	}
	state, ok := s.ready.ask(context.WithoutCancel(r.Context()))
	if !ok {
		writeHealth(w, http.StatusServiceUnavailable, map[string]any{"status": "unavailable", "checks": state})
		return
	}
	writeHealth(w, http.StatusOK, map[string]any{"status": "ok", "checks": state})
}

func (r *readiness) ask(ctx context.Context) (map[string]string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := r.now(); r.state == nil || now.Sub(r.asked) >= checkFresh {
		r.state, r.ok = r.run(ctx)
		r.asked = now
	}
	return r.state, r.ok
}

// run tells which checks fail, not why: the reason is for the log, it may name hosts and files.
func (r *readiness) run(ctx context.Context) (map[string]string, bool) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	results := make([]error, len(r.checks))
	var all sync.WaitGroup
	for i, c := range r.checks {
		all.Go(func() { results[i] = c.Run(ctx) })
	}
	all.Wait()
	state, ok := map[string]string{}, true
	for i, c := range r.checks {
		state[c.Name] = "ok"
		if results[i] != nil {
			state[c.Name], ok = "failed", false
			r.log.WarnContext(ctx, "not ready", "check", c.Name, "cause", results[i].Error())
		}
	}
	return state, ok
}

func writeHealth(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", jsonMedia.header())
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
