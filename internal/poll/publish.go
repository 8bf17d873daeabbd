package poll

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// PublishPollInput is which poll to publish.
type PublishPollInput struct {
	ID gid.ID
}

// Publish shows the results of a closed poll to everybody, for good; also after the conference. See ResultsOf.
// NOT_FOUND, FORBIDDEN, CONFLICT with key POLL_WRONG_STATE.
func (s *Service) Publish(ctx context.Context, in PublishPollInput) (*ent.Poll, error) {
	return s.move(ctx, in.ID, change{
		verb: publish, kind: activity.KindPOLL_PUBLISHED,
		set: func(tx *store.Tx, _ *ent.Poll, u *ent.PollUpdate) { u.SetPublishedAt(tx.Now) },
	})
}
