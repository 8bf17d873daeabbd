package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// EndConferenceInput is which conference to end.
type EndConferenceInput struct {
	ID gid.ID
}

// End closes a conference that goes on: no more questions and votes; the conclusion is due from here.
// NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) End(ctx context.Context, in EndConferenceInput) (*ent.Conference, error) {
	return s.move(ctx, in.ID, change{
		verb: end,
		set:  func(tx *store.Tx, u *ent.ConferenceUpdate) { u.SetEndedAt(tx.Now) },
	})
}
