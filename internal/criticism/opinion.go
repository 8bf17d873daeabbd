package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/opinion"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of an opinion. What was answered before it was hidden comes back as answered.
const (
	answer  = "answer"
	hide    = "hide"
	show    = "show"
	restore = "showAnswered"
)

// OpinionLife is the life of an opinion.
func OpinionLife() lifecycle.Table[opinion.Status] {
	const received, answered, hidden = opinion.StatusRECEIVED, opinion.StatusANSWERED, opinion.StatusHIDDEN
	type states = []opinion.Status
	return lifecycle.Table[opinion.Status]{
		{From: states{received}, Verb: answer, To: answered, Action: access.AnswerOpinion, Event: EventOpinionAnswered},
		{From: states{received, answered}, Verb: hide, To: hidden, Action: access.DecideModeration, Event: EventOpinionHidden},
		{From: states{hidden}, Verb: show, To: received, Action: access.DecideModeration, Event: EventOpinionShown},
		{From: states{hidden}, Verb: restore, To: answered, Action: access.DecideModeration, Event: EventOpinionShown},
	}
}

// turn is what a verb does to an opinion along its arrow.
type turn struct {
	verb string
	step step
	set  func(*ent.OpinionUpdate) // may be nil
}

// moveOpinion takes an opinion along an arrow, keeps the numbers of its draft right and tells of it. FORBIDDEN, CONFLICT.
func moveOpinion(ctx context.Context, tx *store.Tx, o *ent.Opinion, t turn) (*ent.Opinion, error) {
	if !access.Can(tx.Actor, OpinionLife().Action(t.verb), access.Object{Path: o.UnitPath, Owner: o.AuthorID}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	row, err := OpinionLife().Find(o.Status, t.verb)
	if err != nil {
		return nil, err
	}
	if _, err := take(ctx, tx, o.DraftID, o.ClauseID, t.step); err != nil {
		return nil, err
	}
	u := tx.Opinion.Update().Where(opinion.ID(o.ID), opinion.StatusEQ(o.Status)).SetStatus(row.To).SetListed(row.To != opinion.StatusHIDDEN)
	if t.set != nil {
		t.set(u)
	}
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return nil, err
	}
	if err := tellUnnamed(ctx, tx, row.Event, o.ID, of(o)); err != nil {
		return nil, err
	}
	return tx.Opinion.Get(ctx, o.ID)
}

// of is what every event of an opinion says of it.
func of(o *ent.Opinion) map[string]string { return map[string]string{"draft": o.DraftID.String()} }
