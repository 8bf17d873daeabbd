package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// ReleaseHelpRequestInput is which request goes back to the queue, and why.
type ReleaseHelpRequestInput struct {
	ID     gid.ID
	Reason string

	ReasonCode *ReleaseReason
}

// Release gives a request back to the queue, by its holder or an admin of its unit; its clock goes on.
// BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; NOT_FOUND; FORBIDDEN with key NOT_HOLDER; CONFLICT.
func (s *Service) Release(ctx context.Context, in ReleaseHelpRequestInput) (*ent.HelpRequest, error) {
	reason, err := givenReason(in.Reason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := s.move(ctx, tx, in.ID, VerbRelease, step{reason: reason, code: asCode(in.ReasonCode), change: withoutHolder})
		if err != nil {
			return nil, err
		}
		return r, count(ctx, tx, r, SeriesReleased, orNone(in.ReasonCode))
	})
}

func withoutHolder(r *ent.HelpRequest) { r.VolunteerID = nil }
