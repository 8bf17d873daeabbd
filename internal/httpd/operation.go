package httpd

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// operation is one run of the executor, whichever transport asked for it. Either it was refused, or respond gives its
// answers one by one. Close it when it is over.
type operation struct {
	s       *Server
	ctx     context.Context
	kind    ast.Operation
	name    string
	refused *graphql.Response
	answers graphql.ResponseHandler
	ending  *access.Ending
	leave   func() // gives back the place in the gate
	began   time.Time
	code    string // of the first error
}

// permit says which kinds of operation a transport carries; its fault is the answer to the others.
type permit func(ast.Operation) error

// newOperation prepares an operation; whoever has one defers its close before opening it, in case it panics.
func (s *Server) newOperation(ctx context.Context) *operation {
	o := &operation{s: s, began: s.Now(), leave: func() {}}
	o.ctx, o.ending = access.WithEnding(graphql.StartOperationTrace(ctx))
	return o
}

// open lets the operation in, parses, measures and starts it.
func (o *operation) open(p *graphql.RawParams, allowed permit) {
	leave, err := o.s.gate.enter(o.ctx)
	if err != nil {
		o.refuse(err)
		return
	}
	o.leave = leave
	oc, errs := o.s.Exec.CreateOperationContext(o.ctx, p)
	if len(errs) > 0 {
		o.refused = o.s.Exec.DispatchError(graphql.WithOperationContext(o.ctx, oc), errs)
		return
	}
	o.kind, o.name = oc.Operation.Operation, oc.Operation.Name
	if err := allowed(o.kind); err != nil {
		o.refuse(err)
		return
	}
	o.answers, o.ctx = o.s.Exec.DispatchOperation(o.ctx, oc)
	if o.kind == ast.Subscription {
		o.free() // it waits most of the time; its events are written by whoever publishes them
	}
}

func (o *operation) refuse(err error) { o.refused = o.s.present(o.ctx, err) }

// first is the refusal or the first answer.
func (o *operation) first() *graphql.Response {
	if o.refused != nil {
		return o.refused
	}
	return o.respond()
}

// respond is the next answer, nil after the last. An answer without data means that the operation never began.
func (o *operation) respond() *graphql.Response {
	if o.refused != nil {
		return nil
	}
	r := o.answers(o.ctx)
	if r == nil {
		return nil
	}
	if o.code == "" {
		o.code = codeOf(r)
	}
	// The executor writes the next answer of a subscription over the last one, which may still wait to be sent.
	r.Data = bytes.Clone(r.Data)
	return r
}

// close gives the place back and counts the operation.
func (o *operation) close(transport string) {
	o.free()
	if o.refused != nil {
		o.code = codeOf(o.refused)
	}
	o.s.metrics.operation(transport, string(o.kind), o.code, o.s.Now().Sub(o.began))
}

func (o *operation) free() {
	o.leave()
	o.leave = func() {}
}

// present turns an error into an answer, by way of the executor's presenter: there is one way for errors to look.
func (s *Server) present(ctx context.Context, err error) *graphql.Response {
	return s.Exec.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(err)})
}

// codeOf is the code of the first error, empty without one.
func codeOf(r *graphql.Response) string {
	code, _ := extension(r, "code").(fault.Code)
	return string(code)
}

func keyOf(r *graphql.Response) fault.Key {
	key, _ := extension(r, "key").(fault.Key)
	return key
}

func extension(r *graphql.Response, name string) any {
	if r == nil || len(r.Errors) == 0 {
		return nil
	}
	return r.Errors[0].Extensions[name]
}

// encode writes an answer. What never began has no data at all; what ran and failed has data that is null.
func encode(r *graphql.Response) []byte {
	b, err := json.Marshal(struct {
		Errors     gqlerror.List   `json:"errors,omitempty"`
		Data       json.RawMessage `json:"data,omitempty"`
		Extensions map[string]any  `json:"extensions,omitempty"`
	}{r.Errors, r.Data, r.Extensions})
	if err != nil {
		panic(err) // data is JSON already and the rest are texts and numbers
	}
	return b
}
