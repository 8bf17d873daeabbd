package helpdesk_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent/account"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
)

// teams says who leads the ward.
type teams struct {
	helpdesk.ByRoles
	lead gid.ID
	path string
}

func (k teams) IsLead(_ context.Context, who gid.ID, path string) (bool, error) {
	return who == k.lead && access.Within(path, k.path), nil
}

func (k teams) LeadsOf(_ context.Context, path string) ([]gid.ID, error) {
	if path == k.path && !k.lead.IsZero() {
		return []gid.ID{k.lead}, nil
	}
	return nil, nil
}

// led makes the volunteer the lead of the ward.
func (w *world) led() *world {
	w.WithTeams(teams{ByRoles: helpdesk.ByRoles{Store: w.store}, lead: me(w.volunteer), path: w.ward.Path})
	return w
}

func TestWhoIsGivenARequestIsItsOneHolderAtOnceAndAcceptsOrDeclines(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for _, by := range []context.Context{w.admin, w.cityAdmin} {
			r := w.open()
			out, err := w.Assign(by, helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(w.volunteer)})
			must(t, err)
			equal(t, "status", out.HelpRequest.Status, helprequest.StatusASSIGNED)
			equal(t, "holder", *w.now(r).VolunteerID, me(w.volunteer))
			equal(t, "declined before", out.DeclinedBefore, false)
			_, err = w.Claim(w.colleague, helpdesk.ClaimHelpRequestInput{ID: r.ID})
			refused(t, err, fault.Conflict, "ALREADY_CLAIMED")
			refused(t, w.accept(w.colleague, r), fault.Forbidden, "NOT_HOLDER")
			refused(t, w.decline(w.colleague, r), fault.Forbidden, "NOT_HOLDER")
			must(t, w.accept(w.volunteer, r))
			equal(t, "status", w.now(r).Status, helprequest.StatusCLAIMED)
			refused(t, w.decline(w.volunteer, r), fault.Conflict, "WRONG_STATE")
			told := w.facts(r, helpdesk.AssignmentAccepted)
			equal(t, "told of the acceptance", told[0]["assignedById"], me(by).String())
		}
	})
}

func TestADeclinedRequestIsOpenWithItsClockAndMayBeGivenAgainWithAWarning(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.assigned(w.open(), w.volunteer)
		due := w.DueAt(r)
		w.clock.Advance(time.Hour)
		back, err := w.Decline(w.volunteer, helpdesk.DeclineAssignmentInput{ID: r.ID, ReasonCode: helpdesk.DeclineOther, Note: ptr("Tôi đi công tác.")})
		must(t, err)
		equal(t, "status", back.Status, helprequest.StatusOPEN)
		equal(t, "holder", back.VolunteerID, nil)
		w.dueIs(back, *due)
		trail := w.history(r)
		equal(t, "reason", *trail[len(trail)-1].Reason, "OTHER: Tôi đi công tác.")
		equal(t, "told", w.facts(r, helpdesk.AssignmentDeclined)[0]["reason"], "OTHER")
		again, err := w.Assign(w.admin, helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(w.volunteer)})
		must(t, err)
		equal(t, "declined before", again.DeclinedBefore, true)
	})
}

func TestAClaimOrALogByWhoWasGivenTheRequestAcceptsIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusASSIGNED)
		claimed, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		equal(t, "status", claimed.Status, helprequest.StatusCLAIMED)
		equal(t, "the lead hears", len(w.facts(r, helpdesk.AssignmentAccepted)), 1)
		r = w.in(helprequest.StatusASSIGNED)
		equal(t, "status", w.log(r, assistancelog.OutcomeCONTINUES).HelpRequest.Status, helprequest.StatusIN_PROGRESS)
	})
}

func TestAReassignmentNeedsAReasonAndTakesTheRequestFromTheFormerHolder(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for _, status := range []helprequest.Status{helprequest.StatusASSIGNED, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS} {
			r := w.in(status)
			in := helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(w.colleague), Note: ptr("  ")}
			_, err := w.Assign(w.admin, in)
			refusedAt(t, err, "input.note", "REASON_REQUIRED")
			in.VolunteerID = me(w.volunteer)
			_, err = w.Assign(w.admin, in)
			refusedAt(t, err, "input.volunteerId", "HOLDS_IT_ALREADY")
			w.clock.Advance(time.Minute)
			must(t, w.assign(w.admin, r, w.colleague))
			_, err = w.LogAssistance(w.volunteer, logOf(r, assistancelog.OutcomeRESOLVED))
			refused(t, err, fault.Forbidden, "NOT_HOLDER")
			_, err = w.Request(w.volunteer, r.ID)
			refused(t, err, fault.NotFound, "NOT_FOUND")
			told := w.facts(r, helpdesk.RequestAssigned)
			last := told[len(told)-1]
			equal(t, "former", last["formerId"], me(w.volunteer).String())
			equal(t, "new", last["volunteerId"], me(w.colleague).String())
			trail := w.history(r)
			equal(t, "verb", trail[len(trail)-1].Verb, helpdesk.VerbAssign)
			equal(t, "role", helpdesk.ByRole(trail[len(trail)-1]), access.Admin)
			equal(t, "since", w.now(r).StatusSince, w.clock.Now())
		}
	})
}

func TestALogMadeOfflineForAReassignedRequestIsRefusedAloneWithTheReason(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		lost, kept := w.in(helprequest.StatusCLAIMED), w.in(helprequest.StatusCLAIMED)
		must(t, w.assign(w.admin, lost, w.colleague))
		first, second := logOf(lost, assistancelog.OutcomeCONTINUES), logOf(kept, assistancelog.OutcomeCONTINUES)
		first.ClientID, second.ClientID = ptr(phoneID), ptr("0190b5a4-7c1e-4f3a-9d2b-5e6f7a8b9c0e")
		out, err := w.SyncAssistance(w.volunteer, helpdesk.SyncAssistanceInput{Logs: []helpdesk.LogAssistanceInput{first, second}})
		must(t, err)
		equal(t, "key", out.Results[0].Error.Key, "NOT_HOLDER")
		equal(t, "the other", out.Results[1].Status, helpdesk.SyncAccepted)
		equal(t, "status", w.now(lost).Status, helprequest.StatusASSIGNED)
	})
}

func TestOnlyLeadsAndAdminsAssignAndOnlyToVolunteersOfTheUnit(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		refused(t, w.assign(w.volunteer, r, w.colleague), fault.Forbidden, "NOT_A_LEAD")
		refused(t, w.assign(w.citizen, r, w.colleague), fault.Forbidden, "NOT_A_LEAD")
		refused(t, w.assign(w.neighbour, r, w.colleague), fault.NotFound, "NOT_FOUND")
		refused(t, w.assign(w.strangerAdmin, r, w.colleague), fault.NotFound, "NOT_FOUND")
		w.led()
		must(t, w.assign(w.volunteer, r, w.colleague))
		refused(t, w.assign(w.colleague, r, w.volunteer), fault.Forbidden, "NOT_A_LEAD")
		trail := w.history(r)
		equal(t, "role", helpdesk.ByRole(trail[len(trail)-1]), access.Volunteer)

		r = w.open()
		for name, c := range map[string]struct {
			to  context.Context
			key fault.Key
		}{
			"a volunteer of another unit": {w.strangerVolunteer, "NOT_A_VOLUNTEER_HERE"},
			"an admin without the role":   {w.admin, "NOT_A_VOLUNTEER_HERE"},
			"a neighbour":                 {w.neighbour, "NOT_A_VOLUNTEER_HERE"},
			"who asked":                   {w.citizen, "CITIZEN_CANNOT_HELP"},
		} {
			t.Run(name, func(t *testing.T) { refusedAt(t, w.assign(w.admin, r, c.to), "input.volunteerId", c.key) })
		}
		must(t, store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
			return tx.RoleGrant.Update().Where(rolegrant.AccountID(me(w.colleague))).SetRevokedAt(tx.Now).Exec(ctx)
		}))
		refusedAt(t, w.assign(w.admin, r, w.colleague), "input.volunteerId", "NOT_A_VOLUNTEER_HERE")
		must(t, store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
			return tx.Account.Update().Where(account.ID(me(w.volunteer))).SetStatus(account.StatusSUSPENDED).Exec(ctx)
		}))
		refusedAt(t, w.assign(w.admin, r, w.volunteer), "input.volunteerId", "NOT_A_VOLUNTEER_HERE")
	})
}

func TestNobodyGivesAwayTheirOwnRequest(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		r, err := w.Create(w.admin, in)
		must(t, err)
		refused(t, w.assign(w.admin, r, w.colleague), fault.Forbidden, "OWN_REQUEST")
		must(t, w.assign(w.cityAdmin, r, w.colleague))
	})
}

func TestDeclineWantsANoteForOtherAndBoundsIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusASSIGNED)
		_, err := w.Decline(w.volunteer, helpdesk.DeclineAssignmentInput{ID: r.ID, ReasonCode: helpdesk.DeclineOther})
		refusedAt(t, err, "input.note", "REASON_REQUIRED")
		_, err = w.Decline(w.volunteer, helpdesk.DeclineAssignmentInput{ID: r.ID, ReasonCode: helpdesk.DeclineBusy, Note: ptr(long(471))})
		refusedAt(t, err, "input.note", "TOO_LONG")
		_, err = w.Assign(w.admin, helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(w.colleague), Note: ptr(long(501))})
		refusedAt(t, err, "input.note", "TOO_LONG")
		for _, code := range helpdesk.DeclineReasons() {
			var read helpdesk.DeclineReason
			must(t, read.UnmarshalGQL(string(code)))
			equal(t, "reason", read, code)
		}
		var read helpdesk.DeclineReason
		if read.UnmarshalGQL("LAZY") == nil {
			t.Error("an unknown reason was read")
		}
	})
}

func TestTheButtonsOfALeadAndOfAVolunteerDiffer(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.led().open()
		for who, want := range map[context.Context]bool{w.volunteer: true, w.admin: true, w.colleague: false, w.citizen: false} {
			for _, a := range w.Actions(who, r) {
				if a.Name == helpdesk.VerbAssign {
					equal(t, "may assign", a.Allowed, want)
				}
			}
		}
	})
}

func long(n int) string {
	out := make([]rune, n)
	for i := range out {
		out[i] = 'ả'
	}
	return string(out)
}
