package live_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/live"
	"gandan/internal/store/storetest"
)

func TestWhoMayFollow(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		draft := w.draft(t, storetest.NewClock())
		for name, x := range map[string]struct {
			who  context.Context
			id   gid.ID
			ok   bool
			code fault.Code
		}{
			"a visitor a draft":     {w.visitor, draft.ID, false, fault.NotFound},
			"a citizen a draft":     {w.citizen, draft.ID, false, fault.NotFound},
			"the admin a draft":     {w.admin, draft.ID, true, ""},
			"what is not there":     {w.visitor, gid.Zero, false, fault.NotFound},
			"what is no conference": {w.visitor, w.ward.ID, false, fault.NotFound},
			"a visitor the public":  {w.visitor, w.conf.ID, true, ""},
		} {
			ctx, stop := context.WithCancel(x.who)
			_, err := w.hub.ConferenceActivity(ctx, x.id, nil)
			if x.ok != (err == nil) || !x.ok && !fault.Is(err, x.code) {
				t.Errorf("%s: %v", name, err)
			}
			stop()
		}
		_, err := w.hub.ConferenceActivity(w.visitor, w.conf.ID, ptr(-1))
		if !fault.Is(err, fault.BadUserInput) || fault.Of(err).Field != "since" {
			t.Errorf("a negative since: %v", err)
		}
		if _, err := w.hub.ConferenceActivity(context.Background(), w.conf.ID, nil); err == nil {
			t.Error("nobody may follow without an actor")
		}
	})
}

const secret = "Số nhà 12 ngõ 3"

// says lists every word an activity carries.
func says(a *ent.Activity) string {
	q := a.Edges.Question
	if q == nil {
		return ""
	}
	words := q.Body
	for _, s := range []*string{q.AnswerBody, q.ShownName} {
		if s != nil {
			words += *s
		}
	}
	return words
}

func TestWordsThatWereHiddenAreToldToNobody(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		early := w.follow(t, w.visitor, nil)
		q := must[*ent.Question](t)(w.Ask(w.citizen, conference.AskQuestionInput{ConferenceID: w.conf.ID, Body: secret, ShowName: true}))
		w.swing(t, w.neighbour, q, 1)
		for range 2 {
			if a := next(t, early); says(a) == "" { // both the room and the test's canary are alive
				t.Fatalf("told %v", a)
			}
		}
		w.hide(t, q)
		if a := next(t, early); a.Kind != activity.KindQUESTION_HIDDEN || a.Edges.Question.ID != q.ID ||
			a.Edges.Question.Status != question.StatusHIDDEN || says(a) != "" || w.Body(w.visitor, a.Edges.Question) != nil {
			t.Fatalf("told %v with %v", a, a.Edges.Question)
		}
		polling := w.start(t, false)
		for name, hub := range map[string]*live.Hub{"the room": w.hub, "a new room": polling} {
			for _, who := range []context.Context{w.visitor, w.citizen, w.admin} {
				ctx, stop := context.WithCancel(who)
				told := must[<-chan *ent.Activity](t)(hub.ConferenceActivity(ctx, w.conf.ID, ptr(0)))
				for want := 1; want <= 5; want++ {
					a := next(t, told)
					if a.Sequence != want || strings.Contains(says(a), secret) || says(a) != "" {
						t.Errorf("%s tells %v: %q", name, a, says(a))
					}
					if shown := a.Edges.Question; (a.Kind == activity.KindQUESTION_HIDDEN) != (shown != nil) {
						t.Errorf("%s tells of %v", a.Kind, shown)
					}
				}
				stop()
			}
		}
		w.publish(t, q)
		if a := next(t, early); says(a) == "" {
			t.Errorf("back it is told without words: %v", a)
		}
		again := w.follow(t, w.visitor, ptr(2))
		for range 4 {
			if a := next(t, again); !strings.Contains(says(a), secret) {
				t.Errorf("back it is not told: %v", a)
			}
		}
	})
}

func TestAQuestionThatWasJoinedSaysWhere(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		from, into := w.ask(t, w.citizen), w.ask(t, w.neighbour)
		told := w.follow(t, w.visitor, nil)
		must[*ent.Question](t)(w.Merge(w.admin, conference.MergeQuestionsInput{QuestionID: from.ID, IntoID: into.ID}))
		a := next(t, told)
		if shown := a.Edges.Question; shown.Status != question.StatusMERGED || *shown.MergedIntoID != into.ID || says(a) != "" {
			t.Errorf("told %v with %v", a, shown)
		}
		if a = next(t, told); a.Kind != activity.KindVOTES_CHANGED || a.Edges.Question.ID != into.ID {
			t.Errorf("told %v", a)
		}
	})
}
