package team

import (
	"gandan/ent/helppoint"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	entteam "gandan/ent/team"
	"gandan/ent/teammember"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// The verbs by the names that the API gives them; those without an action are the system's.
const (
	rename    = "renameTeam"
	end       = "endTeam"
	add       = "addMember"
	plan      = "planShift"
	extend    = "extendTerm"
	leaveTeam = "endMembership"
	setLead   = "setLead"
	setSkills = "setSkills"
	update    = "updateMember"
	lapse     = "lapse"
	change    = "changeHelpPoint"
	shut      = "closeHelpPoint"
	signUp    = "signUp"
	callOff   = "callOffShift"
	leave     = "leaveShift"
	present   = "markPresent"
	noShow    = "markNoShow"
	object    = "objectToNoShow"
)

// Life is the life of a team.
func Life() lifecycle.Table[entteam.Status] {
	active := []entteam.Status{entteam.StatusACTIVE}
	return lifecycle.Table[entteam.Status]{
		{From: active, Verb: rename, Action: access.ManageTeam, Event: EventRenamed},
		{From: active, Verb: add, Action: access.LeadTeam, Event: EventMemberAdded},
		{From: active, Verb: plan, Action: access.LeadTeam, Event: EventShiftPlanned},
		{From: active, Verb: end, To: entteam.StatusENDED, Action: access.ManageTeam, Event: EventEnded},
	}
}

// MemberLife is the life of a membership. It ends by the person, by a lead or an admin, with its team, or with its term.
func MemberLife() lifecycle.Table[teammember.Status] {
	active := []teammember.Status{teammember.StatusACTIVE}
	return lifecycle.Table[teammember.Status]{
		{From: active, Verb: extend, Action: access.LeadTeam, Event: EventTermExtended},
		{From: active, Verb: setLead, Action: access.ManageTeam, Event: EventLeadChanged},
		{From: active, Verb: setSkills, Action: access.KeepMembership, Event: EventSkillsChanged},
		{From: active, Verb: update, Action: access.LeadTeam, Event: EventMemberUpdated},
		{From: active, Verb: leaveTeam, To: teammember.StatusENDED, Action: access.KeepMembership, Event: EventMembershipEnded},
		{From: active, Verb: lapse, To: teammember.StatusENDED, Event: EventMembershipLapsed},
	}
}

// PointLife is the life of a help point.
func PointLife() lifecycle.Table[helppoint.Status] {
	open := []helppoint.Status{helppoint.StatusOPEN}
	return lifecycle.Table[helppoint.Status]{
		{From: open, Verb: change, Action: access.ManageHelpPoint, Event: EventPointChanged},
		{From: open, Verb: shut, To: helppoint.StatusCLOSED, Action: access.ManageHelpPoint, Event: EventPointClosed},
	}
}

// ShiftLife is the life of a shift.
func ShiftLife() lifecycle.Table[shift.Status] {
	return lifecycle.Table[shift.Status]{
		{From: []shift.Status{shift.StatusPLANNED}, Verb: callOff, To: shift.StatusCALLED_OFF, Action: access.LeadTeam, Event: EventShiftCalledOff},
	}
}

// SignupLife is the life of a sign-up. It begins SIGNED_UP; that first step has no arrow. A mark that was wrong is put right by
// the other mark.
func SignupLife() lifecycle.Table[shiftsignup.Status] {
	const signed, came, missed = shiftsignup.StatusSIGNED_UP, shiftsignup.StatusPRESENT, shiftsignup.StatusNO_SHOW
	type from = []shiftsignup.Status
	return lifecycle.Table[shiftsignup.Status]{
		{From: from{signed}, Verb: leave, To: shiftsignup.StatusLEFT, Action: access.KeepSignup, Event: EventLeft},
		{From: from{signed, missed}, Verb: present, To: came, Action: access.LeadTeam, Event: EventPresent},
		{From: from{signed, came}, Verb: noShow, To: missed, Action: access.LeadTeam, Event: EventNoShow},
		{From: from{missed}, Verb: object, Action: access.KeepSignup, Event: EventObjected},
		{From: from{signed}, Verb: callOff, To: shiftsignup.StatusCALLED_OFF, Event: EventSignupCalledOff},
	}
}

// exactlyOne takes the answer of a conditional update: another number of rows means that somebody was faster.
func exactlyOne(n int, err error) error {
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "CONFLICT")
	}
	return err
}

func possibility(verb string, refusal error) *lifecycle.Possibility {
	if refusal == nil {
		return &lifecycle.Possibility{Name: verb, Allowed: true}
	}
	reason := string(fault.Of(refusal).Key)
	return &lifecycle.Possibility{Name: verb, Reason: &reason}
}

func forbidden() error { return fault.New(fault.Forbidden, "FORBIDDEN") }
