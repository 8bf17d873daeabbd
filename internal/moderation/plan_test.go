package moderation_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/internal/moderation"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestAPageOfCasesIsReadInTheOrderOfAnIndex looks at the plans among six hundred cases of two wards.
func TestAPageOfCasesIsReadInTheOrderOfAnIndex(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range 6 {
			w.manyCases([]*ent.Unit{w.ward, w.other}[i%2], 100)
		}
		after := w.middle()
		for name, c := range map[string]struct {
			unit *ent.Unit
			args page.Args
		}{
			"of a ward":         {w.ward, first(20)},
			"behind a cursor":   {w.ward, page.Args{First: first(20).First, After: after}},
			"of the whole city": {w.city, first(20)},
		} {
			t.Run(name, func(t *testing.T) {
				ctx := store.TraceStatements(as(w.adminOfCity), func(query string, args []any) {
					plan := storetest.Explain(w.t, w.store, query, args)
					if !strings.Contains(plan, "moderationcase_") || strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") {
						t.Errorf("%s\n%s", query, plan)
					}
				})
				if got, err := w.mod.Cases(ctx, c.unit.ID, moderationcase.StatusOPEN, c.args); err != nil || len(got.Nodes) != 20 {
					t.Errorf("%d cases (%v)", len(got.Nodes), err)
				}
			})
		}
	})
}

// manyCases opens cases about questions that are not there, a second apart.
func (w *world) manyCases(in *ent.Unit, n int) {
	w.t.Helper()
	write(w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		for range n {
			w.clock.Advance(time.Second)
			q := &ent.Question{ID: tx.NewID(gid.Question), AuthorID: w.asker.ID, Body: "…", UnitID: in.ID, UnitPath: in.Path}
			tx.Now = w.clock.Now()
			if err := (moderation.Intake{}).OpenForQuestion(ctx, tx, q); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
}

// middle is the cursor behind the two hundredth case of the ward.
func (w *world) middle() *string {
	w.t.Helper()
	args := first(100)
	for range 2 {
		c, err := w.mod.Cases(as(w.admin), w.ward.ID, moderationcase.StatusOPEN, args)
		if err != nil {
			w.t.Fatal(err)
		}
		args.After = c.PageInfo.EndCursor
	}
	return args.After
}
