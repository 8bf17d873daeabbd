package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AnswerQuestionInput is an answer and who answers for it.
type AnswerQuestionInput struct {
	QuestionID   gid.ID
	Body         string
	AnsweredByID gid.ID
}

// Answer answers a public question in the name of an organisation, also in writing after the conference has ended.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG, UNKNOWN_ORGANISATION and ORGANISATION_ELSEWHERE; CONFLICT
// with keys ALREADY_ANSWERED and WRONG_STATE.
func (s *Service) Answer(ctx context.Context, in AnswerQuestionInput) (*ent.Question, error) {
	body, err := words("input.body", in.Body, 1, 10_000)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q, err := tx.Question.Get(ctx, in.QuestionID)
		if err != nil {
			return nil, err
		}
		if err := allowed(tx, q, answer); err != nil {
			return nil, err
		}
		by, err := s.organisation(ctx, "input.answeredById", in.AnsweredByID, q.UnitPath)
		if err != nil {
			return nil, err
		}
		answered, err := moveQuestion(ctx, tx, q, turn{
			verb: answer, at: reply, kind: activity.KindQUESTION_ANSWERED,
			set: func(c *ent.Conference, u *ent.QuestionUpdate) {
				u.SetAnswerBody(body).SetAnsweredAt(tx.Now).SetAnsweredByID(by.ID).SetAnsweredThere(c.Status == conference.StatusLIVE)
			},
		})
		return answered, alreadyAnswered(q, err)
	})
}

// alreadyAnswered says so instead of naming a state.
func alreadyAnswered(q *ent.Question, err error) error {
	if q.Status == question.StatusANSWERED && fault.HasKey(err, "WRONG_STATE") {
		return fault.New(fault.Conflict, "ALREADY_ANSWERED")
	}
	return err
}
