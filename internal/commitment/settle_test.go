package commitment_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/internal/commitment"
	"gandan/internal/fault"
	"gandan/internal/page"
)

// shown is what the public sees of a promise by every path.
func (w *world) shown(t *testing.T, c *ent.Commitment) string {
	t.Helper()
	c = must[*ent.Commitment](t)(w.Commitment(w.visitor, c.ID))
	out := string(w.Status(c))
	if at := w.KeptAt(c); at != nil {
		out += " since " + at.UTC().Format(time.RFC3339)
	}
	if until := w.ConfirmUntil(c); until != nil {
		out += " until " + *until
	}
	for _, status := range statuses() {
		list := must[*page.Connection[*ent.Commitment]](t)(w.Board(w.visitor, commitment.Filter{Status: &status}, first(10)))
		if n := must[int](t)(list.TotalCount(w.visitor)); n != len(list.Nodes) {
			t.Errorf("%s: %d of %d", status, len(list.Nodes), n)
		}
		if len(list.Nodes) > 0 {
			out += ", listed " + string(status)
		}
	}
	n := must[*commitment.Totals](t)(w.Totals(w.visitor, nil))
	if n.Open+n.Completed+n.Disputed+n.Kept != 1 {
		t.Errorf("the totals are %v", n)
	}
	if n.Kept == 1 {
		out += ", counted KEPT"
	}
	return out
}

func TestWhatNobodyDisputedIsKeptWhetherOrNotItIsWrittenDown(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.completed(t)
		if err := w.Settle(w.system); err != nil {
			t.Fatal(err)
		}
		w.clock.Set(at(t, "2026-03-17T16:59:59Z")) // the end of the fifteenth day
		if got := w.shown(t, c); got != "COMPLETED until 2026-03-17, listed COMPLETED" {
			t.Errorf("within the time it is %s", got)
		}
		w.clock.Advance(time.Second)
		const want = "KEPT since 2026-03-17T17:00:00Z, listed KEPT, counted KEPT"
		if got := w.shown(t, c); got != want {
			t.Errorf("after it it is %s", got)
		}
		_, err := w.Dispute(w.citizen, w.no(c))
		wantFault(t, err, fault.Conflict, "COMMITMENT_KEPT")
		w.clock.Advance(30 * time.Hour)
		if err := w.Settle(w.system); err != nil {
			t.Fatal(err)
		}
		_, err = w.Dispute(w.citizen, w.no(c))
		wantFault(t, err, fault.Conflict, "COMMITMENT_KEPT")
		now := w.now(t, c)
		if now.Status != entcommitment.StatusKEPT || w.shown(t, c) != want {
			t.Errorf("written down it is %s", w.shown(t, c))
		}
		if got := w.history(t, c); !strings.HasSuffix(got, "3 SETTLED SYSTEM 2026-03-31") {
			t.Errorf("the ledger is %s", got)
		}
		if told := w.facts(t, c); told[len(told)-1].Name != commitment.EventSettled || told[len(told)-1].ActorID != nil {
			t.Errorf("told %v", told)
		}
		w.wantWhole(t)
	})
}

func TestManyWhoSettleAtOnceWriteOneLineEach(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var all []*ent.Commitment
		for range 3 {
			all = append(all, w.completed(t))
		}
		disputed := must[*ent.Commitment](t)(w.Dispute(w.citizen, w.no(w.completed(t))))
		w.clock.Advance(20 * 24 * time.Hour)
		var group sync.WaitGroup
		for range 5 {
			group.Go(func() {
				if err := w.Settle(w.system); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for _, c := range all {
			if now := w.now(t, c); now.Status != entcommitment.StatusKEPT || now.EntryCount != 3 {
				t.Errorf("it is %v", now)
			}
		}
		if now := w.now(t, disputed); now.Status != entcommitment.StatusDISPUTED {
			t.Errorf("what was disputed is %v", now)
		}
		w.wantWhole(t)
	})
}
