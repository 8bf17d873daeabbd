package conference_test

import (
	"context"
	"slices"
	"testing"

	"gandan/ent"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

func TestAHiddenQuestionIsGoneForThePublicAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := must[*ent.Question](t)(w.Ask(w.citizen, asking(c, func(in *conference.AskQuestionInput) { in.ShowName = true })))
		q = w.answered(t, q)
		if err := w.hide(w.admin, q); err != nil {
			t.Fatal(err)
		}
		now := w.questionNow(t, q.ID)
		if now.Status != question.StatusHIDDEN || now.Listed || w.conferenceNow(t, c.ID).QuestionCount != 0 {
			t.Errorf("hidden it is %v", now)
		}
		for name, who := range map[string]context.Context{"a visitor": w.visitor, "a neighbour": w.neighbour, "another admin": w.otherWardAdmin} {
			if _, err := w.ReadableQuestion(who, q.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s finds it: %v", name, err)
			}
			if w.Body(who, now) != nil || w.AuthorOf(who, now) != nil || w.AnswerOf(who, now) != nil {
				t.Errorf("%s reads it when handed it", name)
			}
		}
		for name, who := range map[string]context.Context{"its author": w.citizen, "the admin": w.admin} {
			found := must[*ent.Question](t)(w.ReadableQuestion(who, q.ID))
			if w.Body(who, found) == nil || w.AuthorOf(who, found) == nil || w.AnswerOf(who, found) == nil {
				t.Errorf("%s does not read it", name)
			}
		}
		list := must[*conferencePage](t)(w.Questions(w.admin, c, conference.Newest, nil, first(10)))
		if len(list.Nodes) != 0 {
			t.Error("it is still in the list")
		}
	})
}

func TestAQuestionComesBackAsItWas(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		plain, answered := w.ask(t, w.citizen, c), w.answered(t, w.ask(t, w.citizen, c))
		for _, q := range []*ent.Question{plain, answered} {
			for _, do := range []func(context.Context, *ent.Question) error{w.hide, w.hide, w.publish, w.publish} { // twice is no change
				if err := do(w.admin, q); err != nil {
					t.Fatal(err)
				}
			}
			if now := w.questionNow(t, q.ID); now.Status != q.Status || !now.Listed || !now.PublishedAt.Equal(*q.PublishedAt) {
				t.Errorf("back it is %v", now)
			}
		}
		if now := w.conferenceNow(t, c.ID); now.QuestionCount != 2 {
			t.Errorf("%d questions are counted", now.QuestionCount)
		}
		want := []string{"6 QUESTION_HIDDEN LIVE", "7 QUESTION_PUBLISHED LIVE", "8 QUESTION_HIDDEN LIVE", "9 QUESTION_PUBLISHED LIVE"}
		if got := w.activity(t, c.ID)[5:]; !slices.Equal(got, want) {
			t.Errorf("told %q", got)
		}
	})
}

func TestTheDecisionOnAWaitingQuestion(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, moderated)
		good, bad := w.ask(t, w.citizen, c), w.ask(t, w.citizen, c)
		if err := w.publish(w.admin, good); err != nil {
			t.Fatal(err)
		}
		if err := w.hide(w.admin, bad); err != nil {
			t.Fatal(err)
		}
		if now := w.questionNow(t, good.ID); now.Status != question.StatusPUBLISHED || now.PublishedAt == nil {
			t.Errorf("approved it is %v", now)
		}
		want := []string{"1 STATUS_CHANGED ANNOUNCED", "2 QUESTION_PUBLISHED ANNOUNCED"} // of what was never public nothing is told
		if got := w.activity(t, c.ID); !slices.Equal(got, want) || w.conferenceNow(t, c.ID).QuestionCount != 1 {
			t.Errorf("told %q", got)
		}
		if got := names(w.events(t, bad.ID)); got != caseOpened+" conference.question_asked conference.question_hidden" {
			t.Errorf("facts: %s", got)
		}
	})
}

func TestOnlyAdminsOfTheUnitDecide(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.live(t))
		for _, who := range []context.Context{w.citizen, w.neighbour, w.otherWardAdmin, w.visitor} {
			wantFault(t, w.hide(who, q), fault.Forbidden, "FORBIDDEN")
		}
		waiting := w.ask(t, w.citizen, w.announced(t, moderated))
		wantFault(t, w.publish(w.citizen, waiting), fault.Forbidden, "FORBIDDEN")
		wantFault(t, w.publish(w.neighbour, waiting), fault.NotFound, "NOT_FOUND")
		wantFault(t, w.publish(w.otherWardAdmin, waiting), fault.NotFound, "NOT_FOUND")
	})
}

func TestADecisionThatFailsLeavesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		err := store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error {
			if err := w.HideQuestion(ctx, tx, q.ID); err != nil {
				return err
			}
			return fault.New(fault.Conflict, "CONFLICT")
		})
		wantFault(t, err, fault.Conflict, "CONFLICT")
		if now := w.questionNow(t, q.ID); !now.Listed || w.conferenceNow(t, c.ID).QuestionCount != 1 || len(w.activity(t, c.ID)) != 3 {
			t.Errorf("left %v", now)
		}
	})
}
