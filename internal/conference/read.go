package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// When says which conferences a list holds.
type When string

// The lists of conferences.
const (
	Upcoming When = "UPCOMING" // not over yet, by start
	Past     When = "PAST"     // over, latest first
)

// Conference is the conference of that id, or NOT_FOUND; a draft only admins of its unit find.
func (s *Service) Conference(ctx context.Context, id gid.ID) (*ent.Conference, error) {
	return page.Load(ctx, "conference.conference", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Conference, error) {
		rows, err := s.store.Reader(ctx).Conference.Query().Where(conference.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(c *ent.Conference) gid.ID { return c.ID })
	})
}

// List is a page of the conferences of the unit and those below it, or of all; drafts never appear, also not to those who may
// read them. NOT_FOUND for a unit that is not, BAD_USER_INPUT for the page.
func (s *Service) List(ctx context.Context, unitID *gid.ID, when When, args page.Args) (*page.Connection[*ent.Conference], error) {
	q := s.store.Reader(ctx).Conference.Query().Where(access.Listed)
	if unitID != nil {
		u, err := s.territory.Unit(*unitID)
		if err != nil {
			return nil, err
		}
		q.Where(in(u))
	}
	order, which := page.Order{List: "conferences.upcoming", Column: conference.FieldStartsAt}, upcoming
	if when == Past {
		order.List, order.Desc, which = "conferences.past", true, past
	}
	c, err := page.Of(ctx, q.Where(which(s.store.Now())), args, order, func(c *ent.Conference) page.Cursor { return page.AtTime(c.StartsAt, c.ID) })
	return c, store.Translate(err)
}

// in narrows to the unit and what lies below it. Below a ward or a commune lies nothing, so one value serves, and the index
// by unit gives the order too.
func in(u *ent.Unit) predicate.Conference {
	switch u.Kind {
	case unit.KindWARD, unit.KindCOMMUNE, unit.KindTOWNSHIP:
		return conference.UnitID(u.ID)
	default:
		return predicate.Conference(access.Under(u.Path))
	}
}

// upcoming: what is not over. No conference is longer than longest, so those that began before are left out by the index.
func upcoming(now time.Time) predicate.Conference {
	return conference.And(
		conference.StartsAtGTE(now.Add(-longest)), conference.EndsAtGTE(now),
		conference.StatusIn(conference.StatusANNOUNCED, conference.StatusLIVE),
	)
}

// past: what was ended, or is over by the clock.
func past(now time.Time) predicate.Conference {
	return conference.Or(conference.StatusIn(conference.StatusENDED, conference.StatusCONCLUDED), conference.EndsAtLT(now))
}
