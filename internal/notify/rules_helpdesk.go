package notify

import (
	"context"

	"gandan/ent"
	"gandan/internal/event"
)

// helpdeskRules are the facts about requests for help.
func helpdeskRules() map[string]rule {
	return map[string]rule{
		"helpdesk.request_claimed":   toCitizen,
		"helpdesk.request_released":  andCompanion(toCitizenAndFormerHolder), // matching
		"helpdesk.request_begun":     toCitizen,
		"helpdesk.request_resolved":  toCitizen,
		"helpdesk.request_referred":  toCitizen,
		"helpdesk.request_cancelled": andCompanion(toFormerHolder), // matching
		"helpdesk.request_reopened":  toFormerHolder,
	}
}

// toCitizen tells who asked for the help.
func toCitizen(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	r, err := db.HelpRequest.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	return []line{{to: r.CitizenID, about: r.ID, args: map[string]string{"number": r.Code}}}, nil
}

// toFormerHolder tells the volunteer who held the request until now; a request nobody held has none.
func toFormerHolder(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	holder, err := idIn(e, "volunteerId")
	if err != nil || holder.IsZero() {
		return nil, err
	}
	r, err := db.HelpRequest.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	return []line{{to: holder, about: r.ID, args: map[string]string{"number": r.Code, variant: "VOLUNTEER"}}}, nil
}

func toCitizenAndFormerHolder(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	citizen, err := toCitizen(ctx, db, e)
	if err != nil {
		return nil, err
	}
	holder, err := toFormerHolder(ctx, db, e)
	return append(citizen, holder...), err
}
