package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of the queue. An admin names toNext, toLater and out by the stage in queueQuestion, turn by answerNow; of done and
// back one follows when the answering of a question ends, with and without an answer. gone is what happens to a question that
// is public no longer.
const (
	toNext  = "queueNext"
	toLater = "queueLater"
	out     = "unqueue"
	now     = "answerNow"
	done    = "finish"
	back    = "putBack"
	gone    = "leave"
)

// StageLife is the way of a public question through the hands of whoever runs the conference.
func StageLife() lifecycle.Table[question.Stage] {
	const (
		none, next, at = question.StageNONE, question.StageNEXT, question.StageNOW
		late, over     = question.StageLATER, question.StageDONE
	)
	type states = []question.Stage
	return lifecycle.Table[question.Stage]{
		{From: states{none, next, late, over}, Verb: toNext, To: next, Action: access.RunQuestions, Event: EventActivity},
		{From: states{none, next, late, over}, Verb: toLater, To: late, Action: access.RunQuestions, Event: EventActivity},
		{From: states{next, late, over}, Verb: out, To: none, Action: access.RunQuestions, Event: EventActivity},
		{From: states{none, next, late, over}, Verb: now, To: at, Action: access.RunQuestions, Event: EventActivity},
		{From: states{at}, Verb: done, To: over, Action: access.RunQuestions, Event: EventActivity},
		{From: states{at}, Verb: back, To: late, Action: access.RunQuestions, Event: EventActivity},
		{From: states{next, at, late, over}, Verb: gone, To: none, Action: access.DecideModeration, Event: EventActivity},
	}
}

// queueing is the public question if the actor runs questions of its unit, and its conference, locked and with a number taken.
// NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE and QUESTION_NOT_PUBLISHED.
func queueing(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Question, *ent.Conference, error) {
	q, err := tx.Question.Get(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if !access.Can(tx.Actor, access.RunQuestions, access.Object{Path: q.UnitPath}) {
		return nil, nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	c, err := take(ctx, tx, q.ConferenceID, step{verb: verb, numbers: 1})
	if err != nil {
		return nil, nil, err
	}
	if q, err = tx.Question.Get(ctx, id); err != nil { // as it stands behind the lock
		return nil, nil, err
	}
	if !listed(q.Status) {
		return nil, nil, fault.New(fault.Conflict, "QUESTION_NOT_PUBLISHED")
	}
	return q, c, nil
}

// moveStage takes a question along an arrow of the queue, to a position in its new stage. CONFLICT.
func moveStage(ctx context.Context, tx *store.Tx, q *ent.Question, verb string, position int) error {
	row, err := StageLife().Find(q.Stage, verb)
	if err != nil {
		return err
	}
	return exactlyOne(tx.Question.Update().Where(question.ID(q.ID), question.StageEQ(q.Stage)).
		SetStage(row.To).SetStagePosition(position).Save(ctx))
}

// endAnswering ends the answering of the question that is answered now, if there is one: with an answer it is done, without one
// it waits for later, so that it is not forgotten. The row of the conference must be locked. It gives the question, nil if none.
func endAnswering(ctx context.Context, tx *store.Tx, c *ent.Conference) (*ent.Question, error) {
	if c.AnsweringID == nil {
		return nil, nil //nolint:nilnil // nothing is being answered
	}
	q, err := tx.Question.Get(ctx, *c.AnsweringID)
	if err != nil {
		return nil, err
	}
	verb, stage := back, question.StageLATER
	if q.Status == question.StatusANSWERED {
		verb, stage = done, question.StageDONE
	}
	end, err := behind(ctx, tx, c.ID, stage)
	if err != nil {
		return nil, err
	}
	if err := moveStage(ctx, tx, q, verb, end); err != nil {
		return nil, err
	}
	if err := showAnswering(ctx, tx, c.ID, nil); err != nil {
		return nil, err
	}
	return tx.Question.Get(ctx, q.ID)
}

// leaveQueue takes a question that is public no longer out of the queue.
func leaveQueue(ctx context.Context, tx *store.Tx, c *ent.Conference, id gid.ID) error {
	n, err := tx.Question.Update().Where(question.ID(id), question.StageNEQ(question.StageNONE)).
		SetStage(question.StageNONE).SetStagePosition(0).Save(ctx)
	if err != nil || n == 0 || c.AnsweringID == nil || *c.AnsweringID != id {
		return err
	}
	return showAnswering(ctx, tx, c.ID, nil)
}

// showAnswering names the question that is answered now, or none.
func showAnswering(ctx context.Context, tx *store.Tx, conferenceID gid.ID, id *gid.ID) error {
	u := tx.Conference.Update().Where(conference.ID(conferenceID)).SetNillableAnsweringID(id)
	if id == nil {
		u.ClearAnsweringID()
	}
	return exactlyOne(u.Save(ctx))
}

// toldOfQueue records that the queue changed and gives the question as it is then.
func toldOfQueue(ctx context.Context, tx *store.Tx, c *ent.Conference, id gid.ID) (*ent.Question, error) {
	if err := record(ctx, tx, c, activity.KindQUEUE_CHANGED, &id); err != nil {
		return nil, err
	}
	return tx.Question.Get(ctx, id)
}
