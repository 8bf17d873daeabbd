package outbox_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"gandan/ent"
	"gandan/internal/event"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

func TestPruneDeletesWhatWasRelayedMoreThanThirtyDaysAgo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		const old = 1100 // more than two batches
		if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
			rows := make([]*ent.OutboxEventCreate, old)
			for i := range rows {
				rows[i] = tx.OutboxEvent.Create().SetName("old").SetSubjectID(newSubject(1, s)).SetData(map[string]string{}).SetAt(tx.Now).SetRelayed(true)
			}
			return tx.OutboxEvent.CreateBulk(rows...).Exec(ctx)
		}); err != nil {
			t.Fatal(err)
		}
		emit(t, s, newSubject(2, s), "old but waiting")
		clock.Advance(24 * time.Hour)
		emit(t, s, newSubject(3, s), "young")
		r, _ := relay(s, ear(func(_ context.Context, e event.Event) error {
			if e.Name == "old but waiting" {
				return errDeaf
			}
			return nil
		}))
		flush(t, r)

		clock.Advance(29 * 24 * time.Hour)
		if n, err := r.Prune(context.Background()); n != 0 || err != nil {
			t.Errorf("pruned %d (%v) on the thirtieth day, want none", n, err)
		}
		clock.Advance(time.Hour)
		if n, err := r.Prune(context.Background()); n != old || err != nil {
			t.Errorf("pruned %d (%v) after it, want %d", n, err, old)
		}
		left, err := s.Reader(system).OutboxEvent.Query().Order(ent.Asc("id")).All(system)
		var names []string
		for _, e := range left {
			names = append(names, e.Name)
		}
		if !slices.Equal(names, []string{"old but waiting", "young"}) || err != nil {
			t.Errorf("left are %v (%v)", names, err)
		}
	})
}
