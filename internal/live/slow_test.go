package live_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/live"
	"gandan/internal/store"
)

func TestASlowViewerIsLetGoAndTheOthersHearEverything(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
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
	onOne(t, func(t *testing.T, w *world) {
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
			for range told { // until it is closed
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
	onOne(t, func(t *testing.T, w *world) {
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
