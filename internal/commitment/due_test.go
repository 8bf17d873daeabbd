package commitment_test

import (
	"testing"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/internal/commitment"
	"gandan/internal/page"
)

func TestAPromiseIsLateAfterItsLastWorkingDay(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		friday := &ent.Commitment{Status: entcommitment.StatusOPEN, DueOn: "2026-03-13"}
		saturday := &ent.Commitment{Status: entcommitment.StatusDISPUTED, DueOn: "2026-03-14"}
		kept := &ent.Commitment{Status: entcommitment.StatusKEPT, DueOn: "2026-03-13"}
		done := &ent.Commitment{Status: entcommitment.StatusCOMPLETED, DueOn: "2026-03-13"}
		for _, c := range []struct {
			at                         string
			lateFriday, lateOnSaturday bool
		}{
			{"2026-03-13T16:59:59Z", false, false}, // the end of Friday in Hà Nội
			{"2026-03-13T17:00:00Z", true, false},
			{"2026-03-16T16:59:59Z", true, false}, // the end of Monday
			{"2026-03-16T17:00:00Z", true, true},
		} {
			w.clock.Set(at(t, c.at))
			if w.Overdue(friday) != c.lateFriday || w.Overdue(saturday) != c.lateOnSaturday || w.Overdue(kept) || w.Overdue(done) {
				t.Errorf("at %v: %v, %v, %v, %v", c.at, w.Overdue(friday), w.Overdue(saturday), w.Overdue(kept), w.Overdue(done))
			}
		}
	})
}

// TestTetCountsForNobody is of the holidays of 2026: nobody works from Saturday, 14 February, to Sunday, 22 February.
func TestTetCountsForNobody(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.clock.Set(at(t, "2026-02-02T02:00:00Z"))
		days := map[string]string{}
		for name, n := range map[string]int{"before": 9, "over": 10} { // Friday the 13th is the ninth working day
			p := w.promise(t, func(in *commitment.RecordCommitmentInput) { in.DueOn, in.DueInWorkingDays = "", &n })
			days[name] = p.DueOn
		}
		if days["before"] != "2026-02-13" || days["over"] != "2026-02-23" {
			t.Errorf("the days are %v", days)
		}
		within := w.promise(t, func(in *commitment.RecordCommitmentInput) { in.DueOn = "2026-02-17" }) // New Year itself
		for _, c := range []struct {
			at   string
			late int // working days; -1: in time
		}{
			{"2026-02-18T02:00:00Z", -1},
			{"2026-02-23T16:59:59Z", -1}, // the first working day
			{"2026-02-23T17:00:00Z", 1},
			{"2026-02-26T02:00:00Z", 3},
			{"2026-03-01T02:00:00Z", 4}, // a Sunday
		} {
			w.clock.Set(at(t, c.at))
			n := w.OverdueWorkingDays(within)
			if w.Overdue(within) != (c.late >= 0) || (n == nil) != (c.late < 0) || n != nil && *n != c.late {
				t.Errorf("at %s it is late by %v, want %d", c.at, n, c.late)
			}
			list := must[*page.Connection[*ent.Commitment]](t)(w.Board(w.visitor, commitment.Filter{Overdue: true}, first(10)))
			shown := 0
			for _, p := range list.Nodes {
				if !w.Overdue(p) {
					t.Errorf("at %s the board calls late what is due on %s", c.at, p.DueOn)
				}
				if p.ID == within.ID {
					shown++
				}
			}
			totals := must[*commitment.Totals](t)(w.Totals(w.visitor, nil))
			if (shown == 1) != (c.late >= 0) || totals.Overdue != len(list.Nodes) {
				t.Errorf("at %s the board shows %d late, the totals say %d", c.at, len(list.Nodes), totals.Overdue)
			}
		}
	})
}

func TestADayOffRightAfterTheLastDayMakesItLateByNoWorkingDay(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		p := &ent.Commitment{Status: entcommitment.StatusOPEN, DueOn: "2026-02-13"} // the Friday before Tết
		w.clock.Set(at(t, "2026-02-17T02:00:00Z"))
		if n := w.OverdueWorkingDays(p); n == nil || *n != 0 {
			t.Errorf("it is late by %v", n)
		}
	})
}
