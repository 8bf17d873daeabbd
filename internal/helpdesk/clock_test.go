package helpdesk_test

import (
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
)

// local is an instant in Hà Nội.
func local(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, calendar.Zone()).UTC()
}

func (w *world) dueIs(r *ent.HelpRequest, want time.Time) {
	w.t.Helper()
	due := w.DueAt(r)
	if due == nil || !due.Equal(want) {
		w.t.Errorf("due at %v, want %v", due, want)
	}
}

func TestEachStatusHasItsOwnDeadlineFromTheSameStart(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) { // it is Monday, 08:30
		w.dueIs(w.in(helprequest.StatusOPEN), local(2026, 3, 3, 8, 30))
		w.dueIs(w.in(helprequest.StatusCLAIMED), local(2026, 3, 4, 8, 30))
		w.dueIs(w.in(helprequest.StatusIN_PROGRESS), local(2026, 3, 9, 8, 30))
		for _, s := range []helprequest.Status{helprequest.StatusRESOLVED, helprequest.StatusCLOSED, helprequest.StatusCANCELLED} {
			r := w.in(s)
			if w.DueAt(r) != nil || w.Overdue(r) {
				t.Errorf("%s is due", s)
			}
		}
	})
}

func TestARequestOfFridayEveningIsDueOnMondayEvening(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.clock.Set(local(2026, 3, 6, 20, 0))
		r := w.open()
		w.dueIs(r, local(2026, 3, 9, 17, 30))
		w.clock.Set(local(2026, 3, 9, 17, 30))
		equal(t, "overdue at the instant itself", w.Overdue(r), false)
		w.clock.Advance(time.Second)
		equal(t, "overdue a second later", w.Overdue(r), true)
	})
}

func TestTheClockStandsStillOverTet(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.clock.Set(local(2026, 2, 13, 15, 30)) // the last Friday before the holidays of Bính Ngọ, 16 to 20 February
		w.dueIs(w.open(), local(2026, 2, 23, 15, 30))
	})
}

func TestAReleaseAndAGivingUpKeepTheClockRunning(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusIN_PROGRESS)
		due := local(2026, 3, 3, 8, 30)
		w.clock.Advance(26 * time.Hour)
		r, err := w.Release(w.volunteer, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Ốm."})
		must(t, err)
		equal(t, "holder", r.VolunteerID, nil)
		w.dueIs(r, due)
		equal(t, "overdue", w.Overdue(r), true)
		_, err = w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		r = w.log(r, assistancelog.OutcomeCOULD_NOT_HELP).HelpRequest
		equal(t, "status", r.Status, helprequest.StatusOPEN)
		equal(t, "holder", r.VolunteerID, nil)
		w.dueIs(r, due)
	})
}

func TestReopeningStartsTheClockAnewWithinSeventyTwoHours(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for _, state := range []helprequest.Status{helprequest.StatusRESOLVED, helprequest.StatusCLOSED} {
			w.clock.Set(local(2026, 3, 2, 8, 30))
			r, late := w.in(state), w.in(state)
			reopen := func(r *ent.HelpRequest) (*ent.HelpRequest, error) {
				return w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Hồ sơ bị trả lại."})
			}
			w.clock.Advance(72 * time.Hour)
			again, err := reopen(r)
			must(t, err)
			equal(t, "status", again.Status, helprequest.StatusOPEN)
			equal(t, "holder", again.VolunteerID, nil)
			w.dueIs(again, local(2026, 3, 6, 8, 30))
			w.clock.Advance(time.Microsecond)
			_, err = reopen(late)
			refused(t, err, fault.Conflict, "REOPEN_WINDOW_OVER")
			equal(t, "hours named", fault.Of(err).Args["hours"], any(72))
		}
	})
}

func TestTheWindowCountsFromTheLastResolution(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusRESOLVED)
		w.clock.Advance(50 * time.Hour)
		_, err := w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Chưa xong."})
		must(t, err)
		_, err = w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		w.clock.Advance(50 * time.Hour)
		w.log(r, assistancelog.OutcomeREFERRED)
		w.clock.Advance(50 * time.Hour)
		_, err = w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Vẫn chưa xong."})
		must(t, err)
	})
}
