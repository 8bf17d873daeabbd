package reception_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	entreception "gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestTheListsAreReadInTheOrderOfAnIndex looks at the plans among six hundred bookings and three hundred receptions.
func TestTheListsAreReadInTheOrderOfAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.citizens(t, 1)[0]
		one, other := w.published(t, w.plan(t, 1, 1)), w.published(t, w.plan(t, 1, 1))
		w.manyDays(t, 300)
		w.many(t, one, who, 300)
		w.many(t, other, who, 300)
		twenty := page.Args{First: ptr(20)}
		chair, waiting := entreception.HostCHAIR, receptionbooking.StatusWAITING
		for name, read := range map[string]func() (int, error){
			"mine":      func() (int, error) { return lengthOf(w.Mine(w.traced(t, who), twenty)) },
			"queue":     func() (int, error) { return lengthOf(w.Queue(w.traced(t, w.admin), one.ID, nil, twenty)) },
			"waiting":   func() (int, error) { return lengthOf(w.Queue(w.traced(t, w.admin), one.ID, &waiting, twenty)) },
			"promises":  func() (int, error) { return lengthOf(w.Promises(w.traced(t, w.admin), w.ward.ID, nil, twenty)) },
			"late":      func() (int, error) { return lengthOf(w.Promises(w.traced(t, w.admin), w.ward.ID, ptr(true), twenty)) },
			"calendar":  func() (int, error) { return w.calendar(t, nil, twenty) },
			"of a host": func() (int, error) { return w.calendar(t, &chair, twenty) },
			"behind a cursor": func() (int, error) {
				next := must[*page.Connection[*ent.ReceptionBooking]](t)(w.Queue(w.admin, one.ID, nil, twenty)).PageInfo.EndCursor
				return lengthOf(w.Queue(w.traced(t, w.admin), one.ID, nil, page.Args{First: twenty.First, After: next}))
			},
		} {
			t.Run(name, func(t *testing.T) {
				if n, err := read(); err != nil || n != 20 {
					t.Errorf("%d rows (%v)", n, err)
				}
			})
		}
	})
}

// TestTheClockReadsNoMoreThanIsDue sweeps one day that is over among three hundred to come and another of nine hundred bookings.
func TestTheClockReadsNoMoreThanIsDue(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.citizens(t, 1)[0]
		r, other := w.published(t, w.plan(t, 1, 1)), w.published(t, w.plan(t, 2, 1))
		w.manyDays(t, 300)
		w.many(t, other, who, 900)
		w.many(t, r, who, 90)
		w.clock.Set(r.EndsAt)
		ctx := store.TraceStatements(context.Background(), func(query string, args []any) {
			if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "FROM `reception") {
				return
			}
			if plan := storetest.Explain(t, w.store, query, args); strings.Contains(plan, "SCAN") || strings.Contains(plan, " ALL ") {
				t.Errorf("%s\n%s", query, plan)
			}
		})
		if err := w.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

// traced complains of every reading of the tables that no index gives in its order.
func (w *world) traced(t *testing.T, who context.Context) context.Context {
	t.Helper()
	return store.TraceStatements(who, func(query string, args []any) {
		if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "FROM `reception") {
			return
		}
		plan := storetest.Explain(t, w.store, query, args)
		if strings.Contains(plan, "SCAN") || strings.Contains(plan, " ALL ") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") {
			t.Errorf("%s\n%s", query, plan)
		}
	})
}

func (w *world) calendar(t *testing.T, host *entreception.Host, args page.Args) (int, error) {
	t.Helper()
	return lengthOf(w.Receptions(w.traced(t, w.visitor), filterOf(w, host), args))
}

func lengthOf[T any](c *page.Connection[T], err error) (int, error) {
	if err != nil {
		return 0, err
	}
	return len(c.Nodes), nil
}

// manyDays writes receptions of the ward, without asking the rules.
func (w *world) manyDays(t *testing.T, n int) {
	t.Helper()
	in := w.plan(t, 1, 1)
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		rows := make([]*ent.ReceptionCreate, n)
		for i := range rows {
			start := in.StartsAt.Add(time.Duration(i) * time.Hour)
			rows[i] = tx.Reception.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetHost(in.Host).SetHostTitle(in.HostTitle).SetPlace(in.Place).
				SetFields(in.Fields).SetStartsAt(start).SetEndsAt(start.Add(time.Hour)).SetSlotMinutes(30).SetSeatsPerSlot(1).
				SetStatus(entreception.StatusPUBLISHED).SetListed(true)
		}
		return struct{}{}, tx.Reception.CreateBulk(rows...).Exec(ctx)
	})
}

// many writes bookings of one person, a third of them waiting, a third with a place and a third with a late promise.
func (w *world) many(t *testing.T, r *ent.Reception, who context.Context, n int) {
	t.Helper()
	slot := w.slots(t, r)[0]
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		rows := make([]*ent.ReceptionBookingCreate, n)
		for i := range rows {
			id := tx.NewID(gid.ReceptionBooking)
			rows[i] = tx.ReceptionBooking.Create().SetID(id).SetReceptionID(r.ID).SetUnitID(r.UnitID).SetUnitPath(r.UnitPath).
				SetAccountID(actorOf(who).ID).SetNumber(i + 1).SetCode(fmt.Sprintf("C%d", i)).SetField("LAND").SetDay("2026-03-09").
				SetCreatedAt(tx.Now.Add(time.Duration(i) * time.Second)).SetStatus(receptionbooking.StatusWAITING)
			if i%3 > 0 {
				rows[i].SetStatus(receptionbooking.StatusBOOKED).SetSlotID(slot.ID).SetTurn(100_000 + i + 1)
			}
			if i%3 > 1 {
				rows[i].SetStatus(receptionbooking.StatusPROMISED).SetPromisedOn("2026-02-02")
			}
		}
		return struct{}{}, tx.ReceptionBooking.CreateBulk(rows...).Exec(ctx)
	})
}
