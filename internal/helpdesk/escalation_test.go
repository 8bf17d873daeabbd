package helpdesk_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
)

// levelAt is the level of the request at that instant and how often each level was told by then.
func (w *world) levelAt(at time.Time, r *ent.HelpRequest) (level, lead, admin int) {
	w.t.Helper()
	w.clock.Set(at)
	must(w.t, w.Sweep(context.Background()))
	for _, f := range w.facts(r, helpdesk.RequestEscalated) {
		if f["level"] == "1" {
			lead++
		} else {
			admin++
		}
	}
	return w.Escalation(w.now(r)).Level, lead, admin
}

func (w *world) levelIs(at time.Time, r *ent.HelpRequest, level, lead, admin int) {
	w.t.Helper()
	if a, b, c := w.levelAt(at, r); a != level || b != lead || c != admin {
		w.t.Errorf("at %s: level %d, told %d and %d; want %d, %d and %d", at, a, b, c, level, lead, admin)
	}
}

func TestWhatNobodyTakesEscalatesOverTetToTheLeadsAndThenToTheAdmins(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.led()
		w.clock.Set(local(2027, 2, 3, 15, 30)) // the last day before the holidays of Đinh Mùi, 4 to 10 February
		r := w.open()
		w.levelIs(local(2027, 2, 11, 15, 30), r, 0, 0, 0)
		w.levelIs(local(2027, 2, 11, 15, 30).Add(time.Microsecond), r, 1, 1, 0)
		w.levelIs(local(2027, 2, 12, 15, 30), r, 1, 1, 0)
		w.levelIs(local(2027, 2, 12, 15, 30).Add(time.Microsecond), r, 2, 1, 1)
		w.levelIs(local(2027, 3, 1, 8, 0), r, 2, 1, 1)
		told := w.facts(r, helpdesk.RequestEscalated)
		equal(t, "the lead first", told[0]["leadIds"], me(w.volunteer).String())
		equal(t, "then the admin", told[1]["leadIds"], me(w.admin).String())
		equal(t, "since", *w.Escalation(r).Since, local(2027, 2, 12, 15, 30))
	})
}

func TestAUnitIsSweptByLimitsOfItsOwnInNoMoreStatements(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		sweep := func() int { return counted(context.Background(), func(ctx context.Context) { must(t, w.Sweep(ctx)) }) }
		const hours = "feedback.receiveWorkingHours"
		before := sweep()
		w.rules[hours], w.rules[hours+w.other.Path], w.rules[hours+w.ward.Path] = 8, 2, 12
		equal(t, "statements of a sweep", sweep(), before)
		there := w.asking()
		there.UnitID = w.other.ID
		hurried, err := w.Create(w.citizen, there) // Monday, 08:30
		must(t, err)
		slow := w.open()
		w.levelIs(local(2026, 3, 2, 10, 30), hurried, 0, 0, 0)
		w.levelIs(local(2026, 3, 2, 10, 30).Add(time.Microsecond), hurried, 1, 1, 0)
		w.levelIs(local(2026, 3, 3, 8, 31), hurried, 2, 1, 1)
		w.levelIs(local(2026, 3, 3, 8, 31), slow, 0, 0, 0) // late by the rule of all others
		late := w.DueAt(w.now(slow)).Add(time.Microsecond)
		equal(t, "twelve hours end", late.After(local(2026, 3, 3, 8, 31)), true)
		w.levelIs(late, slow, 1, 1, 0)
	})
}

func TestNoLogAndNoChangeOfHolderPutsTheEscalationBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED) // Monday, 08:30: to begin by Wednesday, to resolve by Monday
		w.levelIs(local(2026, 3, 3, 8, 31), r, 0, 0, 0)
		w.log(r, assistancelog.OutcomeCONTINUES)
		w.levelIs(local(2026, 3, 9, 8, 30), r, 0, 0, 0)
		w.log(r, assistancelog.OutcomeCONTINUES)
		w.levelIs(local(2026, 3, 9, 8, 31), r, 1, 1, 0)
		must(t, w.assign(w.admin, r, w.colleague))
		must(t, w.accept(w.colleague, r))
		w.levelIs(local(2026, 3, 9, 8, 32), r, 2, 1, 1) // it should have been begun long ago
		_, err := w.LogAssistance(w.colleague, logOf(r, assistancelog.OutcomeCONTINUES))
		must(t, err)
		w.levelIs(local(2026, 3, 16, 8, 31), r, 2, 1, 1)
	})
}

func TestAReopeningStartsAnotherClockThatIsToldAgain(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		w.levelIs(local(2026, 3, 4, 8, 31), r, 1, 1, 0)
		w.log(r, assistancelog.OutcomeRESOLVED)
		w.levelIs(local(2026, 3, 5, 8, 30), r, 0, 1, 0)
		_, err := w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Chưa xong."})
		must(t, err)
		w.levelIs(local(2026, 3, 6, 8, 30), r, 0, 1, 0)
		w.levelIs(local(2026, 3, 6, 8, 31), r, 1, 2, 0)
	})
}

func TestAUnitWithoutLeadTellsItsAdminsAndWithoutAdminsThoseAbove(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		alone := w.addUnit("00099", "WARD", "/01/00099/", w.city)
		must(t, w.territory.Refresh(context.Background()))
		in := w.asking()
		in.UnitID = alone.ID
		lonely, err := w.Create(w.citizen, in)
		must(t, err)
		w.WithTeams(teams{ByRoles: helpdesk.ByRoles{Store: w.store}, path: w.ward.Path})
		led := w.open()
		w.levelIs(local(2026, 3, 4, 8, 31), lonely, 2, 1, 1)
		w.levelIs(local(2026, 3, 4, 8, 31), led, 2, 1, 1)
		for _, f := range w.facts(lonely, helpdesk.RequestEscalated) {
			equal(t, "the city is told", f["leadIds"], me(w.cityAdmin).String())
		}
		for _, f := range w.facts(led, helpdesk.RequestEscalated) {
			equal(t, "the ward is told", f["leadIds"], me(w.admin).String())
		}
	})
}

func TestTwoHundredAndFiftyLateOnesAreAllTold(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		now := w.clock.Now()
		w.many(250, helprequest.StatusOPEN, now, now)
		w.clock.Set(local(2026, 3, 3, 8, 31))
		must(t, w.Sweep(context.Background()))
		must(t, w.Sweep(context.Background()))
		equal(t, "told", w.store.Reader(system()).RequestEscalation.Query().CountX(system()), 250)
	})
}

func TestTheListOfWhatIsLateIsForLeadsAndAdminsTheLongestOpenFirst(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.led()
		var late []gid.ID
		for _, status := range []helprequest.Status{helprequest.StatusOPEN, helprequest.StatusCLAIMED, helprequest.StatusASSIGNED, helprequest.StatusOPEN} {
			late = append(late, w.in(status).ID)
			w.clock.Advance(time.Minute)
		}
		resolved := w.in(helprequest.StatusRESOLVED)
		w.clock.Set(local(2026, 3, 4, 8, 45))
		fresh := w.open()
		list := func(by context.Context, unit *ent.Unit, level, n int, after *string) (*page.Connection[*ent.HelpRequest], error) {
			return w.Escalated(by, unit.ID, level, page.Args{First: &n, After: after})
		}
		for _, by := range []context.Context{w.volunteer, w.admin, w.cityAdmin} {
			var got []gid.ID
			var after *string
			for more := true; more; {
				p, err := list(by, w.ward, 1, 3, after)
				must(t, err)
				for _, r := range p.Nodes {
					got = append(got, r.ID)
				}
				n, err := p.TotalCount(by)
				must(t, err)
				equal(t, "total", n, len(late))
				after, more = p.PageInfo.EndCursor, p.PageInfo.HasNextPage
			}
			equal(t, "late", len(got), len(late))
			for i := range got {
				equal(t, "in the order of their clocks", got[i], late[i])
			}
		}
		last := 2
		p, err := w.Escalated(w.admin, w.ward.ID, 1, page.Args{Last: &last})
		must(t, err)
		equal(t, "the last ones", p.Nodes[1].ID, late[3])
		p, err = list(w.admin, w.ward, 2, 10, nil)
		must(t, err)
		for _, r := range p.Nodes {
			equal(t, "level", w.Escalation(r).Level, 2)
		}
		equal(t, "of the second level", len(p.Nodes), 3)
		p, err = list(w.cityAdmin, w.city, 1, 10, nil)
		must(t, err)
		equal(t, "in the city", len(p.Nodes), len(late))
		equal(t, "others are not late", w.Escalation(fresh).Level+w.Escalation(resolved).Level, 0)

		for name, c := range map[string]struct {
			by   context.Context
			unit *ent.Unit
			key  fault.Key
		}{
			"a volunteer": {w.colleague, w.ward, "NOT_A_LEAD"}, "an admin of another unit": {w.strangerAdmin, w.ward, "NOT_A_LEAD"},
			"a lead elsewhere": {w.volunteer, w.other, "NOT_A_LEAD"}, "a citizen": {w.citizen, w.ward, "FORBIDDEN"},
			"a visitor": {access.With(context.Background(), access.Anonymous()), w.ward, "FORBIDDEN"},
		} {
			_, err := list(c.by, c.unit, 1, 10, nil)
			t.Run(name, func(t *testing.T) { refused(t, err, fault.Forbidden, c.key) })
		}
		_, err = w.Escalated(w.admin, fresh.ID, 1, page.Args{})
		refused(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.Escalated(w.admin, w.ward.ID, 3, page.Args{})
		refusedAt(t, err, "level", "LEVEL_RANGE")
		_, err = w.Escalated(w.admin, w.ward.ID, 1, page.Args{First: ptr(101)})
		refusedAt(t, err, "first", "BAD_PAGE_SIZE")
	})
}
