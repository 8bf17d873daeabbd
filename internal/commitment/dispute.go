package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// DisputeCommitmentInput is which promise was not kept, and what is missing.
type DisputeCommitmentInput struct {
	ID     gid.ID
	Reason string
}

// Dispute says that what was completed was not kept; the public reads why. Only whoever asked the question it came from may,
// and nobody learns who. The promise waits to be completed again.
//
// NOT_FOUND; FORBIDDEN with key NOT_THE_ASKER for everybody else, admins included; CONFLICT with keys WRONG_STATE and
// COMMITMENT_KEPT; BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG.
func (s *Service) Dispute(ctx context.Context, in DisputeCommitmentInput) (*ent.Commitment, error) {
	reason, err := words("input.reason", in.Reason, shortest, longestReason)
	if err != nil {
		return nil, err
	}
	return s.move(ctx, in.ID, deed{
		verb: dispute, kind: commitmententry.KindDISPUTED, by: citizen, words: &reason,
		set: func(_ *store.Tx, u *ent.CommitmentUpdate) { u.ClearConfirmUntil() },
	})
}
