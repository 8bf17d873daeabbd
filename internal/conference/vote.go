package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/question"
	entvote "gandan/ent/vote"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// VoteQuestionInput is which question a citizen supports.
type VoteQuestionInput struct {
	QuestionID gid.ID
}

// Vote supports a public question while its conference is announced or goes on: one vote a citizen, again is no change. One
// may support one's own question.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_UNIT; CONFLICT with keys QUESTION_NOT_PUBLISHED and VOTING_CLOSED.
func (s *Service) Vote(ctx context.Context, in VoteQuestionInput) (*ent.Question, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q, err := ballot(ctx, tx, in.QuestionID)
		if err != nil {
			return nil, err
		}
		has, err := tx.Vote.Query().Where(entvote.VoterID(tx.Actor.ID), entvote.QuestionID(q.ID)).Exist(ctx)
		if err != nil || has {
			return q, err
		}
		return s.count(ctx, tx, q, 1, func() error {
			return tx.Vote.Create().SetQuestionID(q.ID).SetVoterID(tx.Actor.ID).Exec(ctx)
		})
	})
}

// ballot is the question if the actor may vote on it.
func ballot(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.Question, error) {
	q, err := tx.Question.Get(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case !access.Can(tx.Actor, access.VoteQuestion, access.Object{Path: q.UnitPath}):
		return nil, fault.New(fault.Forbidden, "NOT_YOUR_UNIT")
	case !listed(q.Status):
		return nil, fault.New(fault.Conflict, "QUESTION_NOT_PUBLISHED")
	}
	return q, nil
}

// count adds by to the votes of the question and tells of it. cast writes the vote itself, once the rows of the conference and
// the question are locked: the other way round, two voters of one question would each hold a share of its row.
func (s *Service) count(ctx context.Context, tx *store.Tx, q *ent.Question, by int, cast func() error) (*ent.Question, error) {
	c, err := take(ctx, tx, q.ConferenceID, step{verb: vote, numbers: 1})
	if err != nil {
		return nil, err
	}
	n, err := tx.Question.Update().
		Where(question.ID(q.ID), question.StatusIn(question.StatusPUBLISHED, question.StatusANSWERED)).AddVoteCount(by).
		Save(ctx)
	if err := exactlyOne(n, err); err != nil {
		return nil, err
	}
	if err := cast(); err != nil {
		return nil, err
	}
	if err := record(ctx, tx, c, activity.KindVOTES_CHANGED, &q.ID); err != nil {
		return nil, err
	}
	return tx.Question.Get(ctx, q.ID)
}
