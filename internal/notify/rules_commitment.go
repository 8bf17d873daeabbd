package notify

import (
	"context"
	"slices"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/internal/event"
)

// commitmentRules say who hears of promises and conclusions: whoever follows the promise, the question it came from or the
// conference, and whoever asked that question. Of several lines for one person the first is told.
func commitmentRules() map[string]rule {
	return map[string]rule{
		"conference.commitment_recorded":  toThoseWhoWait("ASKER"),
		"commitment.extended":             toThoseWhoWait(""),
		"commitment.completed":            toThoseWhoWait("ASKER"),
		"commitment.confirmed":            toFollowersOfPromise,
		"commitment.disputed":             toFollowersAndAdmins,
		"commitment.settled":              toThoseWhoWait(""),
		"conference.concluded":            toFollowersOfConference,
		"conference.conclusion_corrected": toFollowersOfConference,
	}
}

// longestPromise is how much of a promise a line quotes, in characters.
const longestPromise = 80

// toThoseWhoWait tells the asker, in words of their own if there are any, and the followers.
func toThoseWhoWait(words string) rule {
	return func(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
		c, err := db.Commitment.Get(ctx, e.Subject)
		if err != nil {
			return nil, err
		}
		followers, err := followersOfPromise(ctx, db, c, e)
		if err != nil || c.OwnerID == nil {
			return followers, err
		}
		return append([]line{aboutPromise(*c.OwnerID, c, e, words)}, followers...), nil
	}
}

// toFollowersOfPromise leaves out the asker, whose own deed it was although nobody is named as its actor.
func toFollowersOfPromise(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	c, err := db.Commitment.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	followers, err := followersOfPromise(ctx, db, c, e)
	return withoutAsker(c, followers), err
}

// toFollowersAndAdmins tells of a dispute those who must do something about it: the admins of the unit and of the unit of the
// body that owes the promise.
func toFollowersAndAdmins(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	c, err := db.Commitment.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	body, err := db.Organisation.Get(ctx, c.ResponsibleID)
	if err != nil {
		return nil, err
	}
	admins, err := db.RoleGrant.Query().
		Where(rolegrant.UnitIDIn(c.UnitID, body.UnitID), rolegrant.RoleEQ(rolegrant.RoleADMIN), rolegrant.RevokedAtIsNil()).All(ctx)
	if err != nil {
		return nil, err
	}
	var lines []line
	for _, g := range admins {
		lines = append(lines, aboutPromise(g.AccountID, c, e, "ADMIN"))
	}
	followers, err := followersOfPromise(ctx, db, c, e)
	return withoutAsker(c, append(lines, followers...)), err
}

func toFollowersOfConference(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	c, err := db.Conference.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	followers, err := followersOf(ctx, db, c.ID)
	lines := make([]line, len(followers))
	for i, to := range followers {
		lines[i] = line{to: to, about: c.ID, args: map[string]string{"title": c.Title}}
	}
	return lines, err
}

// followersOfPromise are those of the promise, of its question and of its conference.
func followersOfPromise(ctx context.Context, db *ent.Client, c *ent.Commitment, e event.Event) ([]line, error) {
	subjects := []gid.ID{c.ID, c.ConferenceID}
	if c.QuestionID != nil {
		subjects = append(subjects, *c.QuestionID)
	}
	var lines []line
	for _, subject := range subjects {
		followers, err := followersOf(ctx, db, subject)
		if err != nil {
			return nil, err
		}
		for _, to := range followers {
			lines = append(lines, aboutPromise(to, c, e, ""))
		}
	}
	return lines, nil
}

func aboutPromise(to gid.ID, c *ent.Commitment, e event.Event, words string) line {
	promise := []rune(c.Text)
	if len(promise) > longestPromise {
		promise = append(promise[:longestPromise], '…')
	}
	args := map[string]string{"promise": string(promise), "day": asWritten(e.Data["dueOn"])}
	if until := e.Data["confirmUntil"]; until != "" {
		args["until"] = asWritten(until)
	}
	if words != "" {
		args[variant] = words
	}
	return line{to: to, about: c.ID, args: args}
}

// asWritten is a day, YYYY-MM-DD, as people write it here: 30/04/2026.
func asWritten(day string) string {
	parts := strings.Split(day, "-")
	slices.Reverse(parts)
	return strings.Join(parts, "/")
}

// withoutAsker leaves out the lines for who asked.
func withoutAsker(c *ent.Commitment, lines []line) []line {
	return slices.DeleteFunc(lines, func(l line) bool { return c.OwnerID != nil && l.to == *c.OwnerID })
}
