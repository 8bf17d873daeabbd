package conference

import (
	"cmp"
	"context"
	"maps"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of a question. What was answered before it was hidden comes back as answered.
const (
	publish = "publish"
	restore = "publishAnswered"
	hide    = "hide"
	answer  = "answer"
	join    = "merge"
	owe     = "assign"
)

// QuestionLife is the life of a question.
func QuestionLife() lifecycle.Table[question.Status] {
	const (
		pending, published, answered = question.StatusPENDING, question.StatusPUBLISHED, question.StatusANSWERED
		hidden, merged               = question.StatusHIDDEN, question.StatusMERGED
	)
	type states = []question.Status
	return lifecycle.Table[question.Status]{
		{From: states{pending, hidden}, Verb: publish, To: published, Action: access.DecideModeration, Event: EventQuestionPublished},
		{From: states{hidden}, Verb: restore, To: answered, Action: access.DecideModeration, Event: EventQuestionPublished},
		{From: states{pending, published, answered}, Verb: hide, To: hidden, Action: access.DecideModeration, Event: EventQuestionHidden},
		{From: states{published}, Verb: answer, To: answered, Action: access.AnswerQuestion, Event: EventQuestionAnswered},
		{From: states{pending, published}, Verb: join, To: merged, Action: access.AnswerQuestion, Event: EventQuestionMerged},
		{From: states{published}, Verb: owe, Action: access.AnswerQuestion, Event: EventQuestionAssigned},
	}
}

// listed says whether the public reads questions in the state.
func listed(status question.Status) bool {
	return status == question.StatusPUBLISHED || status == question.StatusANSWERED
}

// turn is what a verb does to a question along its arrow.
type turn struct {
	verb string
	at   string        // the verb of the conference that says in which of its states this may be; empty: in any
	kind activity.Kind // what the public is told; empty: nothing
	set  func(*ent.Conference, *ent.QuestionUpdate)
	when []predicate.Question // what must still be true of the row, besides its status
	data map[string]string    // of the event, besides the conference
}

// allowed refuses who may not do the verb to questions of the unit: FORBIDDEN.
func allowed(tx *store.Tx, q *ent.Question, verb string) error {
	if !access.Can(tx.Actor, QuestionLife().Action(verb), access.Object{Path: q.UnitPath, Owner: q.AuthorID}) {
		return fault.New(fault.Forbidden, "FORBIDDEN")
	}
	return nil
}

// moveQuestion takes a question along an arrow, keeps the number of public questions, their words and the queue right, and
// tells of it.
// FORBIDDEN, CONFLICT.
func moveQuestion(ctx context.Context, tx *store.Tx, q *ent.Question, t turn) (*ent.Question, error) {
	if err := allowed(tx, q, t.verb); err != nil {
		return nil, err
	}
	row, err := QuestionLife().Find(q.Status, t.verb)
	if err != nil {
		return nil, err
	}
	to := cmp.Or(row.To, q.Status)
	c, err := take(ctx, tx, q.ConferenceID, t.step(q.Status, to))
	if err != nil {
		return nil, err
	}
	u := tx.Question.Update().Where(question.ID(q.ID), question.StatusEQ(q.Status)).Where(t.when...).SetStatus(to).SetListed(listed(to))
	t.set(c, u)
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return nil, err
	}
	if err := appear(ctx, tx, c, q, listed(to)); err != nil {
		return nil, err
	}
	if t.kind != "" {
		if err := record(ctx, tx, c, t.kind, &q.ID); err != nil {
			return nil, err
		}
	}
	data := of(q)
	maps.Copy(data, t.data)
	if err := tellUnnamed(ctx, tx, row.Event, q.ID, data); err != nil {
		return nil, err
	}
	return tx.Question.Get(ctx, q.ID)
}

// appear does what follows when a question becomes public, or is public no longer: then it leaves the queue by itself.
func appear(ctx context.Context, tx *store.Tx, c *ent.Conference, q *ent.Question, public bool) error {
	switch {
	case public == listed(q.Status):
		return nil
	case public:
		return keepWords(ctx, tx, q)
	}
	if err := dropWords(ctx, tx, q); err != nil {
		return err
	}
	return leaveQueue(ctx, tx, c, q.ID)
}

func (t turn) step(from, to question.Status) step {
	st := step{verb: t.at}
	if t.kind != "" {
		st.numbers = 1
	}
	switch {
	case listed(to) && !listed(from):
		st.questions = 1
	case listed(from) && !listed(to):
		st.questions = -1
	}
	return st
}

// of is what every event of a question says of it.
func of(q *ent.Question) map[string]string {
	return map[string]string{"conference": q.ConferenceID.String()}
}
