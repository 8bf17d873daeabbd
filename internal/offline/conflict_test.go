package offline_test

import (
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/ent/shiftsignup"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
	"gandan/internal/helpdesk"
	"gandan/internal/offline"
	"gandan/internal/team"
)

// TestWhatTheWorldHasMadeImpossible holds the answer to each way in which the world went on while the device was away.
func TestWhatTheWorldHasMadeImpossible(t *testing.T) {
	inEachVillage(t, map[string]func(*village){
		"a log of a request that a lead gave to somebody else": reassigned,
		"a claim of a request that somebody else holds":        heldByAnother,
		"an answer to an assignment that was taken back":       takenBack,
		"a place in a shift that is full":                      full,
		"a shift that was called off":                          calledOff,
		"a shift that began":                                   began,
		"a role that ended yesterday":                          roleEnded,
		"a unit that ended on 1 July 2025":                     unitEnded,
		"a request that was cancelled":                         cancelled,
	})
}

// unread checks that the person is told how the request stands and no more of it.
func (v *village) unread(r *offline.ItemResult, status helprequest.Status) {
	v.t.Helper()
	if r.HelpRequest != nil || r.RequestStatus == nil || *r.RequestStatus != status {
		v.t.Errorf("the person reads %v and is told %v", r.HelpRequest, r.RequestStatus)
	}
}

func reassigned(v *village) {
	who, other := v.person(access.Volunteer), v.person(access.Volunteer)
	r := v.held(who)
	earlier := v.now(logOf(r))
	v.says(v.send(who, earlier)[0], offline.ItemDone, "")
	v.clock.Advance(time.Hour)
	got[*helpdesk.AssignHelpRequestPayload](v.t)(v.Helpdesk.Assign(v.person(access.Admin),
		helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(other), Note: ptr("Chị Chi ở gần hơn.")}))
	results := v.send(who, v.now(logOf(r)), earlier)
	v.says(results[0], offline.ItemConflict, "NOT_HOLDER")
	v.unread(results[0], helprequest.StatusASSIGNED)
	if v.says(results[1], offline.ItemAlreadyDone, ""); results[1].Log == nil { // what was logged stays theirs
		v.t.Error("the log of before is not shown")
	}
	if v.request(r.ID).VolunteerID == nil || *v.request(r.ID).VolunteerID != me(other) || len(v.logs(who)) != 1 {
		v.t.Error("the request did not stay with the other")
	}
}

func heldByAnother(v *village) {
	who := v.person(access.Volunteer)
	result := v.send(who, v.now(claim(v.held(v.person(access.Volunteer)))))[0]
	v.says(result, offline.ItemConflict, "ALREADY_CLAIMED")
	v.unread(result, helprequest.StatusCLAIMED)
}

func takenBack(v *village) {
	who, other, lead := v.person(access.Volunteer), v.person(access.Volunteer), v.person(access.Admin)
	r := v.asked()
	for _, to := range []*ent.Account{{ID: me(who)}, {ID: me(other)}} {
		got[*helpdesk.AssignHelpRequestPayload](v.t)(v.Helpdesk.Assign(lead,
			helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: to.ID, Note: ptr("Chị Chi ở gần hơn.")}))
	}
	results := v.send(who,
		v.now(func(in *offline.ItemInput) { in.Accept = &helpdesk.AcceptAssignmentInput{ID: r.ID} }),
		v.now(func(in *offline.ItemInput) {
			in.Decline = &helpdesk.DeclineAssignmentInput{ID: r.ID, ReasonCode: helpdesk.DeclineBusy}
		}))
	for _, result := range results {
		v.says(result, offline.ItemConflict, "NOT_HOLDER")
		v.unread(result, helprequest.StatusASSIGNED)
	}
}

func full(v *village) {
	who, other := v.person(access.Volunteer), v.person(access.Volunteer)
	third := v.person(access.Volunteer)
	s := v.shift(2, who, other, third)
	for _, w := range []team.SignUpInput{{ShiftID: s.ID}} {
		got[*team.SignedUpFor](v.t)(v.Teams.SignUp(other, w))
		got[*team.SignedUpFor](v.t)(v.Teams.SignUp(third, w))
	}
	item := v.now(signUp(s))
	for range 2 {
		result := v.send(who, item)[0]
		v.says(result, offline.ItemConflict, "SIGNUP_FULL")
		if result.Shift == nil || result.Shift.SignedCount != 2 || result.Signup != nil {
			v.t.Errorf("the shift is %v, the sign-up %v", result.Shift, result.Signup)
		}
	}
	v.says(v.send(third, v.now(signUp(s)))[0], offline.ItemAlreadyDone, "")
}

func calledOff(v *village) {
	who, other := v.person(access.Volunteer), v.person(access.Volunteer)
	s := v.shift(2, who, other)
	got[*team.SignedUpFor](v.t)(v.Teams.SignUp(other, team.SignUpInput{ShiftID: s.ID}))
	got[*ent.Shift](v.t)(v.Teams.CallOffShift(v.person(access.Admin), team.CallOffShiftInput{ID: s.ID, Reason: "Mưa lớn, điểm hỗ trợ đóng cửa."}))
	v.says(v.send(who, v.now(signUp(s)))[0], offline.ItemConflict, "SIGNUP_CALLED_OFF")
	left := v.send(other, v.now(leave(s)))[0]
	v.says(left, offline.ItemConflict, "WRONG_STATE")
	if left.Signup == nil || left.Signup.Status != shiftsignup.StatusCALLED_OFF {
		v.t.Errorf("the sign-up is %v", left.Signup)
	}
}

func began(v *village) {
	who, other, stranger := v.person(access.Volunteer), v.person(access.Volunteer), v.person(access.Volunteer)
	s := v.shift(2, who, other)
	got[*team.SignedUpFor](v.t)(v.Teams.SignUp(other, team.SignUpInput{ShiftID: s.ID}))
	up, off := v.now(signUp(s)), v.now(leave(s)) // both in time, by their clocks
	v.clock.Advance(25 * time.Hour)
	v.says(v.send(who, up)[0], offline.ItemConflict, "SIGNUP_TOO_LATE")
	v.says(v.send(other, off)[0], offline.ItemConflict, "SHIFT_BEGAN")
	v.says(v.send(stranger, v.now(leave(s)))[0], offline.ItemRefused, "NOT_FOUND")
	v.says(v.send(stranger, v.now(signUp(v.shift(2))))[0], offline.ItemRefused, "SIGNUP_NOT_A_MEMBER")
}

// roleEnded: what was done while the role lasted cannot be logged after it, exactly as with logAssistance; a place in a shift can
// still be given up, since that needs no role.
func roleEnded(v *village) {
	who := v.person(access.Volunteer)
	r, s := v.held(who), v.shift(2, who)
	got[*team.SignedUpFor](v.t)(v.Teams.SignUp(who, team.SignUpInput{ShiftID: s.ID}))
	done := v.now(logOf(r))
	v.clock.Advance(12 * time.Hour)
	who = v.without(who)
	results := v.send(who, done, v.now(claim(v.asked())), v.now(signUp(s)), v.now(leave(s)))
	v.says(results[0], offline.ItemRefused, "NOT_FOUND")
	v.says(results[1], offline.ItemRefused, "NOT_FOUND")
	v.says(results[2], offline.ItemAlreadyDone, "")
	v.says(results[3], offline.ItemDone, "")
	if results[0].HelpRequest != nil || results[0].RequestStatus != nil || len(v.logs(who)) != 0 {
		v.t.Errorf("the person is shown %+v", results[0])
	}
	_, err := v.Helpdesk.LogAssistance(who, *done.Log)
	if err == nil {
		v.t.Error("logAssistance takes the log")
	}
}

func unitEnded(v *village) {
	admin := v.person(access.Admin)
	counts := v.now(func(in *offline.ItemInput) {
		in.WalkIns = &assistance.RecordWalkInsInput{UnitID: v.gone.ID, Day: calendar.Today(v.clock.Now()),
			Rows: []assistance.WalkInRow{{Channel: assistancelog.KindIN_PERSON, People: ptr(7)}}}
	})
	result := v.send(admin, counts)[0]
	if v.says(result, offline.ItemRefused, "UNIT_NOT_IN_FORCE"); *result.Error.Field != "walkIns.unitId" {
		v.t.Errorf("at fault is %s", *result.Error.Field)
	}
	again := v.send(admin, counts)[0]
	if v.says(again, offline.ItemRefused, "UNIT_NOT_IN_FORCE"); again.Error.Message != result.Error.Message {
		v.t.Errorf("%q became %q", result.Error.Message, again.Error.Message)
	}
}

func cancelled(v *village) {
	who, citizen := v.person(access.Volunteer), v.person("")
	r := got[*ent.HelpRequest](v.t)(v.Helpdesk.Create(citizen, helpdesk.CreateHelpRequestInput{
		UnitID: v.ward.ID, Description: "Giúp tôi nộp hồ sơ trực tuyến.", Mode: helprequest.ModeAT_POINT, ConsentToContact: true}))
	got[*ent.HelpRequest](v.t)(v.Helpdesk.Claim(who, helpdesk.ClaimHelpRequestInput{ID: r.ID}))
	got[*ent.HelpRequest](v.t)(v.Helpdesk.Cancel(citizen, helpdesk.CancelHelpRequestInput{ID: r.ID, Reason: ptr("Con tôi làm được rồi.")}))
	results := v.send(who, v.now(logOf(r)), v.now(claim(r)))
	v.says(results[0], offline.ItemConflict, "WRONG_STATE")
	v.says(results[1], offline.ItemConflict, "WRONG_STATE")
	if *results[0].RequestStatus != helprequest.StatusCANCELLED {
		v.t.Errorf("the request is %s", *results[0].RequestStatus)
	}
}
