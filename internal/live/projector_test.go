package live_test

import (
	"context"
	"reflect"
	"runtime"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/agendaitem"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/live"
	"gandan/internal/store"
)

// screen watches the room until the test ends.
func (w *world) screen(t *testing.T, hub *live.Hub, top int) <-chan *live.Snapshot {
	t.Helper()
	ctx, stop := context.WithCancel(w.visitor)
	t.Cleanup(stop)
	return must[<-chan *live.Snapshot](t)(hub.Projector(ctx, w.conf.ID, top))
}

func nextScreen(t *testing.T, shown <-chan *live.Snapshot) *live.Snapshot {
	t.Helper()
	select {
	case s, open := <-shown:
		if !open {
			t.Fatal("the screen went dark")
		}
		return s
	case <-time.After(patience):
		t.Fatal("nothing was shown")
	}
	return nil
}

// untilScreen waits for the state in which the conference stands at the number.
func untilScreen(t *testing.T, shown <-chan *live.Snapshot, sequence int) *live.Snapshot {
	t.Helper()
	for {
		if s := nextScreen(t, shown); s.Sequence >= sequence {
			return s
		}
	}
}

func TestTheScreenShowsTheRoomAtOnceAndWhatChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		quiet := w.ask(t, w.citizen)
		shown := w.screen(t, w.hub, 5)
		s := nextScreen(t, shown)
		if s.Sequence != 3 || s.Status != entconference.StatusLIVE || len(s.TopQuestions) != 1 || s.OpenPoll != nil || s.NowAnswering != nil || s.CurrentAgendaItem != nil {
			t.Fatalf("shown %+v", s)
		}
		loud, next := w.ask(t, w.neighbour), w.ask(t, w.neighbour)
		w.swing(t, w.citizen, loud, 1)
		write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) { // as the moderator, the door and the agenda do it
			if err := tx.Conference.UpdateOneID(w.conf.ID).SetAnsweringID(loud.ID).SetAttendedCount(7).SetQuestionsPaused(true).Exec(ctx); err != nil {
				return 0, err
			}
			if _, err := tx.AgendaItem.Delete().Where(agendaitem.ConferenceID(w.conf.ID)).Exec(ctx); err != nil { // the seven steps
				return 0, err
			}
			for i, title := range []string{"Khai mạc", "Trao đổi", "Kết luận"} {
				item := tx.AgendaItem.Create().SetConferenceID(w.conf.ID).SetPosition(i + 1).SetTitle(title)
				if i < 2 {
					item.SetBegunAt(tx.Now)
				}
				if err := item.Exec(ctx); err != nil {
					return 0, err
				}
			}
			if err := tx.Question.UpdateOneID(loud.ID).SetStage(question.StageNOW).Exec(ctx); err != nil {
				return 0, err
			}
			return 0, tx.Question.UpdateOneID(next.ID).SetStage(question.StageNEXT).SetStagePosition(1).Exec(ctx)
		})
		w.swing(t, w.neighbour, loud, 1)
		s = untilScreen(t, shown, w.last(t))
		if s.TopQuestions[0].ID != loud.ID || s.TopQuestions[0].VoteCount != 2 || s.NowAnswering.ID != loud.ID || s.AttendedCount != 7 ||
			!s.QuestionsPaused || s.CurrentAgendaItem.Title != "Trao đổi" || len(s.NextQuestions) != 1 || s.NextQuestions[0].ID != next.ID {
			t.Errorf("shown %+v", s)
		}
		w.hide(t, loud)
		s = untilScreen(t, shown, w.last(t))
		if s.NowAnswering != nil || len(s.TopQuestions) != 2 || s.TopQuestions[1].ID != quiet.ID {
			t.Errorf("a hidden question is shown: %+v", s)
		}
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: w.conf.ID}))
		w.hide(t, quiet)
		w.hide(t, next) // nobody owes an answer then
		must[*ent.Conference](t)(w.Conclude(w.admin, conference.PublishConclusionInput{ID: w.conf.ID, Body: "Phường sẽ sửa đường."}))
		if s = untilScreen(t, shown, w.last(t)); s.Status != entconference.StatusCONCLUDED || s.CurrentAgendaItem != nil {
			t.Errorf("in the end is shown %v", s.Status)
		}
	})
}

func TestTheScreenIsPaintedOnceForAllAndAtMostTwiceASecond(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		for range 8 {
			w.ask(t, w.citizen)
		}
		q := w.ask(t, w.citizen)
		ctx, counted := store.CountStatements(w.visitor)
		var all []<-chan *live.Snapshot
		for i := range 200 {
			all = append(all, must[<-chan *live.Snapshot](t)(w.hub.Projector(ctx, w.conf.ID, i%10)))
		}
		began := time.Now()
		w.swing(t, w.neighbour, q, 101)
		last, frames := w.last(t), 0
		for shown := all[7]; ; frames++ {
			if s := nextScreen(t, shown); s.Sequence == last {
				break
			}
		}
		if most := int(time.Since(began)/(500*time.Millisecond)) + 2; frames > most {
			t.Errorf("%d pictures in %v", frames, time.Since(began))
		}
		for i, shown := range all {
			if i == 7 {
				continue
			}
			if s := untilScreen(t, shown, last); len(s.TopQuestions) != min(i%10, 9) || i%10 > 0 && s.TopQuestions[0].VoteCount != 1 {
				t.Errorf("viewer %d sees %d questions", i, len(s.TopQuestions))
			}
		}
		if n := counted.Statements(); n != len(all) { // whether they may read the conference
			t.Errorf("%d viewers cost %d statements of their own", len(all), n)
		}
	})
}

func TestASlowScreenGetsTheNewestAndNoBacklog(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen)
		slow, quick := w.screen(t, w.hub, 5), w.screen(t, w.hub, 5)
		nextScreen(t, slow)
		for range 3 {
			w.swing(t, w.neighbour, q, 2)
			untilScreen(t, quick, w.last(t))
		}
		time.Sleep(20 * time.Millisecond) // the slow one is offered the newest as the quick one is
		if s := nextScreen(t, slow); s.Sequence != w.last(t) {
			t.Errorf("the slow one is shown %d of %d", s.Sequence, w.last(t))
		}
		select {
		case s := <-slow:
			t.Errorf("behind the newest comes %d", s.Sequence)
		case <-time.After(700 * time.Millisecond):
		}
	})
}

func TestWhoMayWatchTheScreen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		draft := w.draft(t, w.clock)
		for name, x := range map[string]struct {
			who context.Context
			id  gid.ID
			top int
			key fault.Key
		}{
			"a visitor a draft":     {w.visitor, draft.ID, 5, "NOT_FOUND"},
			"the admin a draft":     {w.admin, draft.ID, 5, "NOT_FOUND"}, // the screen is public
			"what is no conference": {w.visitor, w.ward.ID, 5, "NOT_FOUND"},
			"too many questions":    {w.visitor, w.conf.ID, 21, "BAD_PAGE_SIZE"},
			"fewer than none":       {w.visitor, w.conf.ID, -1, "BAD_PAGE_SIZE"},
			"nothing but the rest":  {w.visitor, w.conf.ID, 0, ""},
			"as many as there are":  {w.admin, w.conf.ID, 20, ""},
		} {
			ctx, stop := context.WithCancel(x.who)
			_, watching := w.hub.Projector(ctx, x.id, x.top)
			_, once := w.hub.ConferenceSnapshot(ctx, x.id, x.top)
			for _, err := range []error{watching, once} {
				if x.key == "" && err != nil || x.key != "" && !fault.HasKey(err, x.key) {
					t.Errorf("%s: %v", name, err)
				}
			}
			stop()
		}
	})
}

func TestWhoComesToTheScreenLaterReadsNothingThatWasHiddenBefore(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		first := w.screen(t, w.hub, 5)
		q := must[*ent.Question](t)(w.Ask(w.citizen, conference.AskQuestionInput{ConferenceID: w.conf.ID, Body: secret}))
		untilScreen(t, first, w.last(t))
		for range 3 {
			w.hide(t, q)
			for range 5 { // the painter rests, and what it has painted still holds the words
				if s := nextScreen(t, w.screen(t, w.hub, 5)); len(s.TopQuestions) != 0 {
					t.Fatalf("shown are hidden words at %d", s.Sequence)
				}
			}
			w.publish(t, q)
		}
	})
}

func TestNothingStaysWhenTheScreensGoDark(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		before := runtime.NumGoroutine()
		for range 3 { // the last one out sends the painter home, the next one brings another
			ctx, stop := context.WithCancel(w.visitor)
			var all []<-chan *live.Snapshot
			for range 50 {
				all = append(all, must[<-chan *live.Snapshot](t)(w.hub.Projector(ctx, w.conf.ID, 5)))
			}
			nextScreen(t, all[0])
			stop()
			for _, shown := range all {
				for range shown { // until it is closed
				}
			}
		}
		for deadline := time.Now().Add(patience); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
			}
		}
	})
}

func TestASnapshotIsOfOneMomentWithTheScreen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.opened(t)
		w.swing(t, w.neighbour, w.ask(t, w.citizen), 1)
		once := must[*live.Snapshot](t)(w.hub.ConferenceSnapshot(w.visitor, w.conf.ID, 5))
		if shown := nextScreen(t, w.screen(t, w.hub, 5)); shown.OpenPoll == nil || !reflect.DeepEqual(plain(once), plain(shown)) {
			t.Errorf("read is %+v, shown is %+v", once, shown)
		}
	})
}

// plain is what a snapshot says, without the machinery of ent.
func plain(s *live.Snapshot) []any {
	out := []any{s.Sequence, s.Status, s.AttendedCount, s.OpenPoll.ID, s.OpenPoll.BallotCount, len(s.OpenPoll.Edges.Options)}
	for _, q := range s.TopQuestions {
		out = append(out, q.ID, q.VoteCount, q.Status)
	}
	return out
}
