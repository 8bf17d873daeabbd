package conference_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/question"
	entvote "gandan/ent/vote"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

func on(q *ent.Question) conference.VoteQuestionInput {
	return conference.VoteQuestionInput{QuestionID: q.ID}
}

func off(q *ent.Question) conference.UnvoteQuestionInput {
	return conference.UnvoteQuestionInput{QuestionID: q.ID}
}

// wantVotes holds the count against the votes that are there.
func (w *world) wantVotes(t *testing.T, q *ent.Question, want int) {
	t.Helper()
	rows := must[int](t)(w.store.Reader(w.system).Vote.Query().Where(entvote.QuestionID(q.ID)).Count(w.system))
	if now := w.questionNow(t, q.ID); now.VoteCount != want || rows != want {
		t.Errorf("counted %d, there are %d, want %d", now.VoteCount, rows, want)
	}
}

func TestAVoteTwiceIsOneAndTakenBackTwiceIsNone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		q := w.ask(t, w.citizen, c)
		for range 2 {
			if got := must[*ent.Question](t)(w.Vote(w.citizen, on(q))); got.VoteCount != 1 { // one's own, too
				t.Errorf("counted %d", got.VoteCount)
			}
		}
		if !must[bool](t)(w.ViewerHasVoted(w.citizen, q)) || must[bool](t)(w.ViewerHasVoted(w.neighbour, q)) || must[bool](t)(w.ViewerHasVoted(w.visitor, q)) {
			t.Error("who has voted is not right")
		}
		for range 2 {
			if got := must[*ent.Question](t)(w.Unvote(w.citizen, off(q))); got.VoteCount != 0 {
				t.Errorf("counted %d", got.VoteCount)
			}
		}
		if must[bool](t)(w.ViewerHasVoted(w.citizen, q)) {
			t.Error("the vote is still there")
		}
		w.wantVotes(t, q, 0)
		want := []string{"1 STATUS_CHANGED ANNOUNCED", "2 QUESTION_PUBLISHED ANNOUNCED", "3 VOTES_CHANGED ANNOUNCED", "4 VOTES_CHANGED ANNOUNCED"}
		if got := w.activity(t, c.ID); !slices.Equal(got, want) {
			t.Errorf("told %q", got)
		}
	})
}

func TestAHundredWhoVoteAtOnceAreAHundred(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		voters := make([]context.Context, 100)
		for i := range voters {
			voters[i] = w.person(t, w.ward.Path)
		}
		var all sync.WaitGroup
		for _, who := range voters {
			for range 2 { // each from two phones
				all.Go(func() {
					if _, err := w.Vote(who, on(q)); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		w.wantVotes(t, q, 100)
		if now := w.conferenceNow(t, c.ID); now.LastSequence != 103 || len(w.activity(t, c.ID)) != 103 {
			t.Errorf("%d numbers for %d activities", now.LastSequence, len(w.activity(t, c.ID)))
		}
	})
}

func TestVotesAndTheirTakingBackAtOnceStayEven(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.live(t))
		var all sync.WaitGroup
		for range 10 {
			who := w.person(t, w.ward.Path)
			for range 4 {
				all.Go(func() {
					if _, err := w.Vote(who, on(q)); err != nil {
						t.Error(err)
					}
				})
				all.Go(func() {
					if _, err := w.Unvote(who, off(q)); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		w.wantVotes(t, q, must[int](t)(w.store.Reader(w.system).Vote.Query().Count(w.system)))
	})
}

func TestWhoMayVote(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.announced(t))
		for _, who := range []context.Context{w.neighbour, w.newcomer} {
			must[*ent.Question](t)(w.Vote(who, on(q)))
		}
		for _, who := range []context.Context{w.stranger, w.otherWardAdmin, w.visitor} {
			_, err := w.Vote(who, on(q))
			wantFault(t, err, fault.Forbidden, "NOT_YOUR_UNIT")
			_, err = w.Unvote(who, off(q))
			wantFault(t, err, fault.Forbidden, "NOT_YOUR_UNIT")
		}
		w.wantVotes(t, q, 2)
	})
}

func TestOnlyWhatIsPublicIsVotedFor(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		waiting := w.ask(t, w.citizen, w.announced(t, moderated))
		_, err := w.Vote(w.citizen, on(waiting))
		wantFault(t, err, fault.Conflict, "QUESTION_NOT_PUBLISHED")
		_, err = w.Vote(w.neighbour, on(waiting))
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		hidden := w.ask(t, w.citizen, w.announced(t))
		must[*ent.Question](t)(w.Vote(w.neighbour, on(hidden)))
		if err := w.hide(w.admin, hidden); err != nil {
			t.Fatal(err)
		}
		_, err = w.Unvote(w.neighbour, off(hidden))
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.Vote(w.citizen, on(hidden))
		wantFault(t, err, fault.Conflict, "QUESTION_NOT_PUBLISHED")
		w.wantVotes(t, hidden, 1)
		answered := w.answered(t, w.ask(t, w.citizen, w.announced(t)))
		if got := must[*ent.Question](t)(w.Vote(w.neighbour, on(answered))); got.Status != question.StatusANSWERED || got.VoteCount != 1 {
			t.Errorf("voted for, the answered question is %v", got)
		}
	})
}

func TestVotesAreTakenUntilTheEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		must[*ent.Question](t)(w.Vote(w.citizen, on(q)))
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		_, err := w.Vote(w.neighbour, on(q))
		wantFault(t, err, fault.Conflict, "VOTING_CLOSED")
		_, err = w.Unvote(w.citizen, off(q))
		wantFault(t, err, fault.Conflict, "VOTING_CLOSED")
		if got := must[*ent.Question](t)(w.Vote(w.citizen, on(q))); got.VoteCount != 1 { // what is there already is no change
			t.Errorf("counted %d", got.VoteCount)
		}
		w.wantVotes(t, q, 1)
	})
}

func TestTheVotesOfAPageAreOneStatement(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		var list []*ent.Question
		for i := range 5 {
			q := w.ask(t, w.citizen, c)
			if i%2 == 0 {
				must[*ent.Question](t)(w.Vote(w.neighbour, on(q)))
			}
			list = append(list, q)
		}
		ctx, counted := store.CountStatements(together(w.neighbour))
		var all sync.WaitGroup
		for i, q := range list {
			all.Go(func() {
				if has, err := w.ViewerHasVoted(ctx, q); err != nil || has != (i%2 == 0) {
					t.Errorf("question %d: %v, %v", i, has, err)
				}
			})
		}
		all.Wait()
		if n := counted.Statements(); n != 1 {
			t.Errorf("%d statements", n)
		}
		ctx, counted = store.CountStatements(together(w.visitor))
		if has, err := w.ViewerHasVoted(ctx, list[0]); has || err != nil || counted.Statements() != 0 {
			t.Errorf("a visitor: %v, %v, %d statements", has, err, counted.Statements())
		}
	})
}
