package helpdesk

import (
	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
)

// The facts the helpdesk tells. Their subject is the request; the data are unitId, citizenId, volunteerId (who holds it, or
// held it until now), companionId (who accompanied them until now), assignedById, from and to, and logId when a log was the reason. Those of
// matching add what rules need that cannot ask the teams: leadIds, several ids with commas between.
const (
	RequestCreated   = "helpdesk.request_created"
	RequestClaimed   = "helpdesk.request_claimed"
	RequestReleased  = "helpdesk.request_released"
	RequestBegun     = "helpdesk.request_begun"
	AssistanceLogged = "helpdesk.assistance_logged"
	RequestResolved  = "helpdesk.request_resolved"
	RequestReferred  = "helpdesk.request_referred"
	RequestConfirmed = "helpdesk.request_confirmed"
	RequestCancelled = "helpdesk.request_cancelled"
	RequestReopened  = "helpdesk.request_reopened"

	// Matching.
	RequestAssigned     = "helpdesk.request_assigned"
	AssignmentAccepted  = "helpdesk.assignment_accepted"
	AssignmentDeclined  = "helpdesk.assignment_declined"
	RequestIdle         = "helpdesk.request_idle"
	RequestReleasedIdle = "helpdesk.request_released_idle"
	RequestEscalated    = "helpdesk.request_escalated"
	TimeAgreed          = "helpdesk.time_agreed"
	CompanionSet        = "helpdesk.companion_set"

	// After the help.
	SolvedAsked     = "helpdesk.solved_asked"     // the clock asked the citizen whether it was solved
	SolvedAnswered  = "helpdesk.solved_answered"  // the citizen answered; how is not told
	RequestFollowed = "helpdesk.request_followed" // a new request takes the matter further

	// Requests of people without the app, and what is done to one as a whole.
	RequestEntered  = "helpdesk.request_entered"
	PhoneProved     = "helpdesk.phone_confirmed"
	RequestMerged   = "helpdesk.request_merged" // volunteerId is who held the one that ends
	PriorityChanged = "helpdesk.priority_changed"
)

// facts are the data of an event about the request as it stood before the step.
func facts(r *ent.HelpRequest, holder gid.ID, to helprequest.Status) map[string]string {
	data := map[string]string{"unitId": r.UnitID.String(), "citizenId": r.CitizenID.String(), "from": string(r.Status), "to": string(to)}
	if !holder.IsZero() {
		data["volunteerId"] = holder.String()
	}
	if r.CompanionID != nil {
		data["companionId"] = r.CompanionID.String()
	}
	if r.AssignedByID != nil {
		data["assignedById"] = r.AssignedByID.String()
	}
	return data
}
