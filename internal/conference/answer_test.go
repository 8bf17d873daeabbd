package conference_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
)

func (w *world) answering(q *ent.Question, changes ...func(*conference.AnswerQuestionInput)) conference.AnswerQuestionInput {
	in := conference.AnswerQuestionInput{QuestionID: q.ID, Body: "Trong quý này.", AnsweredByID: w.wardCommittee.ID}
	for _, change := range changes {
		change(&in)
	}
	return in
}

func TestWhoMayAnswer(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.live(t))
		for name, who := range map[string]context.Context{
			"the author": w.citizen, "another ward's admin": w.otherWardAdmin, "a visitor": w.visitor,
		} {
			_, err := w.Answer(who, w.answering(q))
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		waiting := w.ask(t, w.citizen, w.announced(t, moderated))
		_, err := w.Answer(w.otherWardAdmin, w.answering(waiting))
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		must[*ent.Question](t)(w.Answer(w.cityAdmin, w.answering(q, func(in *conference.AnswerQuestionInput) { in.AnsweredByID = w.cityCommittee.ID })))
	})
}

func TestWhatIsWrongWithAnAnswerIsNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.live(t))
		for name, c := range map[string]struct {
			change func(*conference.AnswerQuestionInput)
			key    fault.Key
			field  string
		}{
			"no words":             {func(in *conference.AnswerQuestionInput) { in.Body = " \u200b " }, "TOO_SHORT", "input.body"},
			"too many words":       {func(in *conference.AnswerQuestionInput) { in.Body = strings.Repeat("a", 10_001) }, "TOO_LONG", "input.body"},
			"an unknown body":      {func(in *conference.AnswerQuestionInput) { in.AnsweredByID = gid.Zero }, "UNKNOWN_ORGANISATION", "input.answeredById"},
			"a unit for a body":    {func(in *conference.AnswerQuestionInput) { in.AnsweredByID = w.ward.ID }, "UNKNOWN_ORGANISATION", "input.answeredById"},
			"a body of the others": {func(in *conference.AnswerQuestionInput) { in.AnsweredByID = w.otherWardCommittee.ID }, "ORGANISATION_ELSEWHERE", "input.answeredById"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Answer(w.admin, w.answering(q, c.change))
				wantFault(t, err, fault.BadUserInput, c.key, c.field)
			})
		}
		if now := w.questionNow(t, q.ID); now.Status != question.StatusPUBLISHED || now.AnswerBody != nil {
			t.Errorf("a refused answer left %v", now)
		}
	})
}

func TestAQuestionIsAnsweredOnceAndAfterTheEndToo(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		w.answered(t, q)
		_, err := w.Answer(w.admin, w.answering(q))
		wantFault(t, err, fault.Conflict, "ALREADY_ANSWERED")
		waiting := w.ask(t, w.citizen, w.announced(t, moderated))
		_, err = w.Answer(w.admin, w.answering(waiting))
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
	})
}

func TestNothingIsAnsweredAtAConferenceThatWasCalledOff(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		q := w.ask(t, w.citizen, c)
		must[*ent.Conference](t)(w.Cancel(w.admin, conference.CancelConferenceInput{ID: c.ID, Reason: "Bão"}))
		_, err := w.Answer(w.admin, w.answering(q))
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		if got := fault.Of(err).Args["status"]; got != "CANCELLED" {
			t.Errorf("the state is %v", got)
		}
	})
}
