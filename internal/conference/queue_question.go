package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// QueueQuestionInput is where to put a question in the queue. Position counts from 1; left out, it is the end.
type QueueQuestionInput struct {
	QuestionID gid.ID
	Stage      question.Stage
	Position   *int
}

// mostPositions is the last place that can be named: nobody answers a thousand questions in a day.
const mostPositions = 1000

// Queue puts a public question among the next or the later ones of a conference that is announced or goes on, or takes it
// out of the queue. A place behind the end is the end.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys BAD_STAGE and BAD_POSITION; CONFLICT with keys WRONG_STATE, QUESTION_NOT_PUBLISHED and,
// for the question that is answered now, BEING_ANSWERED.
func (s *Service) Queue(ctx context.Context, in QueueQuestionInput) (*ent.Question, error) {
	verb, err := in.verb()
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q, c, err := queueing(ctx, tx, in.QuestionID, arrange)
		if err != nil {
			return nil, err
		}
		if q.Stage == question.StageNOW {
			return nil, fault.New(fault.Conflict, "BEING_ANSWERED")
		}
		position, err := in.place(ctx, tx, q)
		if err != nil {
			return nil, err
		}
		if err := moveStage(ctx, tx, q, verb, position); err != nil {
			return nil, err
		}
		return toldOfQueue(ctx, tx, c, q.ID)
	})
}

// verb is the arrow of the queue that the stage means.
func (in QueueQuestionInput) verb() (string, error) {
	if in.Position != nil && (*in.Position < 1 || *in.Position > mostPositions) {
		return "", fault.Bad("input.position", "BAD_POSITION").With("min", 1).With("max", mostPositions)
	}
	switch in.Stage {
	case question.StageNEXT:
		return toNext, nil
	case question.StageLATER:
		return toLater, nil
	case question.StageNONE:
		return out, nil
	case question.StageNOW, question.StageDONE: // answerNow and finishAnswering lead there
	}
	return "", fault.Bad("input.stage", "BAD_STAGE")
}

// place finds the position of the question in its new stage and makes room for it there.
func (in QueueQuestionInput) place(ctx context.Context, tx *store.Tx, q *ent.Question) (int, error) {
	switch {
	case in.Stage == question.StageNONE:
		return 0, nil
	case in.Position == nil:
		return behind(ctx, tx, q.ConferenceID, in.Stage)
	}
	there, err := tx.Question.Query().Where(inStage(q.ConferenceID, in.Stage)...).Where(question.IDNEQ(q.ID)).
		Order(ent.Asc(question.FieldStagePosition, question.FieldID)).Offset(*in.Position - 1).First(ctx)
	if ent.IsNotFound(err) {
		return behind(ctx, tx, q.ConferenceID, in.Stage)
	}
	if err != nil {
		return 0, err
	}
	return there.StagePosition, tx.Question.Update().
		Where(inStage(q.ConferenceID, in.Stage)...).Where(question.StagePositionGTE(there.StagePosition)).
		AddStagePosition(1).Exec(ctx)
}
