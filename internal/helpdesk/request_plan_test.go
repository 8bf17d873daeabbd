package helpdesk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/unit"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestTheListsOfRequestsAreReadInTheOrderOfAnIndex looks at the plans among fifteen hundred requests of many people in three wards.
func TestTheListsOfRequestsAreReadInTheOrderOfAnIndex(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, stays := w.in(helprequest.StatusCLAIMED), w.in(helprequest.StatusCLAIMED)
		out := w.entered()
		third := w.addUnit("00091", unit.KindWARD, "/01/00091/", w.city)
		must(t, w.territory.Refresh(context.Background()))
		for _, u := range []*ent.Unit{w.ward, w.other, third} {
			w.peopled(u, 500)
		}
		w.analyse()
		page1, err := w.Queue(w.volunteer, w.ward.ID, helprequest.StatusOPEN, helpdesk.UrgentFirst, first(20))
		must(t, err)
		next := page.Args{First: ptr(20), After: page1.PageInfo.EndCursor}
		for name, c := range map[string]struct {
			as    context.Context
			index string
			read  func(context.Context) error
		}{
			"urgent first": {w.volunteer, "queue_key", func(ctx context.Context) error {
				_, err := w.Queue(ctx, w.ward.ID, helprequest.StatusOPEN, helpdesk.UrgentFirst, first(20))
				return err
			}},
			"urgent first, behind a cursor": {w.volunteer, "queue_key", func(ctx context.Context) error {
				_, err := w.Queue(ctx, w.ward.ID, helprequest.StatusOPEN, helpdesk.UrgentFirst, next)
				return err
			}},
			"urgent first, in the city": {w.cityAdmin, "queue_key", func(ctx context.Context) error {
				_, err := w.Queue(ctx, w.city.ID, helprequest.StatusOPEN, helpdesk.UrgentFirst, first(20))
				return err
			}},
			"oldest, as before": {w.volunteer, "created_at", func(ctx context.Context) error {
				_, err := w.Queue(ctx, w.ward.ID, helprequest.StatusOPEN, helpdesk.Oldest, first(20))
				return err
			}},
			"possible duplicates, for the admin":  {w.admin, "citizen_id", func(ctx context.Context) error { _, err := w.Duplicates(ctx, r); return err }},
			"possible duplicates, for the holder": {w.volunteer, "citizen_id", func(ctx context.Context) error { _, err := w.Duplicates(ctx, r); return err }},
			"joined":                              {w.volunteer, "merged_into_id", func(ctx context.Context) error { _, err := w.MergedFrom(ctx, stays); return err }},
			"by a look-up code":                   {w.citizen, "lookup_hash", func(ctx context.Context) error { _, err := w.ByCode(ctx, out.LookupCode); return err }},
			"mine, held or joined":                {w.volunteer, "", func(ctx context.Context) error { _, err := w.Request(ctx, r.ID); return err }},
		} {
			t.Run(name, func(t *testing.T) { w.wantPlan(t, c.as, c.index, c.read) })
		}
	})
}

// wantPlan holds every statement on help requests to an index whose name holds the word, and to no reading of a whole table.
func (w *world) wantPlan(t *testing.T, as context.Context, index string, read func(context.Context) error) {
	t.Helper()
	seen := 0
	ctx := w.traced(as, func(query string, args []any) {
		if !strings.Contains(query, "FROM `help_requests`") {
			return
		}
		seen++
		plan := storetest.Explain(t, w.store, query, args)
		for _, word := range []string{"SCAN help_requests", "SCAN c0", "SCAN stays", "help_requests ALL", "c0 ALL", "stays ALL", "TEMP B-TREE", "filesort"} {
			if strings.Contains(plan, word) {
				t.Errorf("the plan holds %q:\n%s\n%s", word, query, plan)
			}
		}
		if !strings.Contains(plan, index) {
			t.Errorf("no index %q:\n%s\n%s", index, query, plan)
		}
	})
	must(t, read(ctx))
	if seen == 0 {
		t.Error("nothing was asked")
	}
}

// peopled makes so many requests of the unit: a third open, one in ten urgent, of fifty people.
func (w *world) peopled(u *ent.Unit, n int) {
	w.t.Helper()
	if w.crowd == nil {
		for range 50 {
			w.crowd = append(w.crowd, me(w.person("Người dân")))
		}
	}
	w.rewrite(func(ctx context.Context, tx *store.Tx) error {
		rows := make([]*ent.HelpRequestCreate, n)
		for i := range rows {
			id, at := tx.NewID(gid.HelpRequest), tx.Now.Add(time.Duration(i)*time.Second)
			status := []helprequest.Status{helprequest.StatusOPEN, helprequest.StatusCLOSED, helprequest.StatusCANCELLED}[i%3]
			rows[i] = tx.HelpRequest.Create().SetID(id).SetCode(fmt.Sprint(u.Code, "-", i)).SetUnitID(u.ID).SetUnitPath(u.Path).SetCitizenID(w.crowd[i%50]).
				SetDescription(words).SetMode(helprequest.ModeREMOTE).SetStatus(status).SetStatusSince(at).SetOpenedAt(at).SetConsentedAt(at).
				SetCreatedAt(at).SetQueueKey(at.UnixMicro())
			if i%10 == 0 {
				rows[i].SetUrgency(helprequest.UrgencySAFETY).SetQueueKey(-at.UnixMicro())
			}
		}
		return tx.HelpRequest.CreateBulk(rows...).Exec(ctx)
	})
}

// analyse tells the database what is in the table, as it would know after a while.
func (w *world) analyse() {
	w.t.Helper()
	if w.store.Dialect() == dialect.SQLite {
		return // it plans by the form of the indexes alone
	}
	_, db := w.store.DB()
	rows, err := db.QueryContext(context.Background(), "ANALYZE TABLE help_requests")
	must(w.t, err)
	for rows.Next() {
		continue
	}
	must(w.t, rows.Err())
	_ = rows.Close()
}
