package access

import (
	"context"
	"net/netip"
	"sync"
)

// Request is what the edge knows about a call, apart from who makes it: httpd fills it in, everyone may read it.
type Request struct {
	ID       string     // also sent back as X-Request-Id and in the extensions of each error
	Language string     // "vi" or "en"
	IP       netip.Addr // of the client, seen through the trusted proxies only; invalid when unknown

	// IdempotencyKey names one mutation for its account; empty when the client gave none. Fingerprint is the SHA-256 of
	// what the client asked: the same key with another fingerprint is a CONFLICT.
	IdempotencyKey string
	Fingerprint    [32]byte
}

type requestKey struct{}

// WithRequest gives the context what the edge knows.
func WithRequest(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// RequestFrom takes it out of the context; without one it is a nameless request in Vietnamese.
func RequestFrom(ctx context.Context) Request {
	if r, ok := ctx.Value(requestKey{}).(Request); ok {
		return r
	}
	return Request{Language: "vi"}
}

// Ending is why a subscription ends before its client asked for it. The zero value is an ordinary end.
type Ending struct {
	mu  sync.Mutex
	err error
}

// Err is the reason, nil for an ordinary end.
func (e *Ending) Err() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.err
}

func (e *Ending) set(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err == nil {
		e.err = err
	}
}

type endingKey struct{}

// WithEnding prepares a context for EndStream; a transport calls it once per subscription.
func WithEnding(ctx context.Context) (context.Context, *Ending) {
	e := new(Ending)
	return context.WithValue(ctx, endingKey{}, e), e
}

// EndStream records why a subscription is about to end, for instance because its client reads too slowly. Call it
// before closing the channel: the client then receives the fault instead of a completion. The first reason counts.
func EndStream(ctx context.Context, err error) {
	if e, ok := ctx.Value(endingKey{}).(*Ending); ok {
		e.set(err)
	}
}
