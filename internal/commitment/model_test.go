package commitment_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/internal/calendar"
	"gandan/internal/commitment"
)

// model is what a promise should be.
type model struct {
	status     entcommitment.Status
	due        calendar.Date
	until      calendar.Date // while it is completed
	extensions int
	lines      []string
}

func (m *model) add(kind, by string) {
	m.lines = append(m.lines, fmt.Sprint(kind, " ", by, " ", m.due))
}

// shown is where it stands on the day.
func (m *model) shown(today calendar.Date) entcommitment.Status {
	if m.status == entcommitment.StatusCOMPLETED && m.until.Before(today) {
		return entcommitment.StatusKEPT
	}
	return m.status
}

// TestRandomDeedsKeepTheChainAndTheModel does random deeds at random times and holds each outcome, the row, the ledger and the
// audit against a model of a few lines.
func TestRandomDeedsKeepTheChainAndTheModel(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		start := w.clock.Now()
		rapid.Check(t, func(r *rapid.T) {
			w.clock.Set(start)
			c := w.promise(t)
			m := &model{status: entcommitment.StatusOPEN, due: "2026-03-31"}
			m.add("RECORDED", "ADMIN")
			for range rapid.IntRange(1, 12).Draw(r, "deeds") {
				w.step(r, c, m)
			}
			w.hold(r, c, m)
		})
	})
}

// step does one deed to both.
func (w *world) step(r *rapid.T, c *ent.Commitment, m *model) {
	today := calendar.Today(w.clock.Now())
	may, err := true, error(nil)
	switch name := rapid.SampledFrom([]string{"wait", "extend", "complete", "confirm", "confirm by another", "dispute", "settle"}).Draw(r, "deed"); name {
	case "wait":
		w.clock.Advance(time.Duration(rapid.IntRange(1, 10).Draw(r, "days")) * 24 * time.Hour)
		return
	case "extend":
		due := m.due.AddDays(rapid.IntRange(-2, 20).Draw(r, "by days"))
		may = m.shown(today) == entcommitment.StatusOPEN && due.After(m.due) && !due.Before(today)
		if _, err = w.Extend(w.admin, w.later(c, string(due))); may {
			m.due, m.extensions = due, m.extensions+1
			m.add("EXTENDED", "ADMIN")
		}
	case "complete":
		may = m.shown(today) == entcommitment.StatusOPEN || m.shown(today) == entcommitment.StatusDISPUTED
		if _, err = w.Complete(w.admin, w.evidence(c)); may {
			m.status, m.until = entcommitment.StatusCOMPLETED, today.AddDays(15)
			m.add("COMPLETED", "ADMIN")
		}
	case "confirm":
		may = m.shown(today) == entcommitment.StatusCOMPLETED
		if _, err = w.Confirm(w.citizen, w.yes(c)); may {
			m.status = entcommitment.StatusKEPT
			m.add("CONFIRMED", "CITIZEN")
		}
	case "confirm by another":
		may = false
		_, err = w.Confirm(w.neighbour, w.yes(c))
	case "dispute":
		may = m.shown(today) == entcommitment.StatusCOMPLETED
		if _, err = w.Dispute(w.citizen, w.no(c)); may {
			m.status = entcommitment.StatusDISPUTED
			m.add("DISPUTED", "CITIZEN")
		}
	case "settle":
		err = w.Settle(w.system)
		if m.status != m.shown(today) {
			m.status = entcommitment.StatusKEPT
			m.add("SETTLED", "SYSTEM")
		}
	}
	if may != (err == nil) {
		r.Fatalf("it gave %v; may it: %v", err, may)
	}
}

// hold compares the promise with its model, and every ledger with itself.
func (w *world) hold(r *rapid.T, c *ent.Commitment, m *model) {
	now, err := w.store.Reader(w.system).Commitment.Get(w.system, c.ID)
	if err != nil {
		r.Fatal(err)
	}
	if now.Status != m.status || w.Status(now) != m.shown(calendar.Today(w.clock.Now())) || now.DueOn != string(m.due) ||
		now.Extensions != m.extensions || now.EntryCount != len(m.lines) {
		r.Fatalf("it is %v, the model %v", now, m)
	}
	list, err := w.History(w.visitor, now, first(100))
	if err != nil {
		r.Fatal(err)
	}
	var lines []string
	for i, e := range list.Nodes {
		if e.Sequence != i+1 {
			r.Fatalf("line %d has the number %d", i+1, e.Sequence)
		}
		lines = append(lines, fmt.Sprint(e.Kind, " ", e.By, " ", e.DueOn))
	}
	if fmt.Sprint(lines) != fmt.Sprint(m.lines) {
		r.Fatalf("the ledger is %q, the model %q", lines, m.lines)
	}
	report, err := commitment.Audit(w.system, w.store)
	if err != nil || report.Broken != nil {
		r.Fatalf("%v (%v)", report.Broken, err)
	}
}
