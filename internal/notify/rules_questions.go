package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/event"
)

// follower is the variant of a text for those who follow what somebody else asked.
const follower = "FOLLOWER"

// questionRules says which facts about a question people are told of.
func questionRules() map[string]rule {
	return map[string]rule{
		"conference.question_answered": toAskerAndFollowers,
		"conference.question_merged":   toAskerAndFollowers,
		"conference.question_assigned": toAskerAndFollowersWithOwner,
	}
}

// toAskerAndFollowers tells who asked the question, and who follows it, each once. The title of the conference is public.
func toAskerAndFollowers(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	q, err := db.Question.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	c, err := db.Conference.Get(ctx, q.ConferenceID)
	if err != nil {
		return nil, err
	}
	followers, err := followersOf(ctx, db, q.ID)
	if err != nil {
		return nil, err
	}
	lines := []line{{to: q.AuthorID, about: q.ID, args: map[string]string{"title": c.Title}}}
	for _, account := range followers {
		if account != q.AuthorID {
			lines = append(lines, line{to: account, about: q.ID, args: map[string]string{"title": c.Title, variant: follower}})
		}
	}
	return lines, nil
}

// toAskerAndFollowersWithOwner also says who owes the answer in writing and until when, as it was when it was assigned.
func toAskerAndFollowersWithOwner(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	lines, err := toAskerAndFollowers(ctx, db, e)
	if err != nil {
		return nil, err
	}
	owner, err := idIn(e, "owner")
	if err != nil || owner == gid.Zero {
		return nil, err
	}
	o, err := db.Organisation.Get(ctx, owner)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		l.args["owner"], l.args["day"] = o.Name, asWritten(e.Data["dueOn"])
	}
	return lines, nil
}
