package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

var system = access.AsSystem(context.Background(), "test")

func newAccount(ctx context.Context, tx *store.Tx, phone string) (*ent.Account, error) {
	return tx.Account.Create().SetPhone(phone).SetDisplayName("Người dùng").SetStatus(account.StatusACTIVE).Save(ctx)
}

func mustAccount(t *testing.T, s *store.Store, phone string) *ent.Account {
	t.Helper()
	a, err := store.Write(system, s, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return newAccount(ctx, tx, phone)
	})
	if err != nil {
		t.Fatalf("making an account: %v", err)
	}
	return a
}

func TestAHundredParallelIncrementsMakeAHundred(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		a := mustAccount(t, s, "+84100000001")
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
					return tx.Account.UpdateOneID(a.ID).AddGrantsVersion(1).Exec(ctx)
				}); err != nil {
					t.Errorf("incrementing: %v", err)
				}
			})
		}
		all.Wait()
		got, err := s.Reader(system).Account.Get(system, a.ID)
		if err != nil || got.GrantsVersion != 101 {
			t.Fatalf("version is %v after a hundred increments of 1 (%v)", got, err)
		}
	})
}

func TestOfTwoConnectionsThatClaimOneRowOneWins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		a := mustAccount(t, s, "+84100000001")
		wins := make(chan int, 40)
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				n, err := store.Write(system, s, func(ctx context.Context, tx *store.Tx) (int, error) {
					if _, err := tx.Account.Get(ctx, a.ID); err != nil {
						return 0, err
					}
					return tx.Account.Update().Where(account.ID(a.ID), account.StatusEQ(account.StatusACTIVE)).SetStatus(account.StatusSUSPENDED).Save(ctx)
				})
				if err != nil {
					t.Errorf("claiming: %v", err)
				}
				wins <- n
			})
		}
		all.Wait()
		close(wins)
		sum := 0
		for n := range wins {
			sum += n
		}
		if sum != 1 {
			t.Fatalf("%d of 40 claims won, want 1", sum)
		}
	})
}

func TestAWriteOutsideWriteIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		err := s.Reader(system).Account.Create().SetID(gid.Make(gid.Account, s.Now(), 1, [6]byte{})).SetPhone("+84100000001").
			SetDisplayName("x").SetStatus(account.StatusACTIVE).SetCreatedAt(s.Now()).SetUpdatedAt(s.Now()).Exec(system)
		if err == nil {
			t.Fatal("the read client wrote a row")
		}
		if n := s.Reader(system).Account.Query().CountX(system); n != 0 {
			t.Fatalf("%d rows were written", n)
		}
	})
}

func TestAReadOrWriteWithoutAnActorIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		nobody := context.Background()
		if _, err := s.Reader(nobody).Unit.Query().All(nobody); err == nil {
			t.Error("a read without an actor was answered")
		}
		if err := store.Do(nobody, s, func(context.Context, *store.Tx) error { return nil }); err == nil {
			t.Error("a write without an actor was begun")
		}
	})
}

func TestAFailedWriteLeavesNothingAndTellsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		refusal := fault.New(fault.Conflict, "WRONG_STATE")
		err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
			a, err := newAccount(ctx, tx, "+84100000001")
			if err != nil {
				return err
			}
			if err := tx.Emit(ctx, "test.made", a.ID, nil); err != nil {
				return err
			}
			return refusal
		})
		if !errors.Is(err, refusal) {
			t.Fatalf("got %v, want the fault of the callback", err)
		}
		rows, events := s.Reader(system).Account.Query().CountX(system), s.Reader(system).OutboxEvent.Query().CountX(system)
		if rows != 0 || events != 0 {
			t.Fatalf("%d rows and %d events survived a refusal", rows, events)
		}
	})
}

func TestABrokenUniqueRuleRunsTheCallbackAgainAndIsThenAConflict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		mustAccount(t, s, "+84100000001")
		runs := 0
		err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
			runs++
			_, err := newAccount(ctx, tx, "+84100000001")
			return err
		})
		if !fault.HasKey(err, "ALREADY_DONE") || runs != 4 {
			t.Fatalf("got %v after %d runs, want ALREADY_DONE after 4", err, runs)
		}
	})
}

func TestAnInnerWriteJoinsTheOuterOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		_ = store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
			if err := store.Do(ctx, s, func(ctx context.Context, inner *store.Tx) error {
				if inner != tx {
					t.Error("the inner write has a transaction of its own")
				}
				_, err := newAccount(ctx, inner, "+84100000002")
				return err
			}); err != nil {
				t.Errorf("inner write: %v", err)
			}
			if n := s.Reader(ctx).Account.Query().CountX(ctx); n != 1 {
				t.Errorf("the reader sees %d rows inside the transaction, want 1", n)
			}
			return errors.New("roll back")
		})
		if n := s.Reader(system).Account.Query().CountX(system); n != 0 {
			t.Fatalf("the inner write survived the rollback of the outer one: %d rows", n)
		}
	})
}

func TestInstantsComeBackAsTheyWentIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		clock.Advance(123456789)
		a := mustAccount(t, s, "+84100000001")
		got := s.Reader(system).Account.GetX(system, a.ID)
		if !got.CreatedAt.Equal(s.Now()) || got.CreatedAt.Location().String() != "UTC" {
			t.Fatalf("%v came back for %v", got.CreatedAt, s.Now())
		}
	})
}
