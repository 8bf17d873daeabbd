package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	entvote "gandan/ent/vote"
	"gandan/internal/store"
)

// UnvoteQuestionInput is which question a citizen supports no longer.
type UnvoteQuestionInput struct {
	QuestionID gid.ID
}

// Unvote takes the vote back while one may vote; without a vote it is no change.
//
// The vote goes first, since only the number of deleted rows tells whether there was one when two phones of a citizen ask at
// once. Faults as for Vote.
func (s *Service) Unvote(ctx context.Context, in UnvoteQuestionInput) (*ent.Question, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q, err := ballot(ctx, tx, in.QuestionID)
		if err != nil {
			return nil, err
		}
		n, err := tx.Vote.Delete().Where(entvote.VoterID(tx.Actor.ID), entvote.QuestionID(q.ID)).Exec(ctx)
		if err != nil || n == 0 {
			return q, err
		}
		return s.count(ctx, tx, q, -n, func() error { return nil })
	})
}
