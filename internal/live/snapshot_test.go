package live_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/live"
	"gandan/internal/store"
)

// TestASnapshotAndWhatFollowsGiveTheStateOfTheDatabase has viewers come while citizens write: each takes a snapshot, follows
// from its number, and holds in the end exactly the questions and votes that the database holds.
func TestASnapshotAndWhatFollowsGiveTheStateOfTheDatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		list := []*ent.Question{w.ask(t, w.citizen), w.ask(t, w.neighbour), w.ask(t, w.citizen)}
		var writers, viewers sync.WaitGroup
		for i := range 4 {
			who := w.person(t)
			writers.Go(func() { w.stir(t, who, list, uint64(i)) })
		}
		states := make([]map[gid.ID]int, 10)
		ends := make(chan int)
		for i := range states {
			viewers.Go(func() {
				time.Sleep(time.Duration(rand.N(150)) * time.Millisecond)
				states[i] = w.live(t, ends)
			})
		}
		writers.Wait()
		last := w.last(t)
		go func() { // whoever asks is told where it ends
			for range states {
				ends <- last
			}
		}()
		viewers.Wait()
		want := map[gid.ID]int{}
		for _, q := range must[[]*ent.Question](t)(w.store.Reader(w.system).Question.Query().Where(question.Listed(true)).All(w.system)) {
			want[q.ID] = q.VoteCount
		}
		if n := w.store.Reader(w.system).Question.Query().CountX(w.system); n > 20 {
			t.Fatalf("%d questions are more than a snapshot holds", n)
		}
		for i, got := range states {
			if !maps.Equal(got, want) {
				t.Errorf("viewer %d holds %v, the database %v", i, got, want)
			}
		}
	})
}

// stir votes, asks and hides at random.
func (w *world) stir(t *testing.T, who context.Context, list []*ent.Question, seed uint64) {
	dice := rand.New(rand.NewPCG(seed, 1))
	for range 30 {
		q := list[dice.IntN(len(list))]
		var err error
		switch dice.IntN(12) {
		case 0, 1, 2, 3:
			_, err = w.Vote(who, conference.VoteQuestionInput{QuestionID: q.ID})
		case 4, 5:
			_, err = w.Unvote(who, conference.UnvoteQuestionInput{QuestionID: q.ID})
		case 6: // seldom: a snapshot holds twenty questions, and the viewers shall know all
			_, err = w.Ask(who, conference.AskQuestionInput{ConferenceID: w.conf.ID, Body: "Bao giờ chợ được xây?"})
		case 7, 8, 9:
			err = store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error { return w.HideQuestion(ctx, tx, q.ID) })
		case 10, 11:
			err = store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error { return w.PublishQuestion(ctx, tx, q.ID) })
		}
		if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) { // somebody was faster, or it is hidden
			t.Error(err)
		}
	}
}

// live lives through the conference as an app does: a snapshot, then every event after it, applied to what is there.
func (w *world) live(t *testing.T, ends <-chan int) map[gid.ID]int {
	s, err := w.hub.ConferenceSnapshot(w.visitor, w.conf.ID, 20)
	if err != nil {
		t.Error(err)
		return nil
	}
	ctx, stop := context.WithCancel(w.visitor)
	defer stop()
	told, err := w.hub.ConferenceActivity(ctx, w.conf.ID, &s.Sequence)
	if err != nil {
		t.Error(err)
		return nil
	}
	have, at, end := votesOf(s), s.Sequence, -1
	for end < 0 || at < end {
		select {
		case end = <-ends:
			ends = nil // the others wait for theirs
		case a := <-told:
			if a.Sequence != at+1 {
				t.Errorf("behind %d comes %d", at, a.Sequence)
				return nil
			}
			apply(have, a)
			at = a.Sequence
		case <-time.After(patience):
			t.Errorf("nothing comes behind %d of %d", at, end)
			return nil
		}
	}
	return have
}

func votesOf(s *live.Snapshot) map[gid.ID]int {
	have := map[gid.ID]int{}
	for _, q := range s.TopQuestions {
		have[q.ID] = q.VoteCount
	}
	return have
}

// apply does what an app does with an event: the question as it stands replaces what is there, one that is hidden goes.
func apply(have map[gid.ID]int, a *ent.Activity) {
	switch q := a.Edges.Question; {
	case q == nil:
	case a.Kind == activity.KindQUESTION_HIDDEN && !q.Listed:
		delete(have, q.ID)
	case q.Listed:
		have[q.ID] = q.VoteCount
	}
}

// TestWhatIsWrittenWhileASnapshotIsReadIsInItOrFollows writes before each single statement of a snapshot.
func TestWhatIsWrittenWhileASnapshotIsReadIsInItOrFollows(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		statements := 1
		for at := 0; at < statements; at++ {
			read := 0
			ctx := store.TraceStatements(w.visitor, func(string, []any) {
				if read++; read == at+1 {
					w.ask(t, w.neighbour)
					w.swing(t, w.person(t), q, 1)
				}
			})
			s := must[*live.Snapshot](t)(w.hub.ConferenceSnapshot(ctx, w.conf.ID, 20))
			statements = read
			have, told := votesOf(s), w.follow(t, w.visitor, &s.Sequence)
			for n := s.Sequence + 1; n <= w.last(t); n++ {
				a := next(t, told)
				if a.Sequence != n {
					t.Fatalf("told %d, want %d", a.Sequence, n)
				}
				apply(have, a)
			}
			for _, row := range must[[]*ent.Question](t)(w.store.Reader(w.system).Question.Query().All(w.system)) {
				if votes, there := have[row.ID]; !there || votes != row.VoteCount {
					t.Errorf("written before statement %d: a viewer holds %v %d, the database %d", at+1, there, votes, row.VoteCount)
				}
			}
		}
		if statements < 4 {
			t.Errorf("a snapshot took %d statements: nothing was tried", statements)
		}
	})
}
