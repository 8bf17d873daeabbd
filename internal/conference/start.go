package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// StartConferenceInput is which conference to start.
type StartConferenceInput struct {
	ID gid.ID
}

// Start opens an announced conference, also before the hour that was announced (see Life).
// NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) Start(ctx context.Context, in StartConferenceInput) (*ent.Conference, error) {
	return s.move(ctx, in.ID, change{
		verb: start,
		set:  func(tx *store.Tx, u *ent.ConferenceUpdate) { u.SetStartedAt(tx.Now) },
	})
}
