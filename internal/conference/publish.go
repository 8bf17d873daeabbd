package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/store"
)

// ReadableQuestion is the question if the actor may read it, else NOT_FOUND: moderation asks before it takes a flag.
func (s *Service) ReadableQuestion(ctx context.Context, id gid.ID) (*ent.Question, error) {
	q, err := s.store.Reader(ctx).Question.Get(ctx, id)
	return q, store.Translate(err)
}

// PublishQuestion makes a question public that waited or was hidden; one that had an answer has it again. One that is public
// already, or was joined with another, stays as it is. It belongs to the transaction of the decision.
// NOT_FOUND, FORBIDDEN.
func (s *Service) PublishQuestion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	q, err := tx.Question.Get(ctx, id)
	if err != nil {
		return store.Translate(err)
	}
	if listed(q.Status) || q.Status == question.StatusMERGED {
		return nil
	}
	t := turn{verb: publish, kind: activity.KindQUESTION_PUBLISHED, set: func(_ *ent.Conference, u *ent.QuestionUpdate) {
		if q.PublishedAt == nil {
			u.SetPublishedAt(tx.Now)
		}
	}}
	if q.AnswerBody != nil {
		t.verb = restore
	}
	_, err = moveQuestion(ctx, tx, q, t)
	return err
}

// HideQuestion takes a question out of the public eye. One that is hidden already, or was joined with another, stays as it is.
// The public is told only of what it could read. It belongs to the transaction of the decision.
// NOT_FOUND, FORBIDDEN.
func (s *Service) HideQuestion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	q, err := tx.Question.Get(ctx, id)
	if err != nil {
		return store.Translate(err)
	}
	if q.Status == question.StatusHIDDEN || q.Status == question.StatusMERGED {
		return nil
	}
	t := turn{verb: hide, set: func(*ent.Conference, *ent.QuestionUpdate) {}}
	if q.Listed {
		t.kind = activity.KindQUESTION_HIDDEN
	}
	_, err = moveQuestion(ctx, tx, q, t)
	return err
}
