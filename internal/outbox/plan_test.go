package outbox_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestTheRelayNeverReadsWhatItRelayed looks at the plans among ten thousand relayed facts: an index finds the rows, in order.
func TestTheRelayNeverReadsWhatItRelayed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		for range 10 {
			if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
				rows := make([]*ent.OutboxEventCreate, 1000)
				for i := range rows {
					rows[i] = tx.OutboxEvent.Create().SetName("old").SetSubjectID(newSubject(1, s)).SetData(map[string]string{}).SetAt(tx.Now).SetRelayed(true)
				}
				return tx.OutboxEvent.CreateBulk(rows...).Exec(ctx)
			}); err != nil {
				t.Fatal(err)
			}
		}
		emit(t, s, newSubject(2, s), "new")
		r, _ := relay(s, &recorder{})
		looked := 0
		ctx := store.TraceStatements(context.Background(), func(query string, args []any) {
			if !strings.HasPrefix(query, "SELECT") {
				return
			}
			looked++
			plan := storetest.Explain(t, s, query, args)
			if !strings.Contains(plan, "outboxevent_relayed_id") || strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") {
				t.Errorf("%s\n%s", query, plan)
			}
		})
		if _, err := r.Oldest(ctx); err != nil {
			t.Fatal(err)
		}
		if err := r.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		if looked != 2 {
			t.Errorf("looked %d times, want 2", looked)
		}
	})
}
