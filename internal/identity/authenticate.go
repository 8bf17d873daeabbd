package identity

import (
	"context"
	"time"

	"gandan/ent/gid"
	"gandan/internal/access"
)

// Authenticate tells who holds the access token, with the rights of this moment.
// UNAUTHENTICATED with key BAD_TOKEN, TOKEN_EXPIRED, SESSION_ENDED or ACCOUNT_SUSPENDED; UNAVAILABLE when the database does not answer.
func (s *Service) Authenticate(ctx context.Context, bearer string) (access.Actor, error) {
	actor, _, err := s.AuthenticateToken(ctx, bearer)
	return actor, err
}

// AuthenticateToken is Authenticate and the end of the token, at which a socket is to be closed.
func (s *Service) AuthenticateToken(ctx context.Context, bearer string) (access.Actor, time.Time, error) {
	c, err := s.parse(bearer)
	if err != nil {
		return access.Actor{}, time.Time{}, err
	}
	h, err := s.recall(ctx, c.SessionID)
	if err != nil {
		return access.Actor{}, time.Time{}, err
	}
	if h.account.ID != c.Subject {
		return access.Actor{}, time.Time{}, unauthenticated("BAD_TOKEN")
	}
	if err := s.alive(h, s.store.Now()); err != nil {
		return access.Actor{}, time.Time{}, err
	}
	return h.actor, earliest(time.Unix(c.Expires, 0).UTC(), s.endOf(h)), nil
}

// recall is holderOf through the memory.
func (s *Service) recall(ctx context.Context, id gid.ID) (*holder, error) {
	now := s.store.Now()
	h, epoch := s.known.get(id, now)
	if h != nil {
		return h, nil
	}
	h, err := s.holderOf(ctx, id)
	if err != nil {
		return nil, err
	}
	s.known.put(h, now, epoch)
	return h, nil
}
