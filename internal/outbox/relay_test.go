package outbox_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

var errDeaf = errors.New("not now")

func TestACommittedFactIsHeardOnceByEverySubscriberAsItWasTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		who := newSubject(9, s)
		ctx := access.With(context.Background(), access.Actor{ID: who})
		if err := store.Do(ctx, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Emit(ctx, "test.happened", newSubject(1, s), map[string]string{"to": "CLAIMED"})
		}); err != nil {
			t.Fatal(err)
		}
		emit(t, s, newSubject(2, s), "test.also")
		one, two := &recorder{}, &recorder{}
		r, _ := relay(s, one, two)
		flush(t, r)
		flush(t, r)
		for _, rec := range []*recorder{one, two} {
			if got := rec.names(); !slices.Equal(got, []string{"test.happened", "test.also"}) {
				t.Fatalf("heard %v", got)
			}
		}
		e := one.heard[0]
		if e.Actor != who || e.Subject != newSubject(1, s) || e.Data["to"] != "CLAIMED" || !e.At.Equal(clock.Now()) || e.ID.IsZero() {
			t.Errorf("heard %v", e)
		}
		if !one.heard[1].Actor.IsZero() {
			t.Error("what the system did has no actor")
		}
		if n := unrelayed(t, s); n != 0 {
			t.Errorf("%d facts wait", n)
		}
	})
}

func TestAFactOfATransactionThatFailedIsNeverHeard(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.Emit(ctx, "test.phantom", newSubject(1, s), nil), errDeaf)
		})
		if !errors.Is(err, errDeaf) {
			t.Fatal(err)
		}
		heard := &recorder{}
		r, _ := relay(s, heard)
		flush(t, r)
		if got := heard.names(); len(got) != 0 {
			t.Errorf("heard %v", got)
		}
	})
}

func TestASubjectWaitsBehindItsRefusedFactAndTheOthersGoOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		stuck, free := newSubject(1, s), newSubject(2, s)
		emit(t, s, stuck, "a1")
		emit(t, s, free, "b1")
		emit(t, s, stuck, "a2")
		emit(t, s, free, "b2")
		deaf, tries := true, 0
		heard := &recorder{}
		r, log := relay(s, ear(func(_ context.Context, e event.Event) error {
			if e.Name == "a1" && deaf {
				tries++
				return errDeaf
			}
			return nil
		}), heard)

		flush(t, r)
		flush(t, r)
		if got := heard.names(); !slices.Equal(got, []string{"b1", "b2"}) || tries != 1 {
			t.Fatalf("heard %v after %d tries", got, tries)
		}
		clock.Advance(time.Second) // the first pause is over
		flush(t, r)
		clock.Advance(time.Second) // the second is twice as long
		flush(t, r)
		if tries != 2 {
			t.Errorf("%d tries, want 2", tries)
		}
		if n := strings.Count(log.String(), "level=ERROR"); n != 1 || strings.Count(log.String(), "not now") != 1 {
			t.Errorf("logged %d times:\n%s", n, log)
		}
		deaf = false
		clock.Advance(time.Second)
		flush(t, r)
		if got := heard.names(); !slices.Equal(got, []string{"b1", "b2", "a1", "a2"}) || unrelayed(t, s) != 0 {
			t.Errorf("heard %v, %d wait", got, unrelayed(t, s))
		}
	})
}

func TestAPauseIsNeverLongerThanFiveMinutesEvenWhenTheClockGoesBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		tries := 0
		r, _ := relay(s, ear(func(context.Context, event.Event) error { tries++; return errDeaf }))
		emit(t, s, newSubject(1, s), "a")
		for want := 1; want <= 20; want++ {
			flush(t, r)
			if tries != want {
				t.Fatalf("%d tries, want %d", tries, want)
			}
			clock.Advance(5 * time.Minute)
		}
		flush(t, r)
		clock.Advance(-2 * time.Hour)
		flush(t, r)
		if tries != 22 {
			t.Errorf("%d tries after the clock went back, want 22", tries)
		}
	})
}

func TestAPanicIsARefusal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		emit(t, s, newSubject(1, s), "bad")
		emit(t, s, newSubject(2, s), "good")
		panics := true
		heard := &recorder{}
		r, log := relay(s, ear(func(_ context.Context, e event.Event) error {
			if panics && e.Name == "bad" {
				panic("a mistake")
			}
			return nil
		}), heard)
		flush(t, r)
		panics = false
		clock.Advance(time.Second)
		flush(t, r)
		if got := heard.names(); !slices.Equal(got, []string{"good", "bad"}) || !strings.Contains(log.String(), "a mistake") {
			t.Errorf("heard %v, logged %s", got, log)
		}
	})
}

func TestWhenEverythingIsRefusedTheRelayRestsAndLosesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		const subjects = 450
		if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
			for i := range subjects {
				if err := tx.Emit(ctx, "a", newSubject(uint32(i), s), nil); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		deaf, tries := true, 0
		r, _ := relay(s, ear(func(context.Context, event.Event) error {
			tries++
			if deaf {
				return errDeaf
			}
			return nil
		}), ledger{s})
		flush(t, r)
		flush(t, r)
		if tries != 200 {
			t.Errorf("%d tries while everything fails, want to rest after 200", tries)
		}
		deaf = false
		clock.Advance(time.Second)
		flush(t, r)
		if got := applied(t, s); got != subjects || unrelayed(t, s) != 0 {
			t.Errorf("%d applied, %d wait", got, unrelayed(t, s))
		}
	})
}

func TestTheAgeOfTheOldestWaitingFact(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		r, _ := relay(s, &recorder{})
		oldest := func(want time.Duration) {
			t.Helper()
			if got, err := r.Oldest(context.Background()); got != want || err != nil {
				t.Errorf("oldest is %v (%v), want %v", got, err, want)
			}
		}
		oldest(0)
		emit(t, s, newSubject(1, s), "a")
		clock.Advance(time.Minute)
		emit(t, s, newSubject(1, s), "b")
		oldest(time.Minute)
		flush(t, r)
		oldest(0)
	})
}

func TestRunHearsOfAPokeAndStopsWithItsContext(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		told := make(chan string, 10)
		r, _ := relay(s, ear(func(_ context.Context, e event.Event) error { told <- e.Name; return nil }))
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- r.Run(ctx) }()
		for _, name := range []string{"a", "b"} {
			emit(t, s, newSubject(1, s), name)
			if got := <-told; got != name {
				t.Errorf("heard %s, want %s", got, name)
			}
		}
		stop()
		if err := <-done; err != nil {
			t.Errorf("stopped with %v", err)
		}
		if n := unrelayed(t, s); n != 0 {
			t.Errorf("%d facts that were heard are not marked", n)
		}
	})
}
