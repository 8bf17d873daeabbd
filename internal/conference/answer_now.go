package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AnswerNowInput is which question is answered now.
type AnswerNowInput struct {
	QuestionID gid.ID
}

// AnswerNow shows which public question of a conference that goes on is being answered; the one before is done when it has
// an answer, else it waits for later.
//
// NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE, QUESTION_NOT_PUBLISHED and BEING_ANSWERED.
func (s *Service) AnswerNow(ctx context.Context, in AnswerNowInput) (*ent.Question, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q, c, err := queueing(ctx, tx, in.QuestionID, now)
		if err != nil {
			return nil, err
		}
		if q.Stage == question.StageNOW {
			return nil, fault.New(fault.Conflict, "BEING_ANSWERED")
		}
		if _, err := endAnswering(ctx, tx, c); err != nil {
			return nil, err
		}
		if err := moveStage(ctx, tx, q, now, 0); err != nil {
			return nil, err
		}
		if err := showAnswering(ctx, tx, c.ID, &q.ID); err != nil {
			return nil, err
		}
		return toldOfQueue(ctx, tx, c, q.ID)
	})
}
