package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// Commitment is one promise, readable with its conference. NOT_FOUND otherwise.
func (s *Service) Commitment(ctx context.Context, id gid.ID) (*ent.Commitment, error) {
	c, err := s.store.Reader(ctx).Commitment.Get(ctx, id)
	return c, store.Translate(err)
}
