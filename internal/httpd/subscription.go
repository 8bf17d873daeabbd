package httpd

import (
	"context"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
)

// run executes one operation of a socket and sends what comes of it: next for each answer, then complete; or error when it
// never began or ended for a reason.
func (k *socket) run(ctx context.Context, id string, run *running, p *graphql.RawParams) {
	defer run.cancel()
	defer func() {
		if v := recover(); v != nil {
			k.tell(run, message{ID: id, Type: "error", Payload: errorsOf(k.s.present(ctx, panicked(v)))}, true)
		}
	}()
	op := k.s.newOperation(ctx)
	defer op.close("ws")
	op.open(p, anyKind)
	if op.refused != nil {
		k.tell(run, message{ID: id, Type: "error", Payload: errorsOf(op.refused)}, true)
		return
	}
	for answer := op.respond(); answer != nil; answer = op.respond() {
		if answer.Data == nil && len(answer.Errors) > 0 {
			k.tell(run, message{ID: id, Type: "error", Payload: errorsOf(answer)}, true)
			return
		}
		if !k.tell(run, message{ID: id, Type: "next", Payload: encode(answer)}, false) {
			return
		}
	}
	if err := op.ending.Err(); err != nil {
		k.tell(run, message{ID: id, Type: "error", Payload: errorsOf(k.s.present(ctx, err))}, true)
		return
	}
	k.tell(run, message{ID: id, Type: "complete"}, true)
}

// errorsOf is the payload of an error message: the bare list.
func errorsOf(r *graphql.Response) json.RawMessage {
	b, err := json.Marshal(r.Errors)
	if err != nil {
		panic(err) // texts and numbers
	}
	return b
}
