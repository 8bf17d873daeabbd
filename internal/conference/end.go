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

// End closes a conference that goes on: no more questions and votes; the conclusion is due from here. What was being answered
// is so no longer.
// NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) End(ctx context.Context, in EndConferenceInput) (*ent.Conference, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := s.move(ctx, in.ID, change{
			verb: end,
			set:  func(tx *store.Tx, u *ent.ConferenceUpdate) { u.SetEndedAt(tx.Now) },
		})
		if err != nil || c.AnsweringID == nil {
			return c, err
		}
		if _, err := endAnswering(ctx, tx, c); err != nil {
			return nil, err
		}
		return tx.Conference.Get(ctx, c.ID)
	})
}
