package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// ConfirmCommitmentInput is which promise was kept.
type ConfirmCommitmentInput struct {
	ID gid.ID
}

// Confirm says that what was completed was kept. Only whoever asked the question it came from may, and nobody learns who.
//
// NOT_FOUND; FORBIDDEN with key NOT_THE_ASKER for everybody else, admins included; CONFLICT with keys WRONG_STATE and
// COMMITMENT_KEPT.
func (s *Service) Confirm(ctx context.Context, in ConfirmCommitmentInput) (*ent.Commitment, error) {
	return s.move(ctx, in.ID, deed{
		verb: confirm, kind: commitmententry.KindCONFIRMED, by: citizen,
		set: func(tx *store.Tx, u *ent.CommitmentUpdate) { u.SetKeptAt(tx.Now).ClearConfirmUntil() },
	})
}
