package notify

import (
	"context"

	"gandan/ent"
	"gandan/internal/event"
)

// announcingRules are those of proposals. Who registered is told of a new date by the rules of registrations.
func announcingRules() map[string]rule {
	return map[string]rule{
		"conference.proposal_accepted": toProposer,
		"conference.proposal_refused":  toProposer,
	}
}

// toProposer tells who entered the proposal. Its words are public once it is decided.
func toProposer(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	p, err := db.Proposal.Get(ctx, e.Subject)
	if err != nil || p.SubmittedByID == nil {
		return nil, err
	}
	return []line{{to: *p.SubmittedByID, about: p.ID, args: map[string]string{"title": p.Title}}}, nil
}
