package demo_test

import (
	"context"
	"testing"

	"gandan/ent"
	"gandan/ent/agendaitem"
	"gandan/ent/ballot"
	"gandan/ent/commitmententry"
	"gandan/ent/conclusion"
	"gandan/ent/draft"
	"gandan/ent/opinion"
	"gandan/ent/poll"
	"gandan/ent/question"
	"gandan/ent/registration"
	"gandan/internal/app"
	"gandan/internal/store/storetest"
)

func TestEveryNewScreenFindsWhatItIsFor(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		a := opened(t, dsn, t.TempDir(), storetest.NewClock())
		load(t, a)
		for name, count := range promised(a.Store.Reader(system())) {
			if n, err := count(system()); err != nil || n == 0 {
				t.Errorf("there is no %s (%v)", name, err)
			}
		}
		choicesAndAnswersAreCounted(t, a)
	})
}

// promised is what the screens of a room, of a ledger and of a criticism show beyond the states that things have.
func promised(r *ent.Client) map[string]func(context.Context) (int, error) {
	inRoom := r.Opinion.Query().Where(opinion.EnteredByOrganiser(true), opinion.ChannelEQ(opinion.ChannelCONFERENCE))
	return map[string]func(context.Context) (int, error){
		"question that is answered now":   r.Question.Query().Where(question.StageEQ(question.StageNOW)).Count,
		"question that is next":           r.Question.Query().Where(question.StageEQ(question.StageNEXT)).Count,
		"question with a topic":           r.Question.Query().Where(question.TopicNotNil()).Count,
		"question that is owed a day":     r.Question.Query().Where(question.OwnerIDNotNil(), question.AnswerDueOnNotNil()).Count,
		"agenda point that goes on":       r.AgendaItem.Query().Where(agendaitem.BegunAtNotNil()).Count,
		"step of a criticism to come":     r.AgendaItem.Query().Where(agendaitem.StepNotNil()).Count,
		"person let in by a code":         r.Registration.Query().Where(registration.DoorEQ(registration.DoorCODE)).Count,
		"person who walked in":            r.Registration.Query().Where(registration.DoorEQ(registration.DoorWALK_IN)).Count,
		"open poll":                       r.Poll.Query().Where(poll.StatusEQ(poll.StatusOPEN)).Count,
		"corrected conclusion":            r.Conclusion.Query().Where(conclusion.VersionGT(1), conclusion.CorrectionNotNil()).Count,
		"promise with a later day":        r.CommitmentEntry.Query().Where(commitmententry.KindEQ(commitmententry.KindEXTENDED)).Count,
		"promise that a citizen confirms": r.CommitmentEntry.Query().Where(commitmententry.KindEQ(commitmententry.KindCONFIRMED)).Count,
		"opinion of an organisation":      r.Opinion.Query().Where(opinion.CapacityEQ(opinion.CapacityORGANISATION)).Count,
		"opinion voiced in the room":      inRoom.Count,
		"draft that takes opinions":       r.Draft.Query().Where(draft.StatusEQ(draft.StatusOPEN), draft.Version(2)).Count,
		"draft with all its answers":      r.Draft.Query().Where(draft.StatusEQ(draft.StatusANSWERED), draft.Documents(1)).Count,
	}
}

// choicesAndAnswersAreCounted: what is shown as a number is the number of rows.
func choicesAndAnswersAreCounted(t *testing.T, a *app.App) {
	t.Helper()
	r := a.Store.Reader(system())
	for _, p := range r.Poll.Query().AllX(system()) {
		if n := r.Ballot.Query().Where(ballot.PollID(p.ID)).CountX(system()); n != p.BallotCount {
			t.Errorf("%s has %d ballots, counted %d", p.Question, p.BallotCount, n)
		}
	}
	for _, c := range r.Clause.Query().AllX(system()) {
		if n := r.Opinion.Query().Where(opinion.ClauseID(c.ID)).CountX(system()); n != c.Received {
			t.Errorf("%s of version %d has %d opinions, counted %d", c.Label, c.VersionNumber, c.Received, n)
		}
	}
	for _, d := range r.Draft.Query().AllX(system()) {
		accepted := r.Opinion.Query().Where(opinion.DraftID(d.ID), opinion.ResponseEQ(opinion.ResponseACCEPTED)).CountX(system())
		partly := r.Opinion.Query().Where(opinion.DraftID(d.ID), opinion.ResponseEQ(opinion.ResponsePARTLY)).CountX(system())
		if d.Accepted != accepted || d.Partly != partly {
			t.Errorf("%s has %d accepted and %d partly, counted %d and %d", d.Title, d.Accepted, d.Partly, accepted, partly)
		}
	}
}
