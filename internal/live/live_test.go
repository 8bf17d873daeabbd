package live_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/internal/conference"
	"gandan/internal/store"
)

func TestWhatHappensIsToldAsItHappens(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		told := w.follow(t, w.visitor, nil)
		q := w.ask(t, w.citizen)
		a := next(t, told)
		if a.Sequence != 3 || a.Kind != activity.KindQUESTION_PUBLISHED || a.ConferenceStatus != activity.ConferenceStatusLIVE || a.Edges.Question.ID != q.ID {
			t.Fatalf("told %v", a)
		}
		w.swing(t, w.neighbour, q, 1)
		if a = next(t, told); a.Kind != activity.KindVOTES_CHANGED || a.Edges.Question.VoteCount != 1 {
			t.Fatalf("told %v", a)
		}
		must[*ent.Question](t)(w.Answer(w.admin, conference.AnswerQuestionInput{QuestionID: q.ID, Body: "Trong quý này.", AnsweredByID: w.committee.ID}))
		a = next(t, told)
		ctx, counted := store.CountStatements(w.visitor)
		shown := must[*ent.Question](t)(w.hub.Question(ctx, a))
		answer := w.AnswerOf(ctx, shown)
		by := must[*ent.Organisation](t)(w.AnsweredBy(ctx, answer))
		if answer.Body != "Trong quý này." || by.Name != w.committee.Name || w.Body(ctx, shown) == nil || counted.Statements() != 0 {
			t.Fatalf("told %v by %v with %d statements of the viewer's own", answer, by, counted.Statements())
		}
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: w.conf.ID}))
		if a = next(t, told); a.Kind != activity.KindSTATUS_CHANGED || a.ConferenceStatus != activity.ConferenceStatusENDED || a.Edges.Question != nil {
			t.Fatalf("told %v", a)
		}
		quiet(t, told)
	})
}

func TestWithoutSinceOnlyWhatIsNewComes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		told := w.follow(t, w.visitor, nil)
		quiet(t, told)
		w.swing(t, w.neighbour, q, 1)
		if a := next(t, told); a.Sequence != 4 {
			t.Errorf("told %v", a)
		}
	})
}

func TestSinceBringsWhatWasMissedAndThenWhatIsNew(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		w.swing(t, w.neighbour, q, 9)
		for _, since := range []int{0, 2, 7, 11, 12} {
			told := w.follow(t, w.visitor, &since)
			wantNumbers(t, told, since+1, 12)
			quiet(t, told)
		}
		beyond := w.follow(t, w.visitor, ptr(14))
		w.swing(t, w.citizen, q, 3)
		if a := next(t, beyond); a.Sequence != 15 {
			t.Errorf("beyond the last: told %d", a.Sequence)
		}
	})
}

func TestWhatLiesLongBackComesFromTheDatabase(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		w.swing(t, w.neighbour, q, 600)
		for _, since := range []int{0, 250, 345, 346, 347, 348, 349, 602} { // around the first number that the room keeps
			wantNumbers(t, w.follow(t, w.visitor, &since), since+1, 603)
		}
	})
}

func TestNothingIsLostOrDoubledWhileViewersComeAndVotesGoOn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		const voters, swings = 4, 30
		var writers, readers sync.WaitGroup
		goal := w.last(t) + voters*swings
		for range voters {
			who := w.person(t)
			writers.Go(func() { w.swing(t, who, q, swings) })
		}
		for i := range 12 {
			readers.Go(func() {
				time.Sleep(time.Duration(rand.N(200)) * time.Millisecond)
				since := i % 4
				told := w.follow(t, w.visitor, &since)
				for want := since + 1; want <= goal; want++ {
					select {
					case a := <-told:
						if a == nil || a.Sequence != want {
							t.Errorf("viewer %d: told %v, want %d", i, a, want)
							return
						}
					case <-time.After(patience):
						t.Errorf("viewer %d waits for %d of %d", i, want, goal)
						return
					}
				}
			})
		}
		writers.Wait()
		readers.Wait()
	})
}

func TestAHubThatIsNotToldFindsOutItself(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.hub = w.start(t, false) // another process on the same database
		told := w.follow(t, w.visitor, nil)
		q := w.ask(t, w.citizen)
		if a := next(t, told); a.Edges.Question.ID != q.ID {
			t.Errorf("told %v", a)
		}
	})
}

func TestOneReadingServesAllViewers(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		var viewers []<-chan *ent.Activity
		counters := make([]*store.Counter, 200)
		for i := range counters {
			var ctx context.Context
			ctx, counters[i] = store.CountStatements(w.visitor)
			viewers = append(viewers, w.follow(t, ctx, nil))
		}
		w.swing(t, w.neighbour, q, 1)
		for i, told := range viewers {
			if a := next(t, told); a.Edges.Question.VoteCount != 1 {
				t.Errorf("told %v", a)
			}
			if n := counters[i].Statements(); n != 1 { // whether they may read the conference
				t.Errorf("viewer %d cost %d statements", i, n)
			}
		}
	})
}

func TestWhoeverComesBackSoonCostsOneStatement(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		w.swing(t, w.neighbour, q, 60)
		ctx, counted := store.CountStatements(w.visitor)
		told := w.follow(t, ctx, ptr(3))
		wantNumbers(t, told, 4, 63)
		if n := counted.Statements(); n != 1 {
			t.Errorf("%d statements", n)
		}
	})
}
