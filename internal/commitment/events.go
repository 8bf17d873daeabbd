package commitment

import (
	"context"
	"maps"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/store"
)

// EventRecorded says that a promise was recorded. It keeps the name it had when conferences kept their promises themselves.
// Data: conference, responsible (ids), dueOn.
const EventRecorded = "conference.commitment_recorded"

// What the domain tells about a promise afterwards. The subject is the commitment. Data: conference (id), dueOn.
const (
	EventExtended = "commitment.extended"
	// EventCompleted also has Data: confirmUntil, the last day for the asker.
	EventCompleted = "commitment.completed"
	EventConfirmed = "commitment.confirmed" // nobody is named as the actor
	EventDisputed  = "commitment.disputed"  // nobody is named as the actor
	EventSettled   = "commitment.settled"   // kept, since nobody disputed it in time
)

// tell emits the fact of a deed. As the deed of a person a confirmation would say who asked, so a citizen's is told as the
// system's.
func tell(ctx context.Context, tx *store.Tx, name string, c *ent.Commitment, d deed) error {
	if d.by == citizen {
		person := tx.Actor
		defer func() { tx.Actor = person }()
		tx.Actor = access.SystemActor("commitment")
	}
	data := map[string]string{"conference": c.ConferenceID.String(), "dueOn": c.DueOn}
	maps.Copy(data, d.data)
	return tx.Emit(ctx, name, c.ID, data)
}
