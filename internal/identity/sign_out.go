package identity

import (
	"context"

	"gandan/internal/store"
)

// SignOut ends the session of the caller: its access token and its open streams within 5 s, its refresh token at once.
// UNAUTHENTICATED without a session.
func (s *Service) SignOut(ctx context.Context) error {
	actor, err := signedIn(ctx)
	if err != nil {
		return err
	}
	err = store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		return end(ctx, tx, actor.SessionID, actor.ID, ReasonSignOut)
	})
	s.known.forget(actor.ID)
	return err
}
