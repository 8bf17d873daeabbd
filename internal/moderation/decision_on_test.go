package moderation_test

import (
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/flag"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/moderation"
)

func TestTheLatestDecisionOnASubjectIsToldToTheDomainThatOwnsIt(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		_, other := w.pending(w.ward, w.asker)
		decide := func(in moderation.DecideModerationInput) {
			t.Helper()
			if _, err := w.mod.Decide(as(w.admin), in); err != nil {
				t.Fatal(err)
			}
		}
		wantLatest := func(want decision.ReasonCode) {
			t.Helper()
			d, err := moderation.Intake{}.DecisionOn(as(access.Anonymous()), w.store.Reader(system), q.ID)
			if err != nil || (d == nil) != (want == "") || d != nil && d.ReasonCode != want {
				t.Errorf("the latest is %v (%v), want %s", d, err, want)
			}
		}
		decide(hide(other))
		wantLatest("")
		for _, x := range []struct {
			who    access.Actor
			decide func(*ent.ModerationCase) moderation.DecideModerationInput
			want   decision.ReasonCode
		}{{w.citizen, approve, decision.ReasonCodeWITHIN_RULES}, {w.volunteer, hide, decision.ReasonCodePERSONAL_DATA}} {
			w.clock.Advance(time.Minute)
			w.flag(x.who, q.ID, flag.ReasonSPAM)
			decide(x.decide(w.caseOf(q.ID)))
			wantLatest(x.want)
		}
	})
}
