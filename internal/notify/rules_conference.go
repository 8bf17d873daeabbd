package notify

import (
	"context"

	"gandan/ent"
	"gandan/internal/event"
)

// conferenceRules are the facts about questions at a conference.
func conferenceRules() map[string]rule {
	return map[string]rule{
		"conference.question_answered": toAsker,
		"conference.question_merged":   toAsker,
	}
}

// toAsker tells who asked the question. The title of the conference is public.
func toAsker(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	q, err := db.Question.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	c, err := db.Conference.Get(ctx, q.ConferenceID)
	if err != nil {
		return nil, err
	}
	return []line{{to: q.AuthorID, about: q.ID, args: map[string]string{"title": c.Title}}}, nil
}
