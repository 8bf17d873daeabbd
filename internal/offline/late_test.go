package offline_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/offline"
	"gandan/internal/store"
)

// late writes in a transaction that began now and commits when told to.
func (w *world) late(t tester, fn func(context.Context, *store.Tx) error) (commit func()) {
	began, go1, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		ended <- store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
			if err := fn(ctx, tx); err != nil {
				return err
			}
			close(began)
			<-go1
			return nil
		})
	}()
	<-began
	return func() {
		close(go1)
		done(t, <-ended)
	}
}

// TestATransactionThatCommitsLateIsNotMissed has a claim and a tombstone written before a reading and committed after it, by less
// than the overlap. On MariaDB both transactions and the reading run at once; SQLite has one writer, and readers beside it.
func TestATransactionThatCommitsLateIsNotMissed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, lost := w.asked(t), w.claimed(t, w.binh)
		w.relayed(t)
		p := w.settled(t, w.binh)
		commit := w.late(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.HelpRequest.Update().Where(helprequest.ID(r.ID)).SetVolunteerID(me(w.binh)).SetStatus(helprequest.StatusCLAIMED).Exec(ctx); err != nil {
				return err
			}
			if err := tx.HelpRequest.Update().Where(helprequest.ID(lost.ID)).ClearVolunteerID().SetStatus(helprequest.StatusOPEN).Exec(ctx); err != nil {
				return err
			}
			return tx.Tombstone.Create().SetAccountID(me(w.binh)).SetEventID(tx.NewID(gid.OutboxEvent)).SetSubjectID(lost.ID).SetReason("RELEASED").Exec(ctx)
		})
		w.clock.Advance(offline.Overlap - time.Second)
		if p.read(t); p.elements() != 0 {
			t.Fatalf("the phone reads %d elements of what is not committed", p.elements())
		}
		commit()
		w.clock.Advance(time.Hour)
		p.read(t).agrees(t)
		if _, there := p.requests[r.ID]; !there || len(p.requests) != 1 || p.gone()[lost.ID] != offline.Released {
			t.Errorf("the phone keeps %d requests; gone are %v", len(p.requests), p.gone())
		}
	})
}

// TestTheOverlapIsWhatHoldsALateTransaction shows that the test above would see a gap: what commits later than the overlap is missed,
// and found by the next change of the row.
func TestTheOverlapIsWhatHoldsALateTransaction(t *testing.T) {
	w := onSQLite(t)
	p := w.settled(t, w.binh)
	r := w.claimed(t, w.binh)
	write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) { // as if it had begun long ago
		return tx.HelpRequest.Update().Where(helprequest.ID(r.ID)).SetUpdatedAt(tx.Now.Add(-offline.Overlap - 2*time.Second)).Save(ctx)
	})
	if p.read(t); len(p.requests) != 0 {
		t.Fatal("there is no gap to be seen")
	}
	write(t, w, func(ctx context.Context, tx *store.Tx) (bool, error) { return true, w.desk.Touch(ctx, tx, r.ID) })
	p.read(t).agrees(t)
}
