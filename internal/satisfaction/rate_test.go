package satisfaction_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent/question"
	"gandan/ent/registration"
	"gandan/ent/satisfactiontally"
	"gandan/internal/fault"
	"gandan/internal/satisfaction"
)

func TestOnlyThoseWhoTookPartRate(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, other := w.ended(), w.ended()
		here := w.ward.Path
		people := map[string]struct {
			who context.Context
			may bool
		}{
			"was there": {w.guest(c), true}, "asked in public": {w.person(here), true}, "was joined with another": {w.person(here), true},
			"was hidden after it was public": {w.person(here), true}, "waited": {w.person(here), false}, "did not come": {w.person(here), false},
			"is on the list": {w.person(here), false}, "was at another": {w.guest(other), false}, "lives here": {w.person(here), false},
		}
		w.asked(people["asked in public"].who, c, question.StatusANSWERED, true)
		w.asked(people["was joined with another"].who, c, question.StatusMERGED, false)
		w.asked(people["was hidden after it was public"].who, c, question.StatusHIDDEN, true)
		w.asked(people["waited"].who, c, question.StatusHIDDEN, false)
		w.came(people["did not come"].who, c, registration.StatusNO_SHOW)
		w.came(people["is on the list"].who, c, registration.StatusREGISTERED)
		for name, p := range people {
			err := w.rate(p.who, c, 3)
			if p.may && err != nil {
				t.Errorf("who %s: %v", name, err)
			} else if !p.may && !fault.HasKey(err, "NOT_A_PARTICIPANT") {
				t.Errorf("who %s: %v", name, err)
			}
		}
		wantFault(t, w.rate(w.person("/01/10/"), c, 3), fault.Forbidden, "NOT_YOUR_UNIT")
	})
}

func TestTheWindowOpensWithTheEndAndCloses(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended()
		early, last, late := w.guest(c), w.guest(c), w.guest(c)
		if err := w.rate(early, c, 5); err != nil {
			t.Error(err)
		}
		w.clock.Set(c.EndedAt.Add(satisfaction.StandardPolicy().Window))
		if err := w.rate(last, c, 5); err != nil {
			t.Error(err)
		}
		w.clock.Advance(time.Microsecond)
		wantFault(t, w.rate(late, c, 5), fault.Conflict, "RATING_CLOSED")
	})
}

func TestOfTenRatingsOfOnePersonAtOnceOneCounts(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended()
		who := w.guest(c)
		var all sync.WaitGroup
		var counted atomic.Int32
		for range 10 {
			all.Go(func() {
				if err := w.rate(who, c, 4); err == nil {
					counted.Add(1)
				} else if !fault.HasKey(err, "ALREADY_RATED") {
					t.Error(err)
				}
			})
		}
		all.Wait()
		row, err := w.store.Reader(w.system).SatisfactionTally.Query().Where(satisfactiontally.Mark("ALL")).Only(w.system)
		if err != nil || row.Count != 1 || counted.Load() != 1 {
			t.Errorf("%d succeeded, %v counts (%v)", counted.Load(), row, err)
		}
	})
}

// TestFortyFiveRatingsAtOnceAreAllCountedAndShownInSteps has them meet at the gate, the first of them before there are tallies.
func TestFortyFiveRatingsAtOnceAreAllCountedAndShownInSteps(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended()
		people := make([]context.Context, 45)
		for i := range people {
			people[i] = w.guest(c)
		}
		var all sync.WaitGroup
		for i, who := range people {
			all.Go(func() {
				if err := w.rate(who, c, 1+i%5, satisfaction.EnoughTime); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		got := w.shown(c.ID)
		if got.Hidden || *got.Answers != 40 {
			t.Fatalf("shown are %+v", got)
		}
		sum := 0
		for _, d := range got.Distribution {
			sum += d.Count
		}
		if sum != 40 || got.Reasons[2].Reason != satisfaction.EnoughTime || got.Reasons[2].Count != 40 {
			t.Errorf("the marks sum up to %d, the reasons are %+v", sum, got.Reasons[2])
		}
	})
}

func TestTheTalliesTellNoTime(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended()
		for _, score := range []int{5, 1, 3} {
			w.clock.Advance(time.Minute)
			if err := w.rate(w.guest(c), c, score, satisfaction.HardToJoin); err != nil {
				t.Fatal(err)
			}
		}
		rows, err := w.store.Reader(w.system).SatisfactionTally.Query().All(w.system)
		if err != nil || len(rows) != 1+5+len(satisfaction.Reasons()) {
			t.Fatalf("%d tallies (%v)", len(rows), err)
		}
		for _, row := range rows {
			if !row.ID.Time().Equal(rows[0].ID.Time()) {
				t.Errorf("%s was made at %s, the first at %s", row.Mark, row.ID.Time(), rows[0].ID.Time())
			}
		}
		for _, column := range satisfactiontally.Columns {
			if column == "created_at" || column == "updated_at" {
				t.Errorf("a tally has a column %s", column)
			}
		}
		events, err := w.store.Reader(w.system).OutboxEvent.Query().Count(w.system)
		if err != nil || events != 0 {
			t.Errorf("%d events tell of a rating (%v)", events, err)
		}
	})
}
