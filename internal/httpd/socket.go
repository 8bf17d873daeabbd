package httpd

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"gandan/internal/access"
	"gandan/internal/fault"
)

const subprotocol = "graphql-transport-ws"

// The close codes of graphql-transport-ws and those of RFC 6455 that we use.
const (
	closeGoingAway     = 1001
	closeTryLater      = 1013
	closeBadRequest    = 4400
	closeUnauthorized  = 4401
	closeForbidden     = 4403
	closeNoSubprotocol = 4406
	closeInitTimeout   = 4408
	closeDuplicate     = 4409
	closeTooMany       = 4429
)

// socket is one connection of graphql-transport-ws.
//
// The read loop owns the state of the protocol; operations run beside it. One lock covers which operations are active and
// every write, so that nothing is sent for an operation once it is over and its id may be used anew.
type socket struct {
	s      *Server
	conn   *websocket.Conn
	seat   *seat
	bearer string // of the HTTP request; connection_init may bring another
	note   *note

	ctx     context.Context // of everything here; ended with the socket
	cancel  context.CancelFunc
	helpers sync.WaitGroup
	who     context.Context // of the operations: ctx with the actor that connection_init named
	greeted bool            // connection_init was received
	acked   bool
	pace    pace

	mu     sync.Mutex
	active map[string]*running
	over   bool
	greet  *time.Timer
}

// running is one operation on a socket. Its identity matters: a later one may have the same id.
type running struct{ cancel context.CancelFunc }

// serveSocket upgrades the request and serves the connection until it ends.
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request, bearer string) {
	if !s.sameOrigin(r) {
		s.refuse(w, r, fault.New(fault.Forbidden, "ORIGIN_FORBIDDEN"))
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	k := &socket{
		s: s, bearer: bearer, note: noteOf(ctx), ctx: ctx, cancel: cancel,
		active: map[string]*running{}, pace: pace{rate: s.streams.MessageRate, now: s.Now},
	}
	seat, err := s.streams.enter(neighbourhood(access.RequestFrom(ctx).IP), func() { k.end(closeGoingAway, "Going away") })
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	defer seat.leave()
	defer k.tidy()
	k.seat, k.note.transport = seat, "ws"
	if k.accept(w, r) {
		k.serve()
	}
}

// sameOrigin keeps other web pages from opening sockets in a visitor's name. Apps send no Origin.
func (s *Server) sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || s.origins[origin] {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && strings.EqualFold(u.Host, r.Host)
}

// accept does the handshake. A client of another protocol learns why in the way of this one.
func (k *socket) accept(w http.ResponseWriter, r *http.Request) bool {
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols: []string{subprotocol}, InsecureSkipVerify: true, // sameOrigin has verified it
	})
	if err != nil {
		return false // the client has its answer
	}
	conn.SetReadLimit(k.s.streams.MessageBytes)
	switch {
	case conn.Subprotocol() != subprotocol:
		k.closedWith(closeNoSubprotocol)
		_ = conn.Close(closeNoSubprotocol, "Subprotocol not acceptable")
		return false
	case !k.hold(conn):
		_ = conn.Close(closeGoingAway, "Going away")
		return false
	}
	return true
}

// hold keeps the connection, unless the process has begun to stop during the handshake.
func (k *socket) hold(conn *websocket.Conn) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.conn = conn
	return !k.over
}

// serve reads until the connection ends.
func (k *socket) serve() {
	k.greet = time.AfterFunc(k.s.streams.InitTimeout, func() { k.end(closeInitTimeout, "Connection initialisation timeout") })
	defer k.greet.Stop()
	k.helpers.Go(k.ping)
	for {
		// Without a deadline: the pings notice a peer that is gone.
		kind, data, err := k.conn.Read(context.Background())
		if err != nil || k.isOver() {
			k.closedWith(int(websocket.CloseStatus(err)))
			return
		}
		switch {
		case !k.pace.allows():
			k.end(closeTooMany, "Too many messages")
		case kind != websocket.MessageText:
			k.end(closeBadRequest, "Invalid message received")
		default:
			k.receive(data)
		}
	}
}

// tidy waits for everything that the socket started; from here on nothing new starts.
func (k *socket) tidy() {
	k.mu.Lock()
	k.over = true
	k.mu.Unlock()
	k.cancel()
	k.helpers.Wait()
	if k.conn != nil {
		_ = k.conn.CloseNow()
	}
}

// closedWith notes the code for the log; the first one counts.
func (k *socket) closedWith(code int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.note.closed == 0 {
		k.note.closed = code
	}
}

// ping notices a peer that is gone: without an answer within one more interval the connection is dropped.
func (k *socket) ping() {
	tick := time.NewTicker(k.s.streams.PingInterval)
	defer tick.Stop()
	for {
		select {
		case <-k.ctx.Done():
			return
		case <-tick.C:
		}
		ctx, cancel := context.WithTimeout(k.ctx, k.s.streams.PingInterval)
		err := k.conn.Ping(ctx)
		cancel()
		if err != nil {
			k.cancel()
			_ = k.conn.CloseNow()
			return
		}
	}
}

// end closes the connection with a code and stops its operations; the first code counts. It does not wait for the peer.
func (k *socket) end(code int, reason string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.over {
		return
	}
	k.over, k.note.closed = true, code
	k.cancel()
	if k.conn == nil {
		return // the handshake is under way: hold will see it
	}
	k.helpers.Go(func() { _ = k.conn.Close(websocket.StatusCode(code), reason) })
}

func (k *socket) isOver() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.over
}

// pace is how many messages a socket may send within a second.
type pace struct {
	rate int
	now  func() time.Time
	from time.Time
	sent int
}

func (p *pace) allows() bool {
	if now := p.now(); now.Sub(p.from) >= time.Second {
		p.from, p.sent = now, 0
	}
	p.sent++
	return p.sent <= p.rate
}
