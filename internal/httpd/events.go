package httpd

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"gandan/internal/access"
)

// errStopping ends a stream without a word: the client finds the connection gone and comes back.
var errStopping = errors.New("the process stops")

// serveEvents runs an operation in the "distinct connections" mode of GraphQL over SSE: each answer is an event next, the
// last event is complete. It ends when the operation does, the client leaves, the token dies or the process stops.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request, p *graphql.RawParams, bearer string) {
	ctx, end := context.WithCancelCause(r.Context())
	defer end(nil)
	seat, err := s.streams.enter(neighbourhood(access.RequestFrom(ctx).IP), func() { end(errStopping) })
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	defer seat.leave()
	actor, _ := access.From(ctx)
	if err := seat.take(actor.ID); err != nil {
		s.refuse(w, r, err)
		return
	}
	var helpers sync.WaitGroup
	defer helpers.Wait()
	defer end(nil)
	if bearer != "" {
		helpers.Go(func() { s.watch(ctx, bearer, actor, func(err error) { end(err) }) })
	}
	s.runEvents(ctx, w, r, p, &helpers)
}

func (s *Server) runEvents(
	ctx context.Context, w http.ResponseWriter, r *http.Request, p *graphql.RawParams, helpers *sync.WaitGroup,
) {
	out, n := newEventWriter(w, s.streams.WriteTimeout), noteOf(r.Context())
	n.transport = "sse"
	out.begin()
	answers := make(chan *graphql.Response)
	op := s.newOperation(ctx)
	helpers.Go(func() {
		defer close(answers)
		op.pump(ctx, p, overHTTP(r.Method, eventsMedia), answers)
	})
	ping := time.NewTicker(s.streams.PingInterval)
	defer ping.Stop()
	for {
		select {
		case answer, more := <-answers:
			if !more {
				n.kind, n.operation, n.code = string(op.kind), op.name, op.code
				out.finish(ctx, s, r, op)
				return
			}
			out.next(answer)
		case <-ping.C:
			out.comment()
		}
		if out.err != nil {
			return
		}
	}
}

// pump runs the operation and passes its answers on, until they or the context end.
func (o *operation) pump(ctx context.Context, p *graphql.RawParams, allowed permit, answers chan<- *graphql.Response) {
	defer o.close("sse")
	defer func() {
		if v := recover(); v != nil {
			send(ctx, answers, o.s.present(ctx, panicked(v)))
		}
	}()
	o.open(p, allowed)
	for answer := o.first(); answer != nil; answer = o.respond() {
		if !send(ctx, answers, answer) {
			return
		}
	}
}

func send(ctx context.Context, answers chan<- *graphql.Response, answer *graphql.Response) bool {
	select {
	case answers <- answer:
		return true
	case <-ctx.Done():
		return false
	}
}

// eventWriter writes events; after the first failure it writes nothing more.
type eventWriter struct {
	w       http.ResponseWriter
	control *http.ResponseController
	timeout time.Duration
	err     error
}

func newEventWriter(w http.ResponseWriter, timeout time.Duration) *eventWriter {
	return &eventWriter{w: w, control: http.NewResponseController(w), timeout: timeout}
}

// begin sends the head at once, so that the client knows it is connected, and lifts the deadlines of ordinary requests.
func (e *eventWriter) begin() {
	h := e.w.Header()
	h.Set("Content-Type", eventsMedia.header())
	h.Set("X-Accel-Buffering", "no") // asks a proxy to pass each event on at once
	_ = e.control.SetReadDeadline(time.Time{})
	e.write(":\n\n")
}

func (e *eventWriter) next(answer *graphql.Response) {
	e.write("event: next\ndata: " + string(encode(answer)) + "\n\n")
}

func (e *eventWriter) comment() { e.write(": still here\n\n") }

// finish says how it ended: nothing to a client that left or that shall come back, else the reason, if any, and complete.
// The empty data line is there because a browser drops events that carry none.
func (e *eventWriter) finish(ctx context.Context, s *Server, r *http.Request, op *operation) {
	cause := context.Cause(ctx)
	if r.Context().Err() != nil || errors.Is(cause, errStopping) {
		return
	}
	if cause == nil {
		cause = op.ending.Err()
	}
	if cause != nil {
		e.next(s.present(r.Context(), cause))
	}
	e.write("event: complete\ndata:\n\n")
}

func (e *eventWriter) write(text string) {
	if e.err != nil {
		return
	}
	_ = e.control.SetWriteDeadline(time.Now().Add(e.timeout)) //nolint:forbidigo // a deadline of the network, not of the domain
	if _, e.err = e.w.Write([]byte(text)); e.err == nil {
		e.err = e.control.Flush()
	}
}
