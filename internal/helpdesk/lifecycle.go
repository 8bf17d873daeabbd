package helpdesk

import (
	"slices"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/solvedanswer"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// The verbs, by the names that the API gives them. A log leads on by its outcome, which stands behind the slash.
const (
	VerbCreate  = "createHelpRequest"
	VerbClaim   = "claimHelpRequest"
	VerbRelease = "releaseHelpRequest"
	VerbLog     = "logAssistance"
	VerbResolve = VerbLog + "/" + string(assistancelog.OutcomeRESOLVED)
	VerbRefer   = VerbLog + "/" + string(assistancelog.OutcomeREFERRED)
	VerbGiveUp  = VerbLog + "/" + string(assistancelog.OutcomeCOULD_NOT_HELP)
	VerbCancel  = "cancelHelpRequest"
	VerbConfirm = "confirmHelp"
	VerbReopen  = "reopenHelpRequest"

	// Matching.
	VerbAssign      = "assignHelpRequest"
	VerbAccept      = "acceptAssignment"
	VerbDecline     = "declineAssignment"
	VerbAgreeTime   = "agreeTime"
	VerbCompanion   = "setCompanion"
	VerbReleaseIdle = "releaseIdle" // the clock's: no mutation has this name

	// After the help.
	VerbAnswer    = "answerSolved"
	VerbAnswerYes = VerbAnswer + "/" + string(solvedanswer.SolvedYES)
	VerbFollowUp  = "followUpHelpRequest"

	// The last two change no state and stand in no row of the table.
	VerbEnter        = "enterHelpRequest"
	VerbMerge        = "mergeHelpRequests"
	VerbSetPriority  = "setPriority"
	VerbConfirmPhone = "confirmRequestPhone"
	VerbResendCode   = "resendRequestCode"
)

// mutation is the verb without the outcome of a log.
func mutation(verb string) string {
	name, _, _ := strings.Cut(verb, "/")
	return name
}

// Life is the table of every transition. A request begins OPEN; that first step has no arrow.
func Life() lifecycle.Table[helprequest.Status] {
	const (
		open, claimed, inProgress   = helprequest.StatusOPEN, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS
		assigned                    = helprequest.StatusASSIGNED
		resolved, closed, cancelled = helprequest.StatusRESOLVED, helprequest.StatusCLOSED, helprequest.StatusCANCELLED
	)
	type from = []helprequest.Status
	return lifecycle.Table[helprequest.Status]{
		{From: from{open}, Verb: VerbClaim, To: claimed, Action: access.ClaimRequest, Event: RequestClaimed},
		{From: from{assigned, claimed, inProgress}, Verb: VerbRelease, To: open, Action: access.ReleaseHelp, Event: RequestReleased},
		{From: from{assigned, claimed}, Verb: VerbLog, To: inProgress, Action: access.LogAssistance, Event: RequestBegun},
		{From: from{inProgress}, Verb: VerbLog, To: inProgress, Action: access.LogAssistance, Event: AssistanceLogged},
		{From: from{assigned, claimed, inProgress}, Verb: VerbResolve, To: resolved, Action: access.LogAssistance, Event: RequestResolved},
		{From: from{assigned, claimed, inProgress}, Verb: VerbRefer, To: resolved, Action: access.LogAssistance, Event: RequestReferred},
		{From: from{assigned, claimed, inProgress}, Verb: VerbGiveUp, To: open, Action: access.LogAssistance, Event: RequestReleased},
		{From: from{open, assigned, claimed, inProgress}, Verb: VerbCancel, To: cancelled, Action: access.CancelRequest, Event: RequestCancelled},
		{From: from{resolved}, Verb: VerbConfirm, To: closed, Action: access.ConfirmHelp, Event: RequestConfirmed},
		{From: from{resolved, closed}, Verb: VerbReopen, To: open, Action: access.ReopenRequest, Event: RequestReopened},

		// matching: who was given a request and claims it, accepts it; a log says as much
		{From: from{assigned}, Verb: VerbClaim, To: claimed, Action: access.ClaimRequest, Event: AssignmentAccepted},
		{From: from{open, assigned, claimed, inProgress}, Verb: VerbAssign, To: assigned, Action: access.AssignRequest, Event: RequestAssigned},
		{From: from{assigned}, Verb: VerbAccept, To: claimed, Action: access.AnswerAssignment, Event: AssignmentAccepted},
		{From: from{assigned}, Verb: VerbDecline, To: open, Action: access.AnswerAssignment, Event: AssignmentDeclined},
		{From: from{claimed}, Verb: VerbAgreeTime, To: claimed, Action: access.AgreeTime, Event: TimeAgreed},
		{From: from{inProgress}, Verb: VerbAgreeTime, To: inProgress, Action: access.AgreeTime, Event: TimeAgreed},
		{From: from{assigned}, Verb: VerbCompanion, To: assigned, Action: access.SetCompanion, Event: CompanionSet},
		{From: from{claimed}, Verb: VerbCompanion, To: claimed, Action: access.SetCompanion, Event: CompanionSet},
		{From: from{inProgress}, Verb: VerbCompanion, To: inProgress, Action: access.SetCompanion, Event: CompanionSet},
		{From: from{assigned, claimed, inProgress}, Verb: VerbReleaseIdle, To: open, Action: access.SettleIdle, Event: RequestReleasedIdle},

		// after
		{From: from{resolved}, Verb: VerbAnswer, To: resolved, Action: access.AnswerSolved, Event: SolvedAnswered},
		{From: from{closed}, Verb: VerbAnswer, To: closed, Action: access.AnswerSolved, Event: SolvedAnswered},
		{From: from{resolved, closed}, Verb: VerbAnswerYes, To: closed, Action: access.AnswerSolved, Event: SolvedAnswered},
		{From: from{resolved}, Verb: VerbFollowUp, To: resolved, Action: access.FollowUpRequest, Event: RequestFollowed},
		{From: from{closed}, Verb: VerbFollowUp, To: closed, Action: access.FollowUpRequest, Event: RequestFollowed},

		// request
		{From: from{open, assigned, claimed, inProgress}, Verb: VerbMerge, To: helprequest.StatusMERGED, Action: access.MergeRequest, Event: RequestMerged},
		{From: from{open, assigned, claimed, inProgress}, Verb: VerbSetPriority, Action: access.SetPriority, Event: PriorityChanged},
	}
}

// arrow answers whether the actor may take the step now, and with which row. The verbs and actions both ask it, so that a
// button and the deed behind it cannot disagree.
// FORBIDDEN with keys FORBIDDEN, NOT_HOLDER, NOT_YOUR_REQUEST and OWN_REQUEST; CONFLICT with keys ALREADY_CLAIMED,
// WRONG_STATE, NOT_AT_HOME and REOPEN_WINDOW_OVER. What only a lead may do is asked of the teams before (onlyLeads).
// WRONG_STATE and REOPEN_WINDOW_OVER; and those of afterInTime.
func (s *Service) arrow(a access.Actor, r *ent.HelpRequest, verb string, now time.Time) (lifecycle.Row[helprequest.Status], error) {
	action := Life().Action(verb)
	if !access.Can(a, action, object(r)) {
		return lifecycle.Row[helprequest.Status]{}, fault.New(fault.Forbidden, notYours(action))
	}
	if (verb == VerbClaim || verb == VerbAssign) && a.ID == r.CitizenID {
		return lifecycle.Row[helprequest.Status]{}, fault.New(fault.Forbidden, "OWN_REQUEST")
	}
	row, err := Life().Find(r.Status, verb)
	switch {
	case err != nil && verb == VerbClaim && isHeld(r.Status):
		return row, fault.New(fault.Conflict, "ALREADY_CLAIMED")
	case err == nil && verb == VerbClaim && givenToAnother(a, r):
		return row, fault.New(fault.Conflict, "ALREADY_CLAIMED")
	case err == nil && verb == VerbCompanion && r.Mode != helprequest.ModeAT_HOME:
		return row, fault.New(fault.Conflict, "NOT_AT_HOME")
	case err == nil && verb == VerbReopen && s.reopenWindowOver(r, now):
		return row, fault.New(fault.Conflict, "REOPEN_WINDOW_OVER").With("hours", int(s.reopenFor(r).Hours()))
	case err == nil:
		err = s.afterInTime(r, verb, now)
	}
	return row, err
}

// object is the request as far as access is concerned.
func object(r *ent.HelpRequest) access.Object {
	return access.Object{Path: r.UnitPath, Owner: r.CitizenID, Holder: holder(r)}
}

// holder is who has taken the request; zero when nobody has.
func holder(r *ent.HelpRequest) gid.ID {
	if r.VolunteerID == nil {
		return gid.Zero
	}
	return *r.VolunteerID
}

func isHeld(s helprequest.Status) bool {
	return slices.Contains(heldStates(), s)
}

// notYours is the key that tells best why the action is refused.
func notYours(action access.Action) fault.Key {
	switch {
	case ofCitizen(action):
		return "NOT_YOUR_REQUEST"
	case action == access.ReleaseHelp || action == access.LogAssistance || action == access.MergeRequest:
		return "NOT_HOLDER"
	case ofHolder(action):
		return "NOT_HOLDER"
	case action == access.AssignRequest:
		return "NOT_A_LEAD"
	}
	return "FORBIDDEN"
}

// ofCitizen reports whether only the citizen who asked takes the action.
func ofCitizen(action access.Action) bool {
	return slices.Contains([]access.Action{access.CreateRequest, access.CancelRequest, access.ConfirmHelp, access.ReopenRequest,
		access.AnswerSolved, access.FollowUpRequest}, action)
}

func (s *Service) reopenWindowOver(r *ent.HelpRequest, now time.Time) bool {
	return r.ResolvedAt == nil || now.Sub(*r.ResolvedAt) > s.reopenFor(r)
}

// actingAs is the role in which the step is taken: a volunteer who cancels their own request does so as a citizen.
func actingAs(a access.Actor, r *ent.HelpRequest, action access.Action) access.Role {
	switch {
	case a.IsSystem():
		return access.Clock
	case ofLead(action):
		return a.RoleIn(r.UnitPath)
	case ofCitizen(action):
		return access.Citizen
	case action == access.ReleaseHelp && holder(r) != a.ID:
		return access.Admin
	case action == access.SetPriority, action == access.MergeRequest && holder(r) != a.ID: // request
		return access.Admin
	case action == access.EnterRequest || action == access.ConfirmRequestPhone: // request
		return unitRole(a, r.UnitPath)
	}
	return access.Volunteer
}
