package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// MergeQuestionsInput is two questions that ask the same.
type MergeQuestionsInput struct {
	QuestionID gid.ID
	IntoID     gid.ID
}

// Merge joins a question with another of the same conference that is public; it gives the one that stays. Whoever voted for
// either has one vote for that one, and whoever followed either follows it once; its asker follows it too.
//
// What was joined with the question before goes along, so that it always names the one that stays: there is no chain, and no
// circle either, since only a public question takes others and one that was joined is public no longer.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys CANNOT_MERGE_INTO_ITSELF and QUESTION_ELSEWHERE; CONFLICT with keys WRONG_STATE and
// MERGE_TARGET_NOT_OPEN.
func (s *Service) Merge(ctx context.Context, in MergeQuestionsInput) (*ent.Question, error) {
	if in.QuestionID == in.IntoID {
		return nil, fault.Bad("input.intoId", "CANNOT_MERGE_INTO_ITSELF")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		from, into, err := pair(ctx, tx, in)
		if err != nil {
			return nil, err
		}
		t := turn{
			verb: join, at: merge, data: map[string]string{"into": into.ID.String()},
			set: func(_ *ent.Conference, u *ent.QuestionUpdate) { u.SetMergedIntoID(into.ID) },
		}
		if from.Listed {
			t.kind = activity.KindQUESTION_HIDDEN
		}
		if _, err := moveQuestion(ctx, tx, from, t); err != nil {
			return nil, err
		}
		return gather(ctx, tx, from, into)
	})
}

// pair is the two questions, if they are of one conference and the other is public.
func pair(ctx context.Context, tx *store.Tx, in MergeQuestionsInput) (from, into *ent.Question, err error) {
	if from, err = tx.Question.Get(ctx, in.QuestionID); err != nil {
		return nil, nil, err
	}
	if into, err = tx.Question.Get(ctx, in.IntoID); err != nil {
		return nil, nil, err
	}
	switch err = allowed(tx, from, join); {
	case err != nil:
		return nil, nil, err
	case from.ConferenceID != into.ConferenceID:
		return nil, nil, fault.Bad("input.intoId", "QUESTION_ELSEWHERE")
	case !listed(into.Status):
		return nil, nil, fault.New(fault.Conflict, "MERGE_TARGET_NOT_OPEN")
	}
	return from, into, nil
}

// gather gives the question that stays the votes and followers of both, and what was joined with the other before.
func gather(ctx context.Context, tx *store.Tx, from, into *ent.Question) (*ent.Question, error) {
	total, err := joinVotes(ctx, tx, from.ID, into.ID)
	if err != nil {
		return nil, err
	}
	if err := joinFollows(ctx, tx, from, into); err != nil {
		return nil, err
	}
	if err := tx.Question.Update().Where(question.MergedIntoID(from.ID)).SetMergedIntoID(into.ID).Exec(ctx); err != nil {
		return nil, err
	}
	c, err := take(ctx, tx, into.ConferenceID, step{verb: merge, numbers: 1})
	if err != nil {
		return nil, err
	}
	n, err := tx.Question.Update().Where(question.ID(into.ID), question.StatusEQ(into.Status)).SetVoteCount(total).Save(ctx)
	if err := exactlyOne(n, err); err != nil {
		return nil, err
	}
	if err := record(ctx, tx, c, activity.KindVOTES_CHANGED, &into.ID); err != nil {
		return nil, err
	}
	return tx.Question.Get(ctx, into.ID)
}
