package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"github.com/golang-jwt/jwt/v5"

	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Service is the domain of people. Its methods may be called by many at once.
type Service struct {
	store     *store.Store
	territory *territory.Service
	opts      Options
	parser    *jwt.Parser
	known     *actors
}

// New makes the service. It refuses a short secret, a missing key or sender, and in production whatever serves development
// only: guessable keys, the log sender, a webhook without TLS.
func New(s *store.Store, t *territory.Service, opts Options) (*Service, error) {
	opts = opts.orDefaults()
	if err := opts.check(); err != nil {
		return nil, err
	}
	return &Service{store: s, territory: t, opts: opts, parser: newParser(opts, s.Now), known: newActors()}, nil
}

// mac is an HMAC-SHA256 with the secret. The label and the lengths keep one use from standing in for another.
func (s *Service) mac(label string, parts ...[]byte) []byte {
	h := hmac.New(sha256.New, s.opts.Secret)
	for _, part := range append([][]byte{[]byte(label)}, parts...) {
		_ = binary.Write(h, binary.BigEndian, uint64(len(part))) // a hash takes every byte
		_, _ = h.Write(part)
	}
	return h.Sum(nil)
}

// asSystem lets the domain read accounts before it is known who asks.
func asSystem(ctx context.Context) context.Context { return access.AsSystem(ctx, systemName) }

// signedIn is the person who asks, or UNAUTHENTICATED.
func signedIn(ctx context.Context) (access.Actor, error) {
	a, ok := access.From(ctx)
	if !ok || a.ID.IsZero() {
		return a, unauthenticated("UNAUTHENTICATED")
	}
	return a, nil
}

func unauthenticated(key fault.Key) *fault.Error { return fault.New(fault.Unauthenticated, key) }
