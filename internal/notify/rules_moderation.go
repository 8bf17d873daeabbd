package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/moderationcase"
	"gandan/ent/question"
	"gandan/internal/event"
)

// moderationRules are the facts about words that were looked at. Publishing and hiding a question are not told by the
// conference: moderation.decided tells of both, with the reason.
func moderationRules() map[string]rule {
	return map[string]rule{"moderation.decided": toAuthor}
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
