package outbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

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
			plan := explain(t, s, query, args)
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

// explain is the plan of a statement as one text.
func explain(t *testing.T, s *store.Store, query string, args []any) string {
	t.Helper()
	how := "EXPLAIN "
	if s.Dialect() == dialect.SQLite {
		how = "EXPLAIN QUERY PLAN "
	}
	db, _ := s.DB()
	rows, err := db.QueryContext(context.Background(), how+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var plan strings.Builder
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if b, ok := v.([]byte); ok {
				v = string(b)
			}
			fmt.Fprint(&plan, v, " ")
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
