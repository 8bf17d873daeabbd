package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// ReopenHelpRequestInput is which request is opened again, and why.
type ReopenHelpRequestInput struct {
	ID     gid.ID
	Reason string
}

// Reopen puts a resolved or closed request back into the queue, by its citizen, within Policy.Reopen of its resolution by
// the clock of the server. Nobody holds it then, and its clock starts anew.
// BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; NOT_FOUND; FORBIDDEN with key NOT_YOUR_REQUEST; CONFLICT, also with
// key REOPEN_WINDOW_OVER.
func (s *Service) Reopen(ctx context.Context, in ReopenHelpRequestInput) (*ent.HelpRequest, error) {
	reason, err := givenReason(in.Reason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		anew := func(r *ent.HelpRequest) { r.VolunteerID, r.ResolvedAt, r.OpenedAt = nil, nil, tx.Now }
		return s.move(ctx, tx, in.ID, VerbReopen, step{reason: reason, change: anew})
	})
}
