package moderation

import (
	"context"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/internal/access"
)

// DecisionOn is the latest decision about the subject, nil while there is none. It reads as the system: the domain that owns the
// subject answers for who may hear of it, its author first of all.
func (Intake) DecisionOn(ctx context.Context, db *ent.Client, subject gid.ID) (*ent.Decision, error) {
	d, err := db.Decision.Query().
		Where(decision.HasModerationCaseWith(moderationcase.SubjectID(subject))).
		Order(ent.Desc(decision.FieldDecidedAt, decision.FieldID)).
		First(access.AsSystem(ctx, "moderation"))
	if ent.IsNotFound(err) {
		return nil, nil //nolint:nilnil // nothing was decided
	}
	return d, err
}
