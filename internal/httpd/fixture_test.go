package httpd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.uber.org/goleak"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var fixture = gqlparser.MustLoadSchema(&ast.Source{Input: `
type Query { hello: String who: String wait: String large: String boom: String fails: String text(in: String): String }
type Mutation { change: String large: String }
type Subscription { ticks: Int silence: Int refused: Int slow: Int boom: Int }`})

// edge is a server over a schema whose fields each do one thing.
type edge struct {
	*Server
	url     string
	log     *safeBuffer
	tokens  *tokens
	release chan struct{} // closed, it lets the field wait answer
	started chan struct{} // receives once for each field wait or silence that began
	changes atomic.Int64  // how often a mutation ran
	ended   atomic.Int64  // how many subscriptions ended
}

func newEdge(t *testing.T, change func(*Options)) *edge {
	t.Helper()
	e := &edge{
		log: new(safeBuffer), tokens: newTokens(),
		release: make(chan struct{}), started: make(chan struct{}, 1000),
	}
	exec := executor.New(e)
	exec.SetErrorPresenter(plainPresenter)
	exec.SetParserTokenLimit(1000)
	o := Options{
		Exec: exec, Auth: e.tokens, Log: slog.New(slog.NewJSONHandler(e.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Streams: StreamOptions{WatchEvery: 20 * time.Millisecond, PingInterval: 200 * time.Millisecond},
	}
	if change != nil {
		change(&o)
	}
	e.Server = New(o)
	listening := httptest.NewServer(e)
	t.Cleanup(func() {
		<-e.streams.closeAll()
		listening.Close()
		http.DefaultClient.CloseIdleConnections()
	})
	e.url = listening.URL
	return e
}

// plainPresenter codes errors as the one of package graph does, with the bare key as message.
func plainPresenter(_ context.Context, err error) *gqlerror.Error {
	f := fault.Of(err)
	if g := new(gqlerror.Error); errors.As(err, &g) && g.Extensions["code"] != nil {
		f = fault.New(fault.BadUserInput, "DOCUMENT_INVALID")
	}
	ext := map[string]any{"code": f.Code, "key": f.Key}
	if f.After > 0 {
		ext["retryAfter"] = seconds(f.After)
	}
	return &gqlerror.Error{Message: string(f.Key), Extensions: ext}
}

func (e *edge) Schema() *ast.Schema { return fixture }

func (e *edge) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (e *edge) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx).Operation
	field := op.SelectionSet[0].(*ast.Field).Name
	switch op.Operation {
	case ast.Subscription:
		return e.subscribe(field)
	case ast.Mutation:
		e.changes.Add(1)
	}
	return once(func(ctx context.Context) *graphql.Response { return e.resolve(ctx, field) })
}

func (e *edge) resolve(ctx context.Context, field string) *graphql.Response {
	value := "ok"
	switch field {
	case "who":
		if a, _ := access.From(ctx); !a.IsAnonymous() {
			value = "somebody"
		} else {
			value = "a visitor"
		}
	case "wait":
		e.started <- struct{}{}
		select {
		case <-e.release:
		case <-ctx.Done():
		}
	case "large":
		value = strings.Repeat("x", maxAnswer)
	case "boom":
		panic("boom of " + field)
	case "fails":
		graphql.AddError(ctx, fault.Missing())
		return &graphql.Response{Data: json.RawMessage(`null`)}
	}
	data, _ := json.Marshal(map[string]string{field: value})
	return &graphql.Response{Data: data}
}

func (e *edge) subscribe(field string) graphql.ResponseHandler {
	n := 0
	var one bytes.Buffer // the real executor writes all answers of a subscription into one buffer
	return func(ctx context.Context) *graphql.Response {
		n++
		switch {
		case field == "refused" && n == 1:
			return &graphql.Response{Errors: gqlerror.List{plainPresenter(ctx, fault.Missing())}}
		case field == "boom":
			panic("boom of a subscription")
		case field == "ticks" && n <= 3:
			one.Reset()
			_ = json.NewEncoder(&one).Encode(map[string]int{field: n})
			return &graphql.Response{Data: one.Bytes()}
		case field == "slow" && n <= 2:
			return &graphql.Response{Data: json.RawMessage(`{"slow":"` + strings.Repeat("x", 1<<20) + `"}`)}
		case field == "slow":
			access.EndStream(ctx, fault.New(fault.Unavailable, "BUSY"))
		case field == "silence":
			e.started <- struct{}{}
			<-ctx.Done()
		}
		e.ended.Add(1)
		return nil
	}
}

func once(resolve func(context.Context) *graphql.Response) graphql.ResponseHandler {
	done := false
	return func(ctx context.Context) *graphql.Response {
		if done {
			return nil
		}
		done = true
		return resolve(ctx)
	}
}

// tokens is an authenticator: a token is the name of an actor until it is revoked.
type tokens struct {
	mu     sync.Mutex
	actors map[string]access.Actor
	broken error
}

func newTokens() *tokens {
	alice := access.Actor{ID: gid.ID{15: 1}, SessionID: gid.ID{15: 2}}
	return &tokens{actors: map[string]access.Actor{"alice": alice}}
}

func (k *tokens) Authenticate(_ context.Context, bearer string) (access.Actor, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.broken != nil {
		return access.Actor{}, k.broken
	}
	if a, ok := k.actors[bearer]; ok {
		return a, nil
	}
	return access.Actor{}, fault.New(fault.Unauthenticated, "BAD_TOKEN")
}

func (k *tokens) set(change func(*tokens)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change(k)
}

// safeBuffer takes the log of many goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// reply is an answer that was read to its end.
type reply struct {
	*http.Response
	body string
}

func (r reply) key() string {
	var b struct {
		Errors []struct{ Extensions struct{ Key string } }
	}
	_ = json.Unmarshal([]byte(r.body), &b)
	if len(b.Errors) == 0 {
		return ""
	}
	return b.Errors[0].Extensions.Key
}

// call sends a request; headers are "Name: value" lines.
func (e *edge) call(t *testing.T, method, path, body string, headers ...string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, e.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Add(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res, string(b)}
}

// post sends a document the ordinary way.
func (e *edge) post(t *testing.T, query string, headers ...string) reply {
	t.Helper()
	body, _ := json.Marshal(map[string]string{"query": query})
	return e.call(t, http.MethodPost, "/graphql", string(body), append([]string{"Content-Type: application/json"}, headers...)...)
}

// eventually waits for something that happens by itself.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 500 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("this did not happen: %s", what)
}
