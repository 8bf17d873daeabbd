package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// The bounds of what belongs to one conference, so that it can be shown whole.
const (
	mostSittings    = 30
	mostPoints      = 50
	mostInvitations = 100
)

// hold is the conference for a verb that leaves its state as it is: loaded, allowed, its row locked.
// NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) hold(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Conference, error) {
	c, err := s.load(ctx, tx, id, verb)
	if err != nil {
		return nil, err
	}
	return take(ctx, tx, c.ID, step{verb: verb})
}

// show tells the public what changed, if it may read the conference, under the next number.
func show(ctx context.Context, tx *store.Tx, c *ent.Conference, kind activity.Kind) (*ent.Conference, error) {
	if !c.Listed {
		return tx.Conference.Get(ctx, c.ID)
	}
	c, err := take(ctx, tx, c.ID, step{numbers: 1})
	if err != nil {
		return nil, err
	}
	return c, record(ctx, tx, c, kind, nil)
}
