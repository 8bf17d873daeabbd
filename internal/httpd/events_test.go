package httpd

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"gandan/internal/fault"
)

// listen opens an event stream; closing the returned function leaves it.
func (e *edge) listen(t *testing.T, query string, headers ...string) (*bufio.Reader, func()) {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	t.Cleanup(leave)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url+"/graphql", strings.NewReader(`{"query":"`+query+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if res.StatusCode != 200 {
		t.Fatalf("got %d", res.StatusCode)
	}
	return bufio.NewReader(res.Body), leave
}

const accepting = "Accept: text/event-stream"

func TestAnEventStreamRunsToItsEnd(t *testing.T) {
	e := newEdge(t, nil)
	want := ":\n\n" +
		"event: next\ndata: {\"data\":{\"ticks\":1}}\n\nevent: next\ndata: {\"data\":{\"ticks\":2}}\n\n" +
		"event: next\ndata: {\"data\":{\"ticks\":3}}\n\nevent: complete\ndata:\n\n"
	r := e.post(t, "subscription{ticks}", accepting)
	if r.body != want || r.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
		t.Errorf("got %s %q", r.Header.Get("Content-Type"), r.body)
	}
	if r := e.call(t, http.MethodGet, "/graphql?query="+url.QueryEscape("subscription{ticks}"), "", accepting); r.body != want {
		t.Errorf("by GET: got %q", r.body)
	}
}

func TestQueriesAndMutationsRunOverEventsToo(t *testing.T) {
	e := newEdge(t, nil)
	for _, query := range []string{"{hello}", "mutation{change}"} {
		if r := e.post(t, query, accepting); strings.Count(r.body, "event: next") != 1 || !strings.HasSuffix(r.body, "event: complete\ndata:\n\n") {
			t.Errorf("%s: got %q", query, r.body)
		}
	}
	r := e.call(t, http.MethodGet, "/graphql?query="+url.QueryEscape("mutation{change}"), "", accepting)
	if !strings.Contains(r.body, "MUTATION_BY_GET") || e.changes.Load() != 1 {
		t.Errorf("a mutation by GET: got %q after %d changes", r.body, e.changes.Load())
	}
}

func TestAnErrorIsAnEventAndThenComplete(t *testing.T) {
	e := newEdge(t, nil)
	for query, key := range map[string]string{
		"{nothing}": "DOCUMENT_INVALID", "subscription{refused}": "NOT_FOUND",
		"subscription{boom}": "INTERNAL", "subscription{slow}": "BUSY",
	} {
		r := e.post(t, query, accepting)
		if !strings.Contains(r.body, key) || !strings.HasSuffix(r.body, "event: complete\ndata:\n\n") {
			t.Errorf("%s: got %.300q", query, r.body)
		}
	}
	if r := e.call(t, http.MethodPost, "/graphql", "{", "Content-Type: application/json", accepting); r.StatusCode != 400 {
		t.Errorf("what is no JSON opens no stream: got %d", r.StatusCode)
	}
}

func TestASilentStreamIsKeptAlive(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Streams.PingInterval = 20 * time.Millisecond })
	events, _ := e.listen(t, "subscription{silence}")
	for _, want := range []string{":\n", "\n", ": still here\n", "\n", ": still here\n"} {
		if got, err := events.ReadString('\n'); got != want {
			t.Fatalf("got %q (%v), want %q", got, err, want)
		}
	}
}

func TestAStreamEndsWhenItsClientLeaves(t *testing.T) {
	e := newEdge(t, nil)
	_, leave := e.listen(t, "subscription{silence}")
	<-e.started
	leave()
	eventually(t, "the subscription ends", func() bool { return e.ended.Load() == 1 && e.streams.count() == 0 })
}

func TestWhoLosesTheTokenLosesTheStream(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*tokens)
		key    string
	}{
		"expired or signed out": {func(k *tokens) { delete(k.actors, "alice") }, "BAD_TOKEN"},
		"another role":          {promote, "RIGHTS_CHANGED"},
		"nobody can tell":       {func(k *tokens) { k.broken = fault.New(fault.Unavailable, "UNAVAILABLE") }, "BUSY"},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEdge(t, nil)
			events, _ := e.listen(t, "subscription{silence}", "Authorization: Bearer alice")
			e.tokens.set(c.change)
			rest, err := io.ReadAll(events)
			if err != nil || !strings.Contains(string(rest), c.key) || !strings.HasSuffix(string(rest), "event: complete\ndata:\n\n") {
				t.Errorf("got %q (%v)", rest, err)
			}
		})
	}
}

func TestStreamsAndSocketsShareTheirCaps(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Streams.PerAccount = 2 })
	e.greeted(t, asAlice)
	e.listen(t, "subscription{silence}", "Authorization: Bearer alice")
	r := e.post(t, "subscription{ticks}", accepting, "Authorization: Bearer alice")
	if r.StatusCode != 429 || r.key() != "TOO_MANY_STREAMS" || r.Header.Get("Retry-After") == "" {
		t.Errorf("got %d %s", r.StatusCode, r.body)
	}
	if r := e.post(t, "subscription{ticks}", accepting); r.StatusCode != 200 {
		t.Errorf("a visitor: got %d", r.StatusCode)
	}
}

func TestASlowListenerIsDropped(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Streams.WriteTimeout = 100 * time.Millisecond })
	for range 8 {
		e.listen(t, "subscription{slow}") // and reads nothing of its 2 MB
	}
	eventually(t, "all are dropped or done", func() bool { return e.streams.count() == 0 })
}
