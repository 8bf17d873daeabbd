package httpd

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// maxOperationID bounds what a client may choose as the id of an operation; a close reason has room for 123 bytes.
const maxOperationID = 64

var errDuplicateID = errors.New("an operation of this id is active")

// message is what travels on a socket.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// receive handles one message of the client. What is not of the protocol ends the connection: a client that speaks
// another one has to be mended, not guessed.
func (k *socket) receive(data []byte) {
	m, err := parseMessage(data)
	if err != nil {
		k.end(closeBadRequest, "Invalid message received")
		return
	}
	switch m.Type {
	case "connection_init":
		k.initialise(m.Payload)
	case "ping":
		k.write(message{Type: "pong", Payload: m.Payload})
	case "pong":
	case "subscribe":
		k.subscribe(m)
	case "complete":
		k.complete(m.ID)
	default:
		k.end(closeBadRequest, "Invalid message received")
	}
}

func parseMessage(data []byte) (message, error) {
	object, err := strictObject(data)
	if err != nil {
		return message{}, err
	}
	m := message{Payload: object["payload"]}
	for name, into := range map[string]*string{"type": &m.Type, "id": &m.ID} {
		if err := decode(object[name], into); err != nil {
			return message{}, fault.Bad(name, "WRONG_TYPE")
		}
	}
	if string(m.Payload) == "null" {
		m.Payload = nil
	}
	needsID := m.Type == "subscribe" || m.Type == "complete"
	if needsID && (m.ID == "" || len(m.ID) > maxOperationID) {
		return message{}, fault.Bad("id", "WRONG_TYPE")
	}
	return m, nil
}

// initialise finds out who opened the socket, from connection_init or from the HTTP request before it.
func (k *socket) initialise(payload json.RawMessage) {
	if k.greeted {
		k.end(closeTooMany, "Too many initialisation requests")
		return
	}
	k.greeted = true
	k.greet.Stop()
	var fields map[string]any
	if len(payload) > 0 && json.Unmarshal(payload, &fields) != nil {
		k.end(closeBadRequest, "Invalid message received")
		return
	}
	actor, err := k.identify(fields)
	if err != nil {
		k.forbid(err)
		return
	}
	if err := k.seat.take(actor.ID); err != nil {
		k.end(closeTooMany, "Too many connections")
		return
	}
	k.welcome(actor)
}

func (k *socket) identify(fields map[string]any) (access.Actor, error) {
	bearer, err := bearerIn(fields)
	if err != nil {
		return access.Actor{}, err
	}
	if bearer == "" {
		actor, _ := access.From(k.ctx)
		return actor, nil
	}
	k.bearer = bearer
	return k.s.Auth.Authenticate(k.ctx, bearer)
}

func (k *socket) welcome(actor access.Actor) {
	k.who = access.With(k.ctx, actor)
	if !actor.IsAnonymous() {
		k.note.actor = actor.ID.String()
		bearer := k.bearer
		k.helpers.Go(func() { k.s.watch(k.ctx, bearer, actor, k.forbid) })
	}
	k.acked = true
	k.write(message{Type: "connection_ack"})
}

// forbid ends the connection of somebody who may not, or no longer, use it: clients refresh their token and come back.
func (k *socket) forbid(err error) {
	if fault.Is(err, fault.Unavailable) || fault.Is(err, fault.Internal) {
		k.end(closeTryLater, "Try again later")
		return
	}
	k.end(closeForbidden, "Forbidden")
}

// bearerIn reads {"Authorization": "Bearer …"}; empty when the payload names nobody.
func bearerIn(fields map[string]any) (string, error) {
	for _, name := range []string{"Authorization", "authorization"} {
		switch value := fields[name].(type) {
		case nil:
		case string:
			return bearerOf([]string{value})
		default:
			return "", fault.New(fault.Unauthenticated, "BEARER_MALFORMED")
		}
	}
	return "", nil
}

// subscribe starts an operation of any kind.
func (k *socket) subscribe(m message) {
	if !k.acked {
		k.end(closeUnauthorized, "Unauthorized")
		return
	}
	p, err := paramsOf(m.Payload, nil) // without headers: those of the handshake belong to no operation
	if err != nil {
		k.end(closeBadRequest, "Invalid message received")
		return
	}
	ctx, cancel := context.WithCancel(k.who)
	run := &running{cancel}
	if err := k.add(m.ID, run); err != nil {
		cancel()
		if errors.Is(err, errDuplicateID) {
			k.end(closeDuplicate, "Subscriber for "+m.ID+" already exists")
			return
		}
		k.write(message{ID: m.ID, Type: "error", Payload: errorsOf(k.s.present(k.who, err))})
		return
	}
	k.helpers.Go(func() { k.run(ctx, m.ID, run, p) })
}

// add makes the operation active, unless its id is taken or there are too many.
func (k *socket) add(id string, run *running) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.active[id] != nil {
		return errDuplicateID
	}
	if limit := k.s.streams.Subscriptions; len(k.active) >= limit {
		return fault.New(fault.LimitExceeded, "SUBSCRIPTION_LIMIT").With("limit", limit)
	}
	k.active[id] = run
	return nil
}

// complete stops an operation at the client's wish; an id that is not active may just have ended.
func (k *socket) complete(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if run := k.active[id]; run != nil {
		run.cancel()
		delete(k.active, id)
	}
}

// write sends a message that belongs to no operation.
func (k *socket) write(m message) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.over {
		_ = k.transmit(m) // a peer that is gone is noticed by the reader
	}
}

// tell sends a message of an operation, if that is still active; the last one ends it.
func (k *socket) tell(run *running, m message, last bool) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.over || k.active[m.ID] != run {
		return false
	}
	if last {
		delete(k.active, m.ID)
	}
	return k.transmit(m) == nil
}

// transmit gives a slow reader a moment; when that is over the connection is dropped, because half a message was sent.
func (k *socket) transmit(m message) error {
	data, err := json.Marshal(m)
	if err != nil {
		panic(err) // texts and JSON
	}
	ctx, cancel := context.WithTimeout(context.Background(), k.s.streams.WriteTimeout)
	defer cancel()
	return k.conn.Write(ctx, websocket.MessageText, data)
}

// anyKind is what a socket carries: queries and mutations stand under the same limits here as over HTTP.
func anyKind(ast.Operation) error { return nil }
