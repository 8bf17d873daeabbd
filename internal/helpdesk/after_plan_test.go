package helpdesk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// planned complains of every reading of the table that no index serves.
func (w *world) planned(ctx context.Context, table string, sorted bool) context.Context {
	return store.TraceStatements(ctx, func(query string, args []any) {
		if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "`"+table+"`") {
			return
		}
		plan := storetest.Explain(w.t, w.store, query, args)
		if strings.Contains(plan, "SCAN "+table) || strings.Contains(plan, table+" ALL") ||
			sorted && (strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort")) {
			w.t.Errorf("%s\n%s", query, plan)
		}
	})
}

func TestTheSweepAndTheFiguresAreServedByAnIndex(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusRESOLVED)
		w.copies(r, 300)
		w.clock.Advance(fourWeeks)
		must(t, w.AskSolved(w.planned(system(), "help_requests", true)))
		w.copies(w.in(helprequest.StatusRESOLVED), 300)
		must(t, w.AskSolved(w.planned(system(), "help_requests", true)))
		w.tallies(40)
		ctx := w.planned(w.admin, "help_tallies", false)
		for _, u := range []*ent.Unit{w.ward, w.city} {
			_, err := w.Satisfaction(ctx, u.ID, resident, "2026-01", "2026-12")
			must(t, err)
		}
		_, err := w.ReasonFigures(ctx, w.ward.ID, "2026-01", "2026-12")
		must(t, err)
	})
}

func TestTheChainAndTheAnswersOfAPageAreOneStatementEach(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var requests []*ent.HelpRequest
		for range 4 {
			old := w.notSolved()
			next, err := w.followUp(old)
			must(t, err)
			requests = append(requests, w.now(old), next)
		}
		crowd, err := w.Create(w.neighbour, w.asking())
		must(t, err)
		w.copies(crowd, 600)
		ctx := w.planned(w.citizen, "help_requests", false)
		n := counted(ctx, func(ctx context.Context) {
			atOnce(requests, func(r *ent.HelpRequest) {
				before, err := w.Follows(ctx, r)
				must(t, err)
				after, err := w.FollowedBy(ctx, r)
				must(t, err)
				if (before == nil) == (after == nil) {
					t.Errorf("%s has %v before and %v after", r.Code, before, after)
				}
				if _, err := w.SolvedAnswer(ctx, r); err != nil {
					t.Error(err)
				}
			})
		})
		equal(t, "statements", n, 3)
		equal(t, "the actions ask nothing", counted(w.citizen, func(ctx context.Context) { w.Actions(ctx, requests[0]) }), 0)
	})
}

// tallies writes published numbers of many months, without asking the rules.
func (w *world) tallies(months int) {
	w.t.Helper()
	must(w.t, store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
		var rows []*ent.HelpTallyCreate
		for i := range months {
			month := time.Date(2023, time.Month(i+1), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
			for _, u := range []*ent.Unit{w.ward, w.other} {
				for _, series := range []helpdesk.Series{helpdesk.SeriesResidents, helpdesk.SeriesEnterprises, helpdesk.SeriesSolved, helpdesk.SeriesReferred} {
					rows = append(rows, tx.HelpTally.Create().SetID(tx.NewID(gid.HelpTally)).SetUnitID(u.ID).SetUnitPath(u.Path).
						SetSeries(string(series)).SetMonth(month).SetMark("ALL").SetCount(10).SetShown(10))
				}
			}
		}
		return tx.HelpTally.CreateBulk(rows...).Exec(ctx)
	}))
}
