package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	entvote "gandan/ent/vote"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// ViewerHasVoted says whether the viewer supports the question; a visitor supports none. The questions of one response are
// one statement.
func (s *Service) ViewerHasVoted(ctx context.Context, q *ent.Question) (bool, error) {
	actor, _ := access.From(ctx)
	if actor.ID.IsZero() {
		return false, nil
	}
	return page.Maybe(ctx, "conference.viewer_has_voted", q.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]bool, error) {
		votes, err := s.store.Reader(ctx).Vote.Query().
			Where(entvote.VoterID(actor.ID), entvote.QuestionIDIn(ids...)).Select(entvote.FieldQuestionID).All(ctx)
		voted := make(map[gid.ID]bool, len(votes))
		for _, v := range votes {
			voted[v.QuestionID] = true
		}
		return voted, store.Translate(err)
	})
}
