package outbox_test

import (
	"bytes"
	"context"
	"log/slog"
	"strconv"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/notification"
	"gandan/ent/outboxevent"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/outbox"
	"gandan/internal/store"
)

var system = access.AsSystem(context.Background(), "test")

// ear is a subscriber made of a function.
type ear func(ctx context.Context, e event.Event) error

func (f ear) On(ctx context.Context, e event.Event) error { return f(ctx, e) }

// recorder hears everything and keeps it.
type recorder struct {
	mu    sync.Mutex
	heard []event.Event
}

func (r *recorder) On(_ context.Context, e event.Event) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard = append(r.heard, e)
	return nil
}

func (r *recorder) names() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, e := range r.heard {
		out = append(out, e.Name)
	}
	return out
}

// ledger applies a fact once however often it comes: it writes a line under the id of the fact.
type ledger struct{ store *store.Store }

func (l ledger) On(ctx context.Context, e event.Event) error {
	return store.Do(ctx, l.store, func(ctx context.Context, tx *store.Tx) error {
		known, err := tx.Notification.Query().Where(notification.EventID(e.ID)).Exist(ctx)
		if err != nil || known {
			return err
		}
		return tx.Notification.Create().SetEventID(e.ID).SetAccountID(e.Subject).SetKind(e.Name).SetSubjectID(e.Subject).SetArgs(map[string]string{}).Exec(ctx)
	})
}

func applied(t *testing.T, s *store.Store) int {
	t.Helper()
	n, err := s.Reader(system).Notification.Query().Count(system)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func unrelayed(t *testing.T, s *store.Store) int {
	t.Helper()
	n, err := s.Reader(system).OutboxEvent.Query().Where(outboxevent.Relayed(false)).Count(system)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func newSubject(n uint32, s *store.Store) gid.ID {
	return gid.Make(gid.Account, s.Now(), 100000+n, [6]byte{})
}

// emit commits facts about one subject.
func emit(t *testing.T, s *store.Store, subject gid.ID, names ...string) {
	t.Helper()
	if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
		for _, name := range names {
			if err := tx.Emit(ctx, name, subject, nil); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatalf("emitting: %v", err)
	}
}

// people makes accounts whose versions number the facts about them.
func people(t *testing.T, s *store.Store, n int) []*ent.Account {
	t.Helper()
	out, err := store.Write(system, s, func(ctx context.Context, tx *store.Tx) ([]*ent.Account, error) {
		var out []*ent.Account
		for i := range n {
			a, err := tx.Account.Create().SetPhone("+841000000" + strconv.Itoa(10+i)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE).Save(ctx)
			if err != nil {
				return nil, err
			}
			out = append(out, a)
		}
		return out, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// change raises the version of the account and tells the new one, in one transaction.
func change(s *store.Store, a *ent.Account) error {
	return store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Account.Update().Where(account.ID(a.ID)).AddGrantsVersion(1).Exec(ctx); err != nil {
			return err
		}
		now, err := tx.Account.Get(ctx, a.ID)
		if err != nil {
			return err
		}
		return tx.Emit(ctx, "test.changed", a.ID, map[string]string{"version": strconv.Itoa(now.GrantsVersion)})
	})
}

// relay makes a relay and gives its log.
func relay(s *store.Store, subscribers ...event.Subscriber) (*outbox.Relay, *bytes.Buffer) {
	var log bytes.Buffer
	return outbox.New(s, subscribers, slog.New(slog.NewTextHandler(&log, nil))), &log
}

func flush(t *testing.T, r *outbox.Relay) {
	t.Helper()
	if err := r.Flush(context.Background()); err != nil {
		t.Fatalf("relaying: %v", err)
	}
}
