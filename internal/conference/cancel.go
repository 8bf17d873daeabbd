package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// CancelConferenceInput is which conference to call off, and why.
type CancelConferenceInput struct {
	ID     gid.ID
	Reason string
}

// Cancel calls off a conference that has not begun. One that was announced stays public, a draft stays unseen.
// NOT_FOUND, FORBIDDEN, CONFLICT, BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG.
func (s *Service) Cancel(ctx context.Context, in CancelConferenceInput) (*ent.Conference, error) {
	reason, err := reasoned(in.Reason, 500)
	if err != nil {
		return nil, err
	}
	return s.move(ctx, in.ID, change{
		verb: cancel,
		set: func(tx *store.Tx, u *ent.ConferenceUpdate) {
			u.SetCancelledAt(tx.Now).SetCancelReason(reason).AddScheduleVersion(1) // calendars follow it
		},
	})
}
