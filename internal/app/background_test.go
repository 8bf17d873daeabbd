package app

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/offlinereceipt"
	"gandan/ent/tombstone"
	"gandan/internal/access"
	"gandan/internal/config"
	"gandan/internal/idempotency"
	"gandan/internal/offline"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

func system() context.Context { return access.AsSystem(context.Background(), "test") }

// opened is an app on an empty database, with nothing running beside it.
func opened(t *testing.T) (*App, *storetest.Clock) {
	t.Helper()
	clock := storetest.NewClock()
	cfg := config.Serve{Listen: "127.0.0.1:0", SMS: "log", OTPPerAddress: 60, Issuer: "gandan", Audience: "gandan-app"}
	cfg.Data = t.TempDir()
	a, err := New(context.Background(), cfg, Env{Clock: clock, IDs: &storetest.CountingIDs{}, Log: slog.New(slog.DiscardHandler), SMS: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a, clock
}

func TestTheProcessIsNotReadyWhileAFactWaitsTooLong(t *testing.T) {
	a, clock := opened(t)
	if err := store.Do(system(), a.Store, func(ctx context.Context, tx *store.Tx) error {
		return tx.Emit(ctx, "test.told", tx.NewID(gid.Conference), nil)
	}); err != nil {
		t.Fatal(err)
	}
	clock.Advance(tooOld)
	if err := a.relayed(system()); err != nil {
		t.Errorf("at the limit: %v", err)
	}
	clock.Advance(time.Minute)
	if err := a.relayed(system()); err == nil || !strings.Contains(err.Error(), "6m0s") {
		t.Errorf("beyond it: %v", err)
	}
	if err := a.Relay.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := a.relayed(system()); err != nil {
		t.Errorf("once it is relayed: %v", err)
	}
}

func TestTidyingForgetsWhatHasServedItsPurpose(t *testing.T) {
	a, clock := opened(t)
	if err := store.Do(system(), a.Store, func(ctx context.Context, tx *store.Tx) error {
		person, err := tx.Account.Create().SetPhone("+84100000206").SetDisplayName("Lan").SetStatus(account.StatusACTIVE).Save(ctx)
		if err != nil {
			return err
		}
		if err := tx.OfflineReceipt.Create().SetAccountID(person.ID).SetClientID("k").SetOutcome(offlinereceipt.OutcomeDONE).
			SetFingerprint(make([]byte, 32)).SetDeviceTime(tx.Now).SetDeviceAt(tx.Now).SetHappenedAt(tx.Now).Exec(ctx); err != nil {
			return err
		}
		return tx.IdempotentAnswer.Create().SetAccountID(person.ID).SetKey("k").SetPath("deed").
			SetFingerprint(make([]byte, 32)).SetAnswer("").Exec(ctx)
	}); err != nil {
		t.Fatal(err)
	}
	kept := func() (answers, receipts int) {
		if err := a.tidy(context.Background()); err != nil {
			t.Fatal(err)
		}
		read := a.Store.Reader(system())
		return read.IdempotentAnswer.Query().CountX(system()), read.OfflineReceipt.Query().CountX(system())
	}
	if answers, receipts := kept(); answers != 1 || receipts != 1 {
		t.Errorf("%d answers and %d receipts are kept of one each that is young", answers, receipts)
	}
	clock.Advance(max(idempotency.Kept, offline.ReceiptsKept) + time.Second)
	if answers, receipts := kept(); answers != 0 || receipts != 0 {
		t.Errorf("%d answers and %d receipts are kept of one each that is old", answers, receipts)
	}
}

func TestTidyingForgetsTombstonesThatNoPhoneAsksFor(t *testing.T) {
	a, clock := opened(t)
	const many = 1100 // more than two batches
	if err := store.Do(system(), a.Store, func(ctx context.Context, tx *store.Tx) error {
		rows := make([]*ent.TombstoneCreate, many)
		for i := range rows {
			rows[i] = tx.Tombstone.Create().SetAccountID(tx.NewID(gid.Account)).SetEventID(tx.NewID(gid.OutboxEvent)).
				SetSubjectID(tx.NewID(gid.HelpRequest)).SetReason(tombstone.ReasonRELEASED)
		}
		return tx.Tombstone.CreateBulk(rows...).Exec(ctx)
	}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		later time.Duration
		left  int
	}{{offline.Kept, many}, {25 * time.Hour, 0}} {
		clock.Advance(c.later)
		if err := a.tidy(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n := a.Store.Reader(system()).Tombstone.Query().CountX(system()); n != c.left {
			t.Errorf("%d are left, want %d", n, c.left)
		}
	}
}
