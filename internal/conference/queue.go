package conference

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// NowAnswering is the question that is being answered at the conference, nil when none is.
func (s *Service) NowAnswering(ctx context.Context, c *ent.Conference) (*ent.Question, error) {
	return s.Question(ctx, c.AnsweringID)
}

// QueueOf is a page of the public questions of a stage of the queue, in its order. The pages of all conferences of one
// response are one statement. BAD_USER_INPUT for the page.
func (s *Service) QueueOf(ctx context.Context, c *ent.Conference, stage question.Stage, args page.Args) (*page.Connection[*ent.Question], error) {
	l := list{
		by:  page.Order{List: "questions.queue." + string(stage), Column: question.FieldStagePosition},
		key: func(q *ent.Question) page.Cursor { return page.AtInt(q.StagePosition, q.ID) },
		only: func(s *sql.Selector) {
			access.Listed(s)
			s.Where(sql.EQ(s.C(question.FieldStage), stage))
		},
		count: func(ctx context.Context, id gid.ID) (int, error) {
			return s.store.Reader(ctx).Question.Query().Where(inStage(id, stage)...).Count(ctx)
		},
	}
	return s.pageOf(ctx, c, l, args)
}

// inStage are the public questions of a stage at a conference, in the form that the index of the queue serves.
func inStage(conferenceID gid.ID, stage question.Stage) []predicate.Question {
	return []predicate.Question{question.ConferenceID(conferenceID), access.Listed, question.StageEQ(stage)}
}

// behind is the position behind the last question of a stage.
func behind(ctx context.Context, tx *store.Tx, conferenceID gid.ID, stage question.Stage) (int, error) {
	last, err := tx.Question.Query().Where(inStage(conferenceID, stage)...).
		Order(ent.Desc(question.FieldStagePosition, question.FieldID)).First(ctx)
	if ent.IsNotFound(err) {
		return 1, nil
	}
	if err != nil {
		return 0, err
	}
	return last.StagePosition + 1, nil
}
