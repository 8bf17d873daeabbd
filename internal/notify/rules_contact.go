package notify

import (
	"context"

	"gandan/ent"
	"gandan/internal/event"
)

// contactRevealed is told whatever the person prefers: whose number was opened must hear of it.
const contactRevealed = "contact.revealed"

// contactRules are the facts about messages of a request and the phone number of its citizen. No line holds words or numbers.
func contactRules() map[string]rule {
	return map[string]rule{
		"contact.message_sent": toOtherSide,
		contactRevealed:        toRevealed,
		"contact.allowed":      toHolder,
		"contact.refused":      toHolder,
	}
}

// toOtherSide tells the citizen and the holder; whoever wrote is told nothing.
func toOtherSide(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	citizen, err := toCitizen(ctx, db, e)
	if err != nil {
		return nil, err
	}
	holder, err := toHolder(ctx, db, e)
	return append(citizen, holder...), err
}

// toRevealed tells the citizen, in words that say in which role their number was opened.
func toRevealed(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	lines, err := toCitizen(ctx, db, e)
	for _, l := range lines {
		l.args[variant] = e.Data["role"]
	}
	return lines, err
}

// toHolder tells the volunteer who holds the request when the fact is told, not who held it when it happened: whoever gave it
// back hears no more of it.
func toHolder(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	r, err := db.HelpRequest.Get(ctx, e.Subject)
	if err != nil || r.VolunteerID == nil {
		return nil, err
	}
	return []line{{to: *r.VolunteerID, about: r.ID, args: map[string]string{"number": r.Code}}}, nil
}
