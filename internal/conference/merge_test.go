package conference_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

func joining(from, into *ent.Question) conference.MergeQuestionsInput {
	return conference.MergeQuestionsInput{QuestionID: from.ID, IntoID: into.ID}
}

func TestWhoeverVotedForEitherHasOneVoteForTheOneThatStays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		from, into := w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		both, third := w.person(t, w.ward.Path), w.person(t, w.ward.Path)
		for _, who := range []context.Context{w.citizen, both} {
			must[*ent.Question](t)(w.Vote(who, on(from)))
		}
		for _, who := range []context.Context{both, third} {
			must[*ent.Question](t)(w.Vote(who, on(into)))
		}
		before := len(w.activity(t, c.ID))
		got := must[*ent.Question](t)(w.Merge(w.admin, joining(from, into)))
		if got.ID != into.ID || got.VoteCount != 3 || got.Status != question.StatusPUBLISHED {
			t.Errorf("what stays is %v", got)
		}
		w.wantVotes(t, into, 3)
		gone := w.questionNow(t, from.ID)
		if gone.Status != question.StatusMERGED || gone.Listed || *gone.MergedIntoID != into.ID {
			t.Errorf("what goes is %v", gone)
		}
		if now := w.conferenceNow(t, c.ID); now.QuestionCount != 1 {
			t.Errorf("%d questions are counted", now.QuestionCount)
		}
		if told := w.activity(t, c.ID)[before:]; !slices.Equal(told, []string{"9 QUESTION_HIDDEN LIVE", "10 VOTES_CHANGED LIVE"}) {
			t.Errorf("told %q", told)
		}
		facts := w.events(t, from.ID)
		if last := facts[len(facts)-1]; last.Name != conference.EventQuestionMerged || last.Data["into"] != into.ID.String() {
			t.Errorf("the last fact is %v", last)
		}
		if must[*ent.Question](t)(w.Unvote(w.citizen, off(into))).VoteCount != 2 {
			t.Error("who voted for what went cannot take the vote back")
		}
	})
}

func TestManyVotesAreJoined(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		from, into := w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		w.bulkVotes(t, from, into, 1203)
		if got := must[*ent.Question](t)(w.Merge(w.admin, joining(from, into))); got.VoteCount != 1203 {
			t.Errorf("counted %d", got.VoteCount)
		}
		w.wantVotes(t, into, 1203)
	})
}

func TestAWaitingQuestionIsJoinedWithoutTheRestHearingOfIt(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, moderated)
		from, into := w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		_, err := w.Merge(w.admin, joining(from, into))
		wantFault(t, err, fault.Conflict, "MERGE_TARGET_NOT_OPEN")
		if err := w.publish(w.admin, into); err != nil {
			t.Fatal(err)
		}
		must[*ent.Question](t)(w.Merge(w.admin, joining(from, into)))
		want := []string{"1 STATUS_CHANGED ANNOUNCED", "2 QUESTION_PUBLISHED ANNOUNCED", "3 VOTES_CHANGED ANNOUNCED"}
		if got := w.activity(t, c.ID); !slices.Equal(got, want) {
			t.Errorf("told %q", got)
		}
		if now := w.conferenceNow(t, c.ID); now.QuestionCount != 1 {
			t.Errorf("%d questions are counted", now.QuestionCount)
		}
		for _, do := range []func(context.Context, *ent.Question) error{w.publish, w.hide} { // a decision that comes late
			if err := do(w.admin, from); err != nil || w.questionNow(t, from.ID).Status != question.StatusMERGED {
				t.Errorf("a late decision: %v", err)
			}
		}
	})
}

func TestWhatIsNotJoined(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q, into, elsewhere := w.ask(t, w.citizen, c), w.ask(t, w.citizen, c), w.ask(t, w.citizen, w.live(t))
		_, err := w.Merge(w.admin, joining(q, q))
		wantFault(t, err, fault.BadUserInput, "CANNOT_MERGE_INTO_ITSELF", "input.intoId")
		_, err = w.Merge(w.admin, joining(q, elsewhere))
		wantFault(t, err, fault.BadUserInput, "QUESTION_ELSEWHERE", "input.intoId")
		_, err = w.Merge(w.admin, conference.MergeQuestionsInput{QuestionID: q.ID, IntoID: gid.Zero})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		for _, who := range []context.Context{w.citizen, w.otherWardAdmin, w.visitor} {
			_, err = w.Merge(who, joining(q, into))
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		_, err = w.Merge(w.admin, joining(w.answered(t, q), into))
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		if now := w.conferenceNow(t, c.ID); now.QuestionCount != 2 {
			t.Errorf("%d questions are counted", now.QuestionCount)
		}
	})
}

func TestVotesThatComeWhileQuestionsAreJoinedAreNotLost(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		from, into := w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		var all sync.WaitGroup
		for range 20 {
			who := w.person(t, w.ward.Path)
			all.Go(func() {
				if _, err := w.Vote(who, on(into)); err != nil {
					t.Error(err)
				}
			})
			all.Go(func() {
				if _, err := w.Vote(who, on(from)); err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			})
		}
		all.Go(func() {
			if _, err := w.Merge(w.admin, joining(from, into)); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		w.wantVotes(t, into, 20)
	})
}

// bulkVotes gives each question votes of its own and some of both: n voters in all.
func (w *world) bulkVotes(t *testing.T, from, into *ent.Question, n int) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
		var people []*ent.AccountCreate
		for i := range n {
			people = append(people, tx.Account.Create().SetPhone(fmt.Sprintf("+8419%07d", i)).SetDisplayName("Người").SetStatus(account.StatusACTIVE))
		}
		accounts, err := tx.Account.CreateBulk(people...).Save(ctx)
		if err != nil {
			return 0, err
		}
		var votes []*ent.VoteCreate
		for i, a := range accounts {
			if i%3 != 0 {
				votes = append(votes, tx.Vote.Create().SetQuestionID(from.ID).SetVoterID(a.ID))
			}
			if i%3 != 1 {
				votes = append(votes, tx.Vote.Create().SetQuestionID(into.ID).SetVoterID(a.ID))
			}
		}
		return 0, tx.Vote.CreateBulk(votes...).Exec(ctx)
	})
}
