package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// CancelHelpRequestInput is which request the citizen withdraws.
type CancelHelpRequestInput struct {
	ID     gid.ID
	Reason *string

	ReasonCode *CancelReason
}

// Cancel withdraws a request that is not resolved, by its citizen. The holder stays named, so that they can see it.
// BAD_USER_INPUT with key TOO_LONG; NOT_FOUND; FORBIDDEN with key NOT_YOUR_REQUEST; CONFLICT.
func (s *Service) Cancel(ctx context.Context, in CancelHelpRequestInput) (*ent.HelpRequest, error) {
	reason, err := optional(in.Reason, "input.reason", longestReason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := s.move(ctx, tx, in.ID, VerbCancel, step{reason: reason, code: asCode(in.ReasonCode)})
		if err != nil {
			return nil, err
		}
		return r, count(ctx, tx, r, SeriesCancelled, orNone(in.ReasonCode))
	})
}
