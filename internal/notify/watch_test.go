package notify_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/internal/fault"
	"gandan/internal/notify"
	"gandan/internal/store"
)

const soon = 20 * time.Second // on a machine that is busy with other tests

// running has the inbox served until the test ends.
func (w *world) running(s *notify.Service) {
	w.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, slog.New(slog.DiscardHandler)) }()
	w.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			w.t.Error(err)
		}
	})
}

// watch subscribes until the returned function is called.
func (w *world) watch(s *notify.Service, a *ent.Account, since *int) (<-chan *ent.Notification, context.CancelFunc) {
	w.t.Helper()
	ctx, leave := context.WithCancel(as(a))
	w.t.Cleanup(leave)
	lines, err := s.Watch(ctx, since)
	if err != nil {
		w.t.Fatal(err)
	}
	return lines, leave
}

// take waits for n lines and gives their numbers.
func (w *world) take(lines <-chan *ent.Notification, n int) []int {
	w.t.Helper()
	var got []int
	late := time.After(soon)
	for len(got) < n {
		select {
		case line, open := <-lines:
			if !open {
				w.t.Fatalf("it ended after %v", got)
			}
			got = append(got, line.Sequence)
		case <-late:
			w.t.Fatalf("%v came, want %d lines", got, n)
		}
	}
	return got
}

func upTo(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i+1)
	}
	return out
}

func (w *world) tellTimes(s *notify.Service, n int, to ...*ent.Account) {
	w.t.Helper()
	for range n {
		for _, a := range to {
			if err := s.Tell(context.Background(), w.fact("helpdesk.request_claimed", w.request.ID), a.ID); err != nil {
				w.t.Error(err)
			}
		}
	}
}

// TestWhoWatchesGetsEveryLineOnce while several facts are told at once, on two devices, one of which loses its connection again
// and again.
func TestWhoWatchesGetsEveryLineOnce(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.running(w.inbox)
		steady, _ := w.watch(w.inbox, w.citizen, nil)
		const writers, each = 5, 16
		var writing sync.WaitGroup
		for range writers {
			writing.Go(func() {
				for range each {
					e := w.fact("helpdesk.request_claimed", w.request.ID)
					if err := w.inbox.Tell(context.Background(), e, w.citizen.ID); err != nil {
						t.Error(err)
					}
				}
			})
		}
		var shaky []int
		for since := 0; len(shaky) < writers*each; {
			lines, leave := w.watch(w.inbox, w.citizen, &since)
			got := w.take(lines, min(7, writers*each-len(shaky)))
			leave()
			shaky, since = append(shaky, got...), got[len(got)-1]
		}
		writing.Wait()
		if got := w.take(steady, writers*each); !slices.Equal(got, upTo(writers*each)) {
			t.Errorf("the steady device got %v", got)
		}
		if !slices.Equal(shaky, upTo(writers*each)) {
			t.Errorf("the shaky device got %v", shaky)
		}
	})
}

// TestALineOfAnotherProcessIsSeen although nothing in this one says that it came.
func TestALineOfAnotherProcessIsSeen(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.running(w.inbox)
		lines, _ := w.watch(w.inbox, w.citizen, nil)
		w.tellTimes(notify.New(w.store), 3, w.citizen)
		if got := w.take(lines, 3); !slices.Equal(got, upTo(3)) {
			t.Errorf("got %v", got)
		}
	})
}

// TestWhoComesLaterReadsOnWhereTheyWere also behind more than a room keeps, and gets nothing of anybody else's.
func TestWhoComesLaterReadsOnWhereTheyWere(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.running(w.inbox)
		w.tellTimes(w.inbox, 150, w.citizen)
		for _, since := range []int{0, 1, 149} {
			lines, leave := w.watch(w.inbox, w.citizen, &since)
			if got := w.take(lines, 150-since); !slices.Equal(got, upTo(150)[since:]) {
				t.Errorf("since %d: %v", since, got)
			}
			leave()
		}
		beyond := 1000
		late, _ := w.watch(w.inbox, w.citizen, &beyond)
		fresh, _ := w.watch(w.inbox, w.citizen, nil)
		slow, _ := w.watch(w.inbox, w.citizen, nil) // reads nothing while more comes than a room keeps
		w.tellTimes(w.inbox, 100, w.citizen)
		for name, lines := range map[string]<-chan *ent.Notification{"beyond": late, "fresh": fresh, "slow": slow} {
			if got := w.take(lines, 100); !slices.Equal(got, upTo(250)[150:]) {
				t.Errorf("%s: %v", name, got)
			}
		}
		stranger := 0
		other, _ := w.watch(w.inbox, w.other, &stranger)
		select {
		case line := <-other:
			t.Errorf("the other reads %v", line)
		case <-time.After(50 * time.Millisecond):
		}
	})
}

// TestAnIdleInboxCostsNothing: a thousand that are watched and silent are two statements a second.
func TestAnIdleInboxCostsNothing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		people := w.crowd(1000)
		for _, id := range people {
			w.watch(w.inbox, &ent.Account{ID: id}, nil)
		}
		ctx, count := store.CountStatements(context.Background())
		ctx, stop := context.WithTimeout(ctx, 2500*time.Millisecond)
		defer stop()
		if err := w.inbox.Run(ctx, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		if got := count.Statements(); got < 2 || got > 6 {
			t.Errorf("%d statements in two and a half seconds, want two for each look", got)
		}
	})
}

func TestWatchingIsRefusedAndEnds(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		negative := -1
		if _, err := w.inbox.Watch(as(w.citizen), &negative); !fault.Is(err, fault.BadUserInput) {
			t.Errorf("a negative since: %v", err)
		}
		if _, err := w.inbox.Watch(context.Background(), nil); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("without a sign-in: %v", err)
		}
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- w.inbox.Run(ctx, slog.New(slog.DiscardHandler)) }()
		lines, _ := w.watch(w.inbox, w.citizen, nil)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		select {
		case _, open := <-lines:
			if open {
				t.Error("a line came from nowhere")
			}
		case <-time.After(soon):
			t.Error("it does not end with the process")
		}
	})
}
