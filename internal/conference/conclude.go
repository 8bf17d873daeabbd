package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// PublishConclusionInput is the conclusion of the chair.
type PublishConclusionInput struct {
	ID   gid.ID
	Body string
}

// Conclude publishes the conclusion of a conference that has ended.
// NOT_FOUND, FORBIDDEN, CONFLICT, BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG.
func (s *Service) Conclude(ctx context.Context, in PublishConclusionInput) (*ent.Conference, error) {
	body, err := words("input.body", in.Body, 10, 20_000)
	if err != nil {
		return nil, err
	}
	return s.move(ctx, in.ID, change{
		verb: conclude,
		set:  func(tx *store.Tx, u *ent.ConferenceUpdate) { u.SetConcludedAt(tx.Now).SetConclusionBody(body) },
	})
}
