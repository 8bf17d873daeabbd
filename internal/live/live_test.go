package live_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/live"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
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
	storetestSQLite(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		w.swing(t, w.neighbour, q, 600)
		for _, since := range []int{0, 250, 345, 346, 347, 348, 349, 602} { // around the first number that the room keeps
			wantNumbers(t, w.follow(t, w.visitor, &since), since+1, 603)
		}
	})
}

// storetestSQLite runs a test of what is the same on every database.
func storetestSQLite(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	clock := storetest.NewClock()
	test(t, newWorld(t, storetest.Open(t, "", clock, &storetest.CountingIDs{}), clock))
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
	storetestSQLite(t, func(t *testing.T, w *world) {
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
	storetestSQLite(t, func(t *testing.T, w *world) {
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

func TestASlowViewerIsLetGoAndTheOthersHearEverything(t *testing.T) {
	storetestSQLite(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		ctx, ending := access.WithEnding(w.visitor)
		slow := w.follow(t, ctx, nil)
		w.swing(t, w.neighbour, q, 1)
		if a := next(t, slow); a.Sequence != 4 { // it was served once and then reads no more
			t.Fatalf("told %v", a)
		}
		quick := w.follow(t, w.visitor, nil)
		go w.swing(t, w.citizen, q, 600)
		wantNumbers(t, quick, 5, 604)
		got := 4
		for a := range slow {
			if got++; a.Sequence != got {
				t.Fatalf("the slow one was told %d, want %d", a.Sequence, got)
			}
		}
		if !fault.HasKey(ending.Err(), "STREAM_TOO_SLOW") || got > 100 {
			t.Errorf("it ended at %d with %v", got, ending.Err())
		}
		back := w.follow(t, w.visitor, &got)
		wantNumbers(t, back, got+1, 604)
	})
}

func TestNothingStaysWhenViewersGo(t *testing.T) {
	storetestSQLite(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		before := runtime.NumGoroutine()
		ctx, stop := context.WithCancel(w.visitor)
		var all []<-chan *ent.Activity
		for i := range 100 {
			all = append(all, must[<-chan *ent.Activity](t)(w.hub.ConferenceActivity(ctx, w.conf.ID, ptr(i%4))))
		}
		w.swing(t, w.neighbour, q, 3)
		stop()
		for _, told := range all {
			for range told { //nolint:revive // until it is closed
			}
		}
		for deadline := time.Now().Add(patience); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
			}
		}
	})
}

func TestTheEndOfTheHubEndsEveryStream(t *testing.T) {
	storetestSQLite(t, func(t *testing.T, w *world) {
		hub := live.New(w.store, nil)
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- hub.Run(ctx) }()
		told := must[<-chan *ent.Activity](t)(hub.ConferenceActivity(w.visitor, w.conf.ID, nil))
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		select {
		case _, open := <-told:
			if open {
				t.Error("something came")
			}
		case <-time.After(patience):
			t.Error("the stream goes on")
		}
	})
}

func TestNumbersWithoutActivityHoldNobodyUp(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) { // as bulk data has it
			if _, err := tx.Activity.Delete().Exec(ctx); err != nil {
				return 0, err
			}
			return 0, tx.Conference.UpdateOneID(w.conf.ID).SetLastSequence(500).Exec(ctx)
		})
		fresh, old := w.follow(t, w.visitor, nil), w.follow(t, w.visitor, ptr(0))
		w.ask(t, w.citizen)
		for _, told := range []<-chan *ent.Activity{fresh, old} {
			if a := next(t, told); a.Sequence != 501 {
				t.Errorf("told %v", a)
			}
		}
	})
}
