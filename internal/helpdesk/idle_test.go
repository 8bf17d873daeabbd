package helpdesk_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
)

// sweptAt runs the sweep at that instant and gives the status that the request then has.
func (w *world) sweptAt(at time.Time, r *ent.HelpRequest) helprequest.Status {
	w.t.Helper()
	w.clock.Set(at)
	must(w.t, w.Sweep(context.Background()))
	return w.now(r).Status
}

func TestWhoDoesNothingIsToldAndThenLosesTheRequest(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for status, c := range map[helprequest.Status]struct{ told, released time.Time }{
			helprequest.StatusASSIGNED:    {local(2026, 3, 2, 10, 30), local(2026, 3, 2, 14, 0)},
			helprequest.StatusCLAIMED:     {local(2026, 3, 3, 14, 0), local(2026, 3, 4, 8, 30)},
			helprequest.StatusIN_PROGRESS: {local(2026, 3, 6, 14, 0), local(2026, 3, 9, 8, 30)},
		} {
			t.Run(string(status), func(t *testing.T) {
				w.clock.Set(local(2026, 3, 2, 8, 30))
				r := w.in(status)
				equal(t, "released at", *w.ReleasedAt(r), c.released)
				equal(t, "too early to tell", w.sweptAt(c.told.Add(-time.Microsecond), r), status)
				equal(t, "told", len(w.facts(r, helpdesk.RequestIdle)), 0)
				equal(t, "in time", w.sweptAt(c.told, r), status)
				told := w.facts(r, helpdesk.RequestIdle)
				equal(t, "told", len(told), 1)
				equal(t, "who", told[0]["volunteerId"], me(w.volunteer).String())
				equal(t, "until", told[0]["releasedAt"], c.released.Format(time.RFC3339))
				equal(t, "almost", w.sweptAt(c.released.Add(-time.Microsecond), r), status)
				equal(t, "told once", len(w.facts(r, helpdesk.RequestIdle)), 1)
				equal(t, "released", w.sweptAt(c.released, r), helprequest.StatusOPEN)
				equal(t, "holder", w.now(r).VolunteerID, nil)
				equal(t, "opened", w.now(r).OpenedAt, r.OpenedAt)
				trail := w.history(r)
				last := trail[len(trail)-1]
				equal(t, "verb", last.Verb, helpdesk.VerbReleaseIdle)
				equal(t, "role", helpdesk.ByRole(last), access.Clock)
				equal(t, "actor", last.ActorID, nil)
				back := w.facts(r, helpdesk.RequestReleasedIdle)
				equal(t, "former holder", back[0]["volunteerId"], me(w.volunteer).String())
				equal(t, "leads", back[0]["leadIds"], me(w.admin).String())
				must(t, w.Sweep(context.Background()))
				equal(t, "released once", len(w.facts(r, helpdesk.RequestReleasedIdle)), 1)
			})
		}
	})
}

func TestIdleHoursDoNotCountOverAWeekendOrTet(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct{ got, told, released time.Time }{
			"a weekend":   {local(2026, 3, 6, 16, 30), local(2026, 3, 9, 9, 0), local(2026, 3, 9, 11, 0)},
			"Tết of 2027": {local(2027, 2, 3, 16, 30), local(2027, 2, 11, 9, 0), local(2027, 2, 11, 11, 0)},
		} {
			t.Run(name, func(t *testing.T) {
				w.clock.Set(c.got)
				r := w.in(helprequest.StatusASSIGNED)
				equal(t, "before the warning", w.sweptAt(c.told.Add(-time.Microsecond), r), helprequest.StatusASSIGNED)
				equal(t, "told", len(w.facts(r, helpdesk.RequestIdle)), 0)
				equal(t, "at the warning", w.sweptAt(c.told, r), helprequest.StatusASSIGNED)
				equal(t, "told", len(w.facts(r, helpdesk.RequestIdle)), 1)
				equal(t, "before the end", w.sweptAt(c.released.Add(-time.Microsecond), r), helprequest.StatusASSIGNED)
				equal(t, "at the end", w.sweptAt(c.released, r), helprequest.StatusOPEN)
			})
		}
	})
}

func TestALogBeginsTheIdleTimeAnewAndNothingElseDoes(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusIN_PROGRESS)
		equal(t, "told", w.sweptAt(local(2026, 3, 6, 15, 0), r), helprequest.StatusIN_PROGRESS)
		equal(t, "facts", len(w.facts(r, helpdesk.RequestIdle)), 1)
		_, err := w.agree(w.volunteer, r, time.Hour, time.Hour)
		must(t, err)
		equal(t, "an agreement", *w.now(r).IdleSince, *r.IdleSince)
		w.log(r, assistancelog.OutcomeCONTINUES)
		equal(t, "a log", *w.now(r).IdleSince, w.clock.Now())
		equal(t, "untold", w.now(r).IdleToldAt, nil)
		equal(t, "kept", w.sweptAt(local(2026, 3, 9, 8, 30), r), helprequest.StatusIN_PROGRESS)
		equal(t, "told again", w.sweptAt(local(2026, 3, 13, 9, 30), r), helprequest.StatusIN_PROGRESS)
		equal(t, "facts", len(w.facts(r, helpdesk.RequestIdle)), 2)
		equal(t, "released", w.sweptAt(local(2026, 3, 13, 15, 0), r), helprequest.StatusOPEN)
	})
}

func TestAfterAStandstillOfTheClockTheHolderStillHasTheNotice(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		equal(t, "weeks later only told", w.sweptAt(local(2026, 3, 30, 9, 0), r), helprequest.StatusCLAIMED)
		equal(t, "facts", len(w.facts(r, helpdesk.RequestIdle)), 1)
		equal(t, "not yet", w.sweptAt(local(2026, 3, 30, 14, 29), r), helprequest.StatusCLAIMED)
		equal(t, "released", w.sweptAt(local(2026, 3, 30, 14, 30), r), helprequest.StatusOPEN)
	})
}

func TestTwoProcessesThatSweepAtOnceTellOnceAndReleaseOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var rows []*ent.HelpRequest
		for range 10 {
			rows = append(rows, w.in(helprequest.StatusCLAIMED))
		}
		other := w.service(helpdesk.DefaultPolicy())
		for _, at := range []time.Time{local(2026, 3, 3, 14, 0), local(2026, 3, 4, 8, 30)} {
			w.clock.Set(at)
			var wait sync.WaitGroup
			for _, process := range []*helpdesk.Service{w.Service, other, w.Service, other} {
				wait.Go(func() {
					if err := process.Sweep(context.Background()); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
		}
		for _, r := range rows {
			equal(t, "status", w.now(r).Status, helprequest.StatusOPEN)
			equal(t, "told", len(w.facts(r, helpdesk.RequestIdle)), 1)
			equal(t, "released", len(w.facts(r, helpdesk.RequestReleasedIdle)), 1)
			equal(t, "escalated", len(w.facts(r, helpdesk.RequestEscalated)), 1)
			equal(t, "lines of the trail", len(w.history(r)), 3)
		}
	})
}

func TestTwoHundredAndFiftyIdleOnesAreAllReached(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		now := w.clock.Now()
		ids := w.many(250, helprequest.StatusCLAIMED, now, now)
		must(t, w.Sweep(context.Background()))
		w.clock.Set(local(2026, 3, 3, 14, 0))
		must(t, w.Sweep(context.Background()))
		told := w.store.Reader(system()).HelpRequest.Query().Where(helprequest.IdleToldAtNotNil()).CountX(system())
		equal(t, "told", told, len(ids))
		w.clock.Set(local(2026, 3, 4, 8, 30))
		must(t, w.Sweep(context.Background()))
		open := w.store.Reader(system()).HelpRequest.Query().Where(helprequest.StatusEQ(helprequest.StatusOPEN)).CountX(system())
		equal(t, "open again", open, len(ids))
	})
}

func TestALogThatMeetsTheReleaseKeepsTheRequest(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusIN_PROGRESS)
		w.sweptAt(local(2026, 3, 6, 14, 0), r)
		w.clock.Set(local(2026, 3, 9, 8, 30))
		log, sweep := w.slow(w.volunteer,
			func(ctx context.Context) error {
				_, err := w.LogAssistance(ctx, logOf(r, assistancelog.OutcomeCONTINUES))
				return err
			},
			func() error { return w.Sweep(context.Background()) })
		must(t, log)
		must(t, sweep)
		equal(t, "status", w.now(r).Status, helprequest.StatusIN_PROGRESS)
		equal(t, "holder", *w.now(r).VolunteerID, me(w.volunteer))
	})
}

func TestWhatWasHeldBeforeAnybodyWatchedIsWatchedFromThen(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		must(t, store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error { // as an older program left the row
			return tx.HelpRequest.Update().Where(helprequest.ID(r.ID)).ClearIdleSince().Exec(ctx)
		}))
		equal(t, "kept", w.sweptAt(local(2026, 3, 30, 8, 30), r), helprequest.StatusCLAIMED)
		equal(t, "untold", len(w.facts(r, helpdesk.RequestIdle)), 0)
		equal(t, "since", *w.now(r).IdleSince, w.clock.Now())
	})
}

func TestNobodyElseMayDoTheWorkOfTheClock(t *testing.T) {
	for _, g := range access.Grants() {
		if g.Action == access.SettleIdle {
			t.Errorf("%v is granted", g)
		}
	}
}
