package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// SetQuestionTopicInput is which question has which topic; no topic takes it away.
type SetQuestionTopicInput struct {
	QuestionID gid.ID
	Topic      *string
}

// SetTopic sorts a question into the public list of topics, also one that waits.
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with key UNKNOWN_TOPIC; CONFLICT with key WRONG_STATE at a conference that was called off.
func (s *Service) SetTopic(ctx context.Context, in SetQuestionTopicInput) (*ent.Question, error) {
	if err := knownTopic("input.topic", in.Topic); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q, err := tx.Question.Get(ctx, in.QuestionID)
		if err != nil {
			return nil, err
		}
		if !access.Can(tx.Actor, Life().Action(sortOut), access.Object{Path: q.UnitPath}) {
			return nil, fault.New(fault.Forbidden, "FORBIDDEN")
		}
		if _, err := take(ctx, tx, q.ConferenceID, step{verb: sortOut}); err != nil {
			return nil, err
		}
		u := tx.Question.Update().Where(question.ID(q.ID)).SetNillableTopic(in.Topic)
		if in.Topic == nil {
			u.ClearTopic()
		}
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, EventQuestionSorted, q.ID, of(q)); err != nil {
			return nil, err
		}
		return tx.Question.Get(ctx, q.ID)
	})
}
