package notify_test

import (
	"slices"
	"testing"

	"gandan/internal/assistance"
	"gandan/internal/commitment"
	"gandan/internal/conference"
	"gandan/internal/contact"
	"gandan/internal/criticism"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/moderation"
	"gandan/internal/notify"
	"gandan/internal/reception"
	"gandan/internal/registration"
	"gandan/internal/team"
)

// TestTheFactsAreThoseTheDomainsTell keeps the names together that the package itself may not import.
func TestTheFactsAreThoseTheDomainsTell(t *testing.T) {
	want := []string{
		helpdesk.RequestClaimed, helpdesk.RequestReleased, helpdesk.RequestBegun, helpdesk.RequestResolved, helpdesk.RequestReferred,
		helpdesk.RequestCancelled, helpdesk.RequestReopened,
		conference.EventQuestionAnswered, conference.EventQuestionMerged, conference.EventQuestionAssigned,
		conference.EventProposalAccepted, conference.EventProposalRefused,
		identity.EventRoleGranted, identity.EventRoleRevoked, identity.EventSessionEnded,
		moderation.Decided,
		commitment.EventRecorded, commitment.EventExtended, commitment.EventCompleted, commitment.EventConfirmed, commitment.EventDisputed,
		commitment.EventSettled, conference.EventConcluded, conference.EventCorrected,
		registration.EventOffered, registration.EventSeated, registration.EventLapsed, registration.EventCalledOff,
		registration.EventRescheduled, registration.EventReminded,
		criticism.EventOpinionAnswered, criticism.EventVersionPublished, criticism.EventDocumentIssued, criticism.EventAnswersFinished,
		criticism.EventWithdrawn,
		// procedure
		// request
		helpdesk.RequestEntered, helpdesk.RequestMerged, helpdesk.PriorityChanged,
		// matching
		helpdesk.RequestAssigned, helpdesk.AssignmentAccepted, helpdesk.AssignmentDeclined, helpdesk.RequestIdle, helpdesk.RequestReleasedIdle,
		helpdesk.RequestEscalated, helpdesk.TimeAgreed, helpdesk.CompanionSet,
		// team
		team.EventEnded, team.EventMemberAdded, team.EventTermExtended, team.EventMembershipEnded, team.EventMembershipLapsed, team.EventLeadChanged,
		team.EventShiftCalledOff, team.EventPairMissing, team.EventReminded, team.EventNoShow, team.EventObjected,
		// contact
		contact.EventMessageSent, contact.EventRevealed, contact.EventAllowed, contact.EventRefused,
		// reception
		reception.EventPlaced, reception.EventRescheduled, reception.EventBookingOff, reception.EventLapsed, reception.EventCalled,
		reception.EventFinished, reception.EventPromised, reception.EventKept,
		// after
		helpdesk.SolvedAsked,
		// assistance
		assistance.EventConfirmed, assistance.EventDisputed, assistance.EventReviewed, assistance.EventCorrected,
		assistance.EventCertificateRequested, assistance.EventCertificateIssued, assistance.EventCertificateRevoked,
	}
	slices.Sort(want)
	if got := notify.RuleNames(); !slices.Equal(got, want) {
		t.Errorf("told are %v, want %v", got, want)
	}
}

// TestAPromiseIsToldUnderTheNameThatTheTableOfTheConferenceGives keeps two packages together that may not import each other.
func TestAPromiseIsToldUnderTheNameThatTheTableOfTheConferenceGives(t *testing.T) {
	if commitment.EventRecorded != conference.EventCommitmentRecorded {
		t.Errorf("it is told as %s", commitment.EventRecorded)
	}
}
