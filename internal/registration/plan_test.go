package registration_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	entregistration "gandan/ent/registration"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestTheListsAreReadInTheOrderOfAnIndex looks at the plans among six hundred registrations of two conferences.
func TestTheListsAreReadInTheOrderOfAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.citizens(t, 1)[0]
		one, other := w.announced(t, 0), w.announced(t, 0)
		w.many(t, one, who, 300)
		w.many(t, other, who, 300)
		twenty := page.Args{First: ptr(20)}
		waiting := entregistration.StatusWAITING
		next := must[*page.Connection[*ent.Registration]](t)(w.Of(w.admin, one.ID, nil, twenty)).PageInfo.EndCursor
		for name, read := range map[string]func(ctx context.Context) (int, error){
			"mine": func(context.Context) (int, error) { return lengthOf(w.Mine(w.traced(t, who), twenty)) },
			"of a conference": func(context.Context) (int, error) {
				return lengthOf(w.Of(w.traced(t, w.admin), one.ID, nil, twenty))
			},
			"behind a cursor": func(context.Context) (int, error) {
				return lengthOf(w.Of(w.traced(t, w.admin), one.ID, nil, page.Args{First: twenty.First, After: next}))
			},
			"in one state": func(context.Context) (int, error) {
				return lengthOf(w.Of(w.traced(t, w.admin), one.ID, &waiting, twenty))
			},
		} {
			t.Run(name, func(t *testing.T) {
				if n, err := read(t.Context()); err != nil || n != 20 {
					t.Errorf("%d registrations (%v)", n, err)
				}
			})
		}
	})
}

// TestTheTaskLooksAtNoMoreThanIsDue holds the plans of what runs every few seconds.
func TestTheTaskLooksAtNoMoreThanIsDue(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, 0)
		w.many(t, c, w.citizens(t, 1)[0], 300)
		ctx := store.TraceStatements(context.Background(), func(query string, args []any) {
			if !strings.HasPrefix(query, "SELECT") {
				return
			}
			plan := storetest.Explain(t, w.store, query, args)
			if strings.Contains(plan, "SCAN registrations") || strings.Contains(plan, "registrations ALL") {
				t.Errorf("%s\n%s", query, plan)
			}
		})
		if err := w.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

// traced complains of every statement on registrations that no index gives in its order.
func (w *world) traced(t *testing.T, who context.Context) context.Context {
	t.Helper()
	return store.TraceStatements(who, func(query string, args []any) {
		if !strings.Contains(query, "FROM `registrations`") {
			return
		}
		plan := storetest.Explain(t, w.store, query, args)
		if !strings.Contains(plan, "registration_") || strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") {
			t.Errorf("%s\n%s", query, plan)
		}
	})
}

func lengthOf(c *page.Connection[*ent.Registration], err error) (int, error) {
	if err != nil {
		return 0, err
	}
	return len(c.Nodes), nil
}

// many writes registrations that wait, of one person at all times, without asking the rules.
func (w *world) many(t *testing.T, c *ent.Conference, who context.Context, n int) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		rows := make([]*ent.RegistrationCreate, n)
		for i := range rows {
			rows[i] = tx.Registration.Create().SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetAccountID(actorOf(who).ID).
				SetStatus(entregistration.StatusWAITING).SetNumber(i + 1).SetCreatedAt(tx.Now.Add(time.Duration(i) * time.Second)).
				SetID(tx.NewID(gid.Registration))
		}
		return struct{}{}, tx.Registration.CreateBulk(rows...).Exec(ctx)
	})
}
