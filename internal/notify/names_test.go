package notify_test

import (
	"slices"
	"testing"

	"gandan/internal/conference"
	"gandan/internal/criticism"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/moderation"
	"gandan/internal/notify"
)

// TestTheFactsAreThoseTheDomainsTell keeps the names together that the package itself may not import.
func TestTheFactsAreThoseTheDomainsTell(t *testing.T) {
	want := []string{
		helpdesk.RequestClaimed, helpdesk.RequestReleased, helpdesk.RequestBegun, helpdesk.RequestResolved, helpdesk.RequestReferred,
		helpdesk.RequestCancelled, helpdesk.RequestReopened,
		conference.EventQuestionAnswered, conference.EventQuestionMerged,
		identity.EventRoleGranted, identity.EventRoleRevoked, identity.EventSessionEnded,
		moderation.Decided,
		criticism.EventOpinionAnswered, criticism.EventVersionPublished, criticism.EventDocumentIssued, criticism.EventAnswersFinished,
		criticism.EventWithdrawn,
	}
	slices.Sort(want)
	if got := notify.RuleNames(); !slices.Equal(got, want) {
		t.Errorf("told are %v, want %v", got, want)
	}
}
