package helpdesk_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"gandan/ent/helprequest"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// crowded fills the ward with requests of which few are due.
func (w *world) crowded() {
	w.t.Helper()
	now := w.clock.Now()
	w.many(300, helprequest.StatusOPEN, now, now)
	w.many(100, helprequest.StatusASSIGNED, now, now)
	w.many(100, helprequest.StatusCLAIMED, now, now)
	w.many(100, helprequest.StatusIN_PROGRESS, now, now)
	_, db := w.store.DB()
	analyse := "ANALYZE TABLE help_requests"
	if w.store.Dialect() == "sqlite3" {
		analyse = "ANALYZE"
	}
	rows, err := db.QueryContext(context.Background(), analyse)
	must(w.t, err)
	must(w.t, rows.Close())
}

// explained complains of each select on requests that no index serves, or whose order none gives where order is asked.
func (w *world) explained(ctx context.Context, ordered bool, seen *[]string) context.Context {
	return store.TraceStatements(ctx, func(query string, args []any) {
		if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "FROM `help_requests`") {
			return
		}
		plan := storetest.Explain(w.t, w.store, query, args)
		*seen = append(*seen, query)
		bad := []string{"SCAN help_requests", "help_requests ALL", "help_requests <nil> ALL"}
		if ordered {
			bad = append(bad, "TEMP B-TREE", "filesort")
		}
		if slices.ContainsFunc(bad, func(s string) bool { return strings.Contains(plan, s) }) {
			w.t.Errorf("%s\n%s", query, plan)
		}
	})
}

func TestEverySweepIsServedByAnIndex(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.crowded()
		for _, at := range []time.Time{w.clock.Now(), local(2026, 3, 2, 10, 31)} {
			w.clock.Set(at)
			var seen []string
			must(t, w.Sweep(w.explained(context.Background(), true, &seen)))
			if len(seen) < 15 {
				t.Errorf("only %d statements were looked at", len(seen))
			}
		}
	})
}

func TestTheListsOfALeadAreServedByAnIndex(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.crowded()
		w.clock.Set(local(2026, 3, 10, 8, 30))
		var seen []string
		p, err := w.Escalated(w.explained(w.admin, true, &seen), w.ward.ID, helpdesk.LevelLead, first(20))
		must(t, err)
		equal(t, "late", len(p.Nodes), 20)
		_, err = w.Escalated(w.explained(w.admin, true, &seen), w.ward.ID, helpdesk.LevelLead, page.Args{First: ptr(20), After: p.PageInfo.EndCursor})
		must(t, err)
		equal(t, "statements", len(seen), 16)
		_, err = w.Escalated(w.explained(w.cityAdmin, false, &seen), w.city.ID, helpdesk.LevelAdmin, first(20))
		must(t, err)
		_, err = w.Load(w.explained(w.admin, false, &seen), w.ward.ID)
		must(t, err)
	})
}

func TestTheQueueAndMyRequestsAreReadInTheOrderOfAnIndex(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.crowded()
		var seen []string
		for _, who := range []context.Context{w.volunteer, w.admin} {
			p, err := w.Queue(w.explained(who, true, &seen), w.ward.ID, helprequest.StatusOPEN, helpdesk.Oldest, first(20))
			must(t, err)
			equal(t, "in the queue", len(p.Nodes), 20)
		}
		p, err := w.Mine(w.explained(w.citizen, true, &seen), first(20))
		must(t, err)
		equal(t, "mine", len(p.Nodes), 20)
		equal(t, "statements", len(seen), 3)
	})
}
