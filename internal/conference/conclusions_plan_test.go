package conference_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/ent"
	"gandan/internal/store"
)

// TestTheVersionsOfAConclusionAreReadInTheOrderOfAnIndex looks at the plan among thirty conferences with forty versions each.
func TestTheVersionsOfAConclusionAreReadInTheOrderOfAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var c *ent.Conference
		for range 30 {
			c = w.draft(t)
			write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
				rows := make([]*ent.ConclusionCreate, 40)
				for i := range rows {
					rows[i] = tx.Conclusion.Create().SetConferenceID(c.ID).SetVersion(i + 1).SetBody("Kết luận của chủ tọa.").SetPublishedAt(tx.Now).
						SetAttended(0).SetOrganisations(0).SetReceived(0).SetAnsweredThere(0).SetAnsweredLater(0).SetOpen(0)
				}
				if err := tx.Conclusion.CreateBulk(rows...).Exec(ctx); err != nil {
					return nil, err
				}
				return tx.Conference.UpdateOneID(c.ID).SetListed(true).SetConclusionVersion(40).Save(ctx)
			})
		}
		ctx := store.TraceStatements(w.visitor, func(query string, args []any) {
			plan := w.planOf(t, query, args)
			if !strings.Contains(plan, "conclusion_conference_id_version") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") ||
				strings.Contains(plan, "SCAN conclusions") || strings.Contains(plan, " conclusions ALL") {
				t.Errorf("%s\n%s", query, plan)
			}
		})
		if list, err := w.ConclusionVersions(ctx, w.conferenceNow(t, c.ID), first(20)); err != nil || len(list.Nodes) != 20 || list.Nodes[0].Version != 40 {
			t.Errorf("got %v (%v)", list, err)
		}
	})
}

// planOf is the plan of a statement as one text.
func (w *world) planOf(t *testing.T, query string, args []any) string {
	t.Helper()
	how := "EXPLAIN "
	if w.store.Dialect() == dialect.SQLite {
		how = "EXPLAIN QUERY PLAN "
	}
	db, _ := w.store.DB()
	rows, err := db.QueryContext(context.Background(), how+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	names := must[[]string](t)(rows.Columns())
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
