package moderation

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/internal/access"
	"gandan/internal/store"
)

// Intake opens cases for the domains that own the content. It keeps nothing, so its zero value is ready and it can be
// handed out before the Service, which needs those domains, is made.
type Intake struct{}

// OpenForQuestion has a question looked at before it is published. It belongs to the transaction that stores the question.
func (Intake) OpenForQuestion(ctx context.Context, tx *store.Tx, q *ent.Question) error {
	_, err := open(access.AsSystem(ctx, "moderation"), tx, ofQuestion(q), moderationcase.CausePRE_MODERATION, nil)
	return err
}

// open writes a new case with the words as they are now, raised by these flags.
func open(ctx context.Context, tx *store.Tx, about content, cause moderationcase.Cause, reasons []string) (gid.ID, error) {
	if reasons == nil {
		reasons = []string{}
	}
	c, err := tx.ModerationCase.Create().
		SetSubjectID(about.id).SetSubjectKind(about.kind).SetAuthorID(about.author).SetOriginal(about.words).
		SetUnitID(about.unitID).SetUnitPath(about.unitPath).
		SetCause(cause).SetStatus(moderationcase.StatusOPEN).SetOpenedAt(tx.Now).SetOpenFor(about.id.String()).
		SetFlagCount(len(reasons)).SetReasons(reasons).
		Save(ctx)
	if err != nil {
		return gid.Zero, err
	}
	return c.ID, tellUnnamed(ctx, tx, c)
}

// tellUnnamed tells of a new case as the system: the event would otherwise carry who flagged it, or who asked.
func tellUnnamed(ctx context.Context, tx *store.Tx, c *ent.ModerationCase) error {
	person := tx.Actor
	defer func() { tx.Actor = person }()
	tx.Actor = access.SystemActor("moderation")
	return tx.Emit(ctx, CaseOpened, c.ID, facts(c))
}

// facts is what every event of a case says of it.
func facts(c *ent.ModerationCase) map[string]string {
	return map[string]string{
		"unitId": c.UnitID.String(), "contentId": c.SubjectID.String(), "kind": string(c.SubjectKind), "cause": string(c.Cause),
	}
}
