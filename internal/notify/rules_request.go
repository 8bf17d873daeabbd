package notify

import (
	"context"

	"gandan/ent"
	"gandan/internal/event"
)

// requestRules are the facts about how a request came, joined others or became urgent.
func requestRules() map[string]rule {
	return map[string]rule{
		"helpdesk.request_entered":  toCitizen,
		"helpdesk.request_merged":   toBothOfMerged,
		"helpdesk.priority_changed": toCitizenAndFormerHolder,
	}
}

// toBothOfMerged tells the citizen which request stays, and the volunteer who held the other one that it is off their hands.
func toBothOfMerged(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	lines, err := toCitizenAndFormerHolder(ctx, db, e)
	if err != nil {
		return nil, err
	}
	r, err := db.HelpRequest.Get(ctx, e.Subject)
	if err != nil || r.MergedIntoID == nil {
		return nil, err
	}
	stays, err := db.HelpRequest.Get(ctx, *r.MergedIntoID)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		l.args["into"] = stays.Code
	}
	return lines, nil
}
