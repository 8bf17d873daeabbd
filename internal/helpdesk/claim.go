package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// ClaimHelpRequestInput is which request a volunteer takes.
type ClaimHelpRequestInput struct {
	ID gid.ID
}

// Claim gives an open request to the volunteer who asks. Of many who claim at once one wins.
// NOT_FOUND; FORBIDDEN, also with key OWN_REQUEST; CONFLICT with keys ALREADY_CLAIMED and WRONG_STATE.
func (s *Service) Claim(ctx context.Context, in ClaimHelpRequestInput) (*ent.HelpRequest, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		return s.move(ctx, tx, in.ID, VerbClaim, step{change: func(r *ent.HelpRequest) { r.VolunteerID = &tx.Actor.ID }})
	})
}
