package notify

import (
	"context"
	"fmt"
	"maps"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/follow"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/ent/question"
	"gandan/internal/event"
)

// rule finds the lines that a fact calls for. A row that is gone calls for none.
type rule func(ctx context.Context, db *ent.Client, e event.Event) ([]line, error)

// rules says which facts people are told of. The names are those the domains define: this package may not import them, its
// test may.
// Publishing and hiding a question are not among them: moderation.decided tells of both, with the reason.
func rules() map[string]rule {
	all := map[string]rule{
		"helpdesk.request_claimed":     toCitizen,
		"helpdesk.request_released":    toCitizenAndFormerHolder,
		"helpdesk.request_begun":       toCitizen,
		"helpdesk.request_resolved":    toCitizen,
		"helpdesk.request_referred":    toCitizen,
		"helpdesk.request_cancelled":   toFormerHolder,
		"helpdesk.request_reopened":    toFormerHolder,
		"conference.question_answered": toAsker,
		"conference.question_merged":   toAsker,
		"identity.role_granted":        toGrantee,
		"identity.role_revoked":        toGrantee,
		"identity.session_ended":       toOwnerOfStolenSession,
		"moderation.decided":           toAuthor,
	}
	maps.Copy(all, criticismRules())
	return all
}

// followersOf lists who follows the subject.
func followersOf(ctx context.Context, db *ent.Client, subject gid.ID) ([]gid.ID, error) {
	rows, err := db.Follow.Query().Where(follow.SubjectID(subject)).Select(follow.FieldAccountID).All(ctx)
	followers := make([]gid.ID, len(rows))
	for i, f := range rows {
		followers[i] = f.AccountID
	}
	return followers, err
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

// toGrantee tells whose role it is.
func toGrantee(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	g, err := db.RoleGrant.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	u, err := db.Unit.Get(ctx, g.UnitID)
	if err != nil {
		return nil, err
	}
	return []line{{to: g.AccountID, about: g.ID, args: map[string]string{"place": u.Name, variant: string(g.Role)}}}, nil
}

// toOwnerOfStolenSession warns whose session was closed because an old token of it came back; other endings are one's own.
func toOwnerOfStolenSession(_ context.Context, _ *ent.Client, e event.Event) ([]line, error) {
	const reuse = "REUSE"
	if e.Data["reason"] != reuse {
		return nil, nil
	}
	owner, err := idIn(e, "account")
	if err != nil {
		return nil, err
	}
	return []line{{to: owner, about: e.Subject, args: map[string]string{variant: reuse}}}, nil
}

// toAuthor tells whose words were decided on, with the reason. The line is about the content: its author reads no case.
func toAuthor(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	c, err := db.ModerationCase.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	decided, err := idIn(e, "decisionId")
	if err != nil {
		return nil, err
	}
	d, err := db.Decision.Get(ctx, decided)
	if err != nil {
		return nil, err
	}
	if gone, err := joined(ctx, db, c); err != nil || gone && d.Outcome == decision.OutcomeAPPROVE {
		return nil, err
	}
	args := map[string]string{"reason": string(d.ReasonCode), "words": d.Statement, variant: string(d.Outcome) + "_" + string(c.SubjectKind)}
	return []line{{to: c.AuthorID, about: c.SubjectID, args: args}}, nil
}

// joined says whether the case is about a question that was joined with another meanwhile. Approving it does not make it
// public, and its author was told where it went.
func joined(ctx context.Context, db *ent.Client, c *ent.ModerationCase) (bool, error) {
	if c.SubjectKind != moderationcase.SubjectKindQUESTION {
		return false, nil
	}
	q, err := db.Question.Get(ctx, c.SubjectID)
	return err == nil && q.Status == question.StatusMERGED, err
}

// idIn reads an id out of the data of a fact; zero when it holds none of that name.
func idIn(e event.Event, name string) (gid.ID, error) {
	value, given := e.Data[name]
	if !given {
		return gid.Zero, nil
	}
	id, err := gid.Parse(value)
	if err != nil {
		return gid.Zero, fmt.Errorf("%s of %s: %w", name, e.Name, err)
	}
	return id, nil
}
