package demo

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/internal/access"
	"gandan/internal/app"
	"gandan/internal/store"
)

const day = 24 * time.Hour

// system is the narrator, who is nobody.
const system who = 0

// story is told in one transaction: each deed sets who does it and when, and goes through the verb of its domain. After the
// first failure nothing more is done; err keeps it.
type story struct {
	ctx    context.Context //nolint:containedctx // one story, one call
	app    *app.App
	tx     *store.Tx
	now    time.Time
	places places
	people map[who]access.Actor
	err    error
}

// by begins a deed of somebody so long ago; false means that the story has failed before.
func (s *story) by(w who, ago time.Duration) (context.Context, bool) {
	actor, known := s.people[w]
	if !known {
		actor = access.SystemActor("demo")
	}
	s.tx.Now, s.tx.Actor = s.now.Add(-ago), actor
	return access.With(s.ctx, actor), s.err == nil
}

// keep notes the first failure.
func (s *story) keep(err error) {
	if s.err == nil {
		s.err = err
	}
}

// made notes a failure, or gives the id of what was made.
func made[T any](s *story, row T, err error, id func(T) gid.ID) gid.ID {
	if s.keep(err); err != nil {
		return gid.Zero
	}
	return id(row)
}

// body is the organisation of that kind in a place.
func (s *story) body(p place, kind organisation.Kind) gid.ID {
	o, err := s.tx.Organisation.Query().Where(organisation.UnitID(s.places[p].ID), organisation.KindEQ(kind)).
		Order(ent.Asc(organisation.FieldNameFolded)).First(s.ctx)
	return made(s, o, err, func(o *ent.Organisation) gid.ID { return o.ID })
}

// morning is half past eight in Hà Nội on the day so far from now.
func (s *story) morning(days int) time.Time {
	const halfPastEight = 90 * time.Minute // 01:30 UTC
	local := s.now.Add(7 * time.Hour).Truncate(day).Add(-7 * time.Hour)
	return local.Add(7*time.Hour + halfPastEight).Add(time.Duration(days) * day)
}
