package helpdesk_test

import (
	"slices"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/helpdesk"
)

func TestARequestGoesFromAskedToConfirmedAndLeavesItsTrail(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		asked := w.asking()
		asked.ProcedureID = &w.procedure.ID
		r, err := w.Create(w.citizen, asked)
		must(t, err)
		equal(t, "status", r.Status, helprequest.StatusOPEN)
		r, err = w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		equal(t, "status", r.Status, helprequest.StatusCLAIMED)
		equal(t, "holder", *r.VolunteerID, me(w.volunteer))
		equal(t, "after the first log", w.log(r, assistancelog.OutcomeCONTINUES).HelpRequest.Status, helprequest.StatusIN_PROGRESS)
		equal(t, "after another log", w.log(r, assistancelog.OutcomeCONTINUES).HelpRequest.Status, helprequest.StatusIN_PROGRESS)
		equal(t, "after the last log", w.log(r, assistancelog.OutcomeRESOLVED).HelpRequest.Status, helprequest.StatusRESOLVED)
		r, err = w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 4, Comment: ptr("Rất nhanh.")})
		must(t, err)
		equal(t, "status", r.Status, helprequest.StatusCLOSED)
		equal(t, "rated", r.Rated, true)

		var trail []string
		for _, h := range w.history(r) {
			trail = append(trail, h.Verb+" "+h.FromStatus+">"+h.ToStatus+" "+h.ActorRole)
		}
		want := []string{
			"createHelpRequest >OPEN CITIZEN", "claimHelpRequest OPEN>CLAIMED VOLUNTEER", "logAssistance CLAIMED>IN_PROGRESS VOLUNTEER",
			"logAssistance IN_PROGRESS>RESOLVED VOLUNTEER", "confirmHelp RESOLVED>CLOSED CITIZEN",
		}
		if !slices.Equal(trail, want) {
			t.Errorf("trail %q, want %q", trail, want)
		}
		told := []string{
			helpdesk.RequestCreated, helpdesk.RequestClaimed, helpdesk.RequestBegun, helpdesk.AssistanceLogged,
			helpdesk.RequestResolved, helpdesk.RequestConfirmed,
		}
		if got := w.events(r); !slices.Equal(got, told) {
			t.Errorf("events %q, want %q", got, told)
		}
	})
}

func TestWhatAVerbReturnsIsWhatTheDatabaseHas(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		logged := func(o assistancelog.Outcome) func() (*ent.HelpRequest, error) {
			return func() (*ent.HelpRequest, error) { return w.log(r, o).HelpRequest, nil }
		}
		claim := func() (*ent.HelpRequest, error) {
			return w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		}
		for i, step := range []func() (*ent.HelpRequest, error){
			claim,
			func() (*ent.HelpRequest, error) {
				return w.Release(w.admin, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận việc."})
			},
			claim, logged(assistancelog.OutcomeCONTINUES), logged(assistancelog.OutcomeCONTINUES), logged(assistancelog.OutcomeCOULD_NOT_HELP),
			claim, logged(assistancelog.OutcomeRESOLVED),
			func() (*ent.HelpRequest, error) {
				return w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 2, Comment: ptr("Chậm.")})
			},
			func() (*ent.HelpRequest, error) {
				return w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Chưa xong."})
			},
			claim, logged(assistancelog.OutcomeREFERRED),
			func() (*ent.HelpRequest, error) {
				return w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 4})
			},
		} {
			w.clock.Advance(time.Minute + 7*time.Microsecond)
			got, err := step()
			must(t, err)
			if has := w.now(r); got.String() != has.String() {
				t.Errorf("step %d: returned %v, the database has %v", i, got, has)
			}
		}
	})
}
