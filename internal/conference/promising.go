package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// Promising locks the conference for a promise and gives it, if the actor may record promises of its unit and it has been
// announced and was not called off. It comes before any other write of the transaction: the ledger of commitments asks first.
// NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) Promising(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.Conference, error) {
	if _, err := s.load(ctx, tx, id, commit); err != nil {
		return nil, err
	}
	return take(ctx, tx, id, step{verb: commit})
}
