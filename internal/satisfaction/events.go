package satisfaction

import (
	"context"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// EventPublished says that the numbers of a subject moved on. The subject is the conference or the reception. Data: answers. It has no actor, and
// there is no event for a rating: the time of it would join the person to the step.
const EventPublished = "satisfaction.published"

func tellUnnamed(ctx context.Context, tx *store.Tx, subject gid.ID, data map[string]string) error {
	person := tx.Actor
	defer func() { tx.Actor = person }()
	tx.Actor = access.SystemActor("satisfaction")
	return tx.Emit(ctx, EventPublished, subject, data)
}
