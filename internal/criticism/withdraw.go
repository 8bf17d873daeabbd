package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// WithdrawDraftInput is which draft is taken back, and why.
type WithdrawDraftInput struct {
	ID     gid.ID
	Reason string
}

// Withdraw takes a draft back. One that was opened stays public with its opinions and the reason; a prepared one stays unseen.
// NOT_FOUND, FORBIDDEN, CONFLICT with key DRAFT_WRONG_STATE, BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG.
func (s *Service) Withdraw(ctx context.Context, in WithdrawDraftInput) (*ent.Draft, error) {
	reason, err := optional("input.reason", &in.Reason, 500)
	if err != nil {
		return nil, err
	}
	if reason == nil {
		return nil, fault.Bad("input.reason", "REASON_REQUIRED")
	}
	return s.move(ctx, in.ID, change{
		verb: withdraw,
		set: func(tx *store.Tx, _ *ent.Draft, u *ent.DraftUpdate) {
			u.SetWithdrawnAt(tx.Now).SetWithdrawReason(*reason)
		},
	})
}
