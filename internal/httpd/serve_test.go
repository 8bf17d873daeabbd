package httpd

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// serving is an edge on a listener of its own. It has ended before the test has.
func serving(t *testing.T, change func(*Options)) (e *edge, stop context.CancelFunc, ended <-chan error) {
	t.Helper()
	e = newEdge(t, change)
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done, left := make(chan error, 1), make(chan struct{})
	go func() { defer close(left); done <- e.Serve(ctx, ln) }()
	t.Cleanup(func() { stop(); <-left })
	e.url = "http://" + ln.Addr().String()
	return e, stop, done
}

func TestStoppingFinishesWhatIsUnderWayAndClosesTheRest(t *testing.T) {
	e, stop, ended := serving(t, nil)
	socket := e.greeted(t, "")
	socket.send(subscribe("1", "subscription{silence}"))
	events, _ := e.listen(t, "subscription{silence}")
	answered := make(chan reply, 1)
	go func() { answered <- e.post(t, "{wait}") }()
	for range 3 {
		<-e.started
	}
	stop()
	socket.expectClose(1001, "Going away")
	if rest, _ := io.ReadAll(events); strings.Contains(string(rest), "complete") {
		t.Errorf("a client that shall come back was told %q", rest)
	}
	eventually(t, "no new connection is taken", func() bool {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(e.url, "http://"))
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	})
	if !e.Stopping() {
		t.Error("it does not say that it stops")
	}
	select {
	case err := <-ended:
		t.Fatalf("it stopped before the request was answered: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(e.release)
	if r := <-answered; r.StatusCode != 200 || !strings.Contains(r.body, "ok") {
		t.Errorf("what was under way got %d %s", r.StatusCode, r.body)
	}
	if err := <-ended; err != nil {
		t.Errorf("got %v", err)
	}
}

func TestAStoppingProcessIsNotReadyAndTakesNoStream(t *testing.T) {
	e := newEdge(t, nil)
	e.stopped.Store(true)
	<-e.streams.closeAll()
	if r := e.call(t, http.MethodGet, "/readyz", ""); r.StatusCode != 503 || !strings.Contains(r.body, "stopping") {
		t.Errorf("got %d %s", r.StatusCode, r.body)
	}
	if r := e.call(t, http.MethodGet, "/livez", ""); r.StatusCode != 200 {
		t.Errorf("it is alive, but got %d", r.StatusCode)
	}
	if _, res, _ := e.tryDial(t, []string{subprotocol}); res == nil || res.StatusCode != 503 {
		t.Errorf("a socket: got %v", res)
	}
}

func TestServeTellsWhyItCannot(t *testing.T) {
	e := newEdge(t, nil)
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = ln.Close()
	if err := e.Serve(t.Context(), ln); err == nil {
		t.Error("a closed listener is an error")
	}
}

func TestHeadersThatAreTooLargeAreRefused(t *testing.T) {
	e, _, _ := serving(t, nil)
	if r := e.post(t, "{hello}", "X-Large: "+strings.Repeat("x", 24<<10)); r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("got %d", r.StatusCode)
	}
}

func TestReadinessAsksTheChecksAndKeepsTheirReasonsToItself(t *testing.T) {
	c, failing := &clock{at: time.Unix(0, 0)}, false
	asked := 0
	e := newEdge(t, func(o *Options) {
		o.Now = c.now
		o.Checks = []Check{
			{"store", func(context.Context) error { asked++; return nil }},
			{"outbox", func(context.Context) error {
				if failing {
					return errors.New("dial tcp 10.0.0.7:3306: refused")
				}
				return nil
			}},
		}
	})
	ready := func() reply { return e.call(t, http.MethodGet, "/readyz", "") }
	if r := ready(); r.StatusCode != 200 || !strings.Contains(r.body, `"outbox":"ok"`) {
		t.Errorf("got %d %s", r.StatusCode, r.body)
	}
	failing = true
	if r := ready(); r.StatusCode != 200 || asked != 1 {
		t.Errorf("within a second the answer is reused: got %d after %d", r.StatusCode, asked)
	}
	c.at = c.at.Add(time.Second)
	r := ready()
	if r.StatusCode != 503 || !strings.Contains(r.body, `"outbox":"failed"`) || strings.Contains(r.body, "10.0.0.7") {
		t.Errorf("got %d %s", r.StatusCode, r.body)
	}
	if r := e.call(t, http.MethodGet, "/livez", ""); r.StatusCode != 200 {
		t.Errorf("alive: got %d", r.StatusCode)
	}
	if !strings.Contains(e.log.String(), "10.0.0.7") {
		t.Error("the reason belongs in the log")
	}
}

func TestMetricsCountWhatHappened(t *testing.T) {
	e := newEdge(t, nil)
	e.post(t, "{hello}")
	e.post(t, "{fails}")
	e.call(t, http.MethodGet, "/wp-login.php", "")
	body := e.call(t, http.MethodGet, "/metrics", "").body
	for _, want := range []string{
		`gandan_operation_seconds_count{code="OK",kind="query",transport="http"} 1`,
		`gandan_operation_seconds_count{code="NOT_FOUND",kind="query",transport="http"} 1`,
		`gandan_http_request_seconds_count{method="GET",route="other",status="404"} 1`,
		`gandan_open_streams 0`, `go_goroutines`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("missing: %s", want)
		}
	}
}

func TestMetricsOfAProductionServerAreForItsNeighbours(t *testing.T) {
	s := New(Options{Exec: newEdge(t, nil).Server.Exec, Auth: newTokens(), Production: true})
	for ip, want := range map[string]int{"127.0.0.1": 200, "10.1.2.3": 200, "192.168.1.1": 200, "203.0.113.9": 404, "2001:db8::1": 404} {
		w := &recorder{ResponseWriter: discard{http.Header{}}}
		r, _ := http.NewRequestWithContext(access.WithRequest(t.Context(), access.Request{IP: netip.MustParseAddr(ip)}), http.MethodGet, "/metrics", nil)
		s.neighboursOnly(s.metrics.handler()).ServeHTTP(w, r)
		if w.status != want {
			t.Errorf("%s: got %d, want %d", ip, w.status, want)
		}
	}
}

// discard is a writer that nobody reads.
type discard struct{ h http.Header }

func (d discard) Header() http.Header       { return d.h }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}

func TestKeysAreServedWhenThereAreAny(t *testing.T) {
	e := newEdge(t, func(o *Options) {
		o.Keys = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"keys":[]}`) })
	})
	if r := e.call(t, http.MethodGet, "/.well-known/jwks.json", ""); r.body != `{"keys":[]}` {
		t.Errorf("got %d %s", r.StatusCode, r.body)
	}
}

func TestTheGateLetsSomeInSomeWaitAndSendsTheRestAway(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Gate = GateOptions{Running: 2, Waiting: 1, Patience: time.Minute} })
	answers := make(chan reply, 3)
	for range 3 {
		go func() { answers <- e.post(t, "{wait}") }()
	}
	<-e.started
	<-e.started
	eventually(t, "the third waits", func() bool { return e.gate.waiting.Load() == 1 })
	r := e.post(t, "{hello}")
	if r.StatusCode != 503 || r.key() != "BUSY" || r.Header.Get("Retry-After") != "1" {
		t.Errorf("the fourth: got %d %s", r.StatusCode, r.body)
	}
	close(e.release)
	for range 3 {
		if r := <-answers; r.StatusCode != 200 {
			t.Errorf("one of the three: got %d", r.StatusCode)
		}
	}
}

func TestWaitingAtTheGateHasAnEnd(t *testing.T) {
	g := newGate(GateOptions{Running: 1, Waiting: 1, Patience: time.Millisecond}.orDefaults())
	leave, err := g.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.enter(t.Context()); !fault.HasKey(err, "BUSY") {
		t.Errorf("got %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.enter(gone); err == nil {
		t.Error("who has gone gets no place")
	}
	leave()
	if _, err := g.enter(t.Context()); err != nil {
		t.Errorf("a place is free, but %v", err)
	}
}

func TestSubscriptionsTakeNoPlaceInTheGate(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Gate = GateOptions{Running: 1, Waiting: 1, Patience: time.Millisecond} })
	c := e.greeted(t, "")
	for _, id := range []string{"1", "2", "3"} {
		c.send(subscribe(id, "subscription{silence}"))
	}
	eventually(t, "an ordinary request finds a place", func() bool { return e.post(t, "{hello}").StatusCode == 200 })
}
