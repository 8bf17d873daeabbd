package registration

import (
	"context"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Registration is one registration as its person or an admin of its unit reads it. NOT_FOUND for everybody else.
func (s *Service) Registration(ctx context.Context, id gid.ID) (*ent.Registration, error) {
	r, err := s.store.Reader(ctx).Registration.Get(ctx, id)
	return r, store.Translate(err)
}

// Mine is a page of the registrations of the person who asks, newest first. BAD_USER_INPUT for the page.
func (s *Service) Mine(ctx context.Context, args page.Args) (*page.Connection[*ent.Registration], error) {
	actor, _ := access.From(ctx)
	q := s.store.Reader(ctx).Registration.Query().Where(registration.AccountID(actor.ID))
	order := page.Order{List: "registrations.mine", Column: registration.FieldCreatedAt, Desc: true}
	c, err := page.Of(ctx, q, args, order, func(r *ent.Registration) page.Cursor { return page.AtTime(r.CreatedAt, r.ID) })
	return c, store.Translate(err)
}

// Of is a page of the registrations of a conference in the order of coming, for admins of its unit. Those who did not come are
// in no list: admins learn their number alone, see Missed.
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with key NO_SHOW_NOT_LISTED, and for the page.
func (s *Service) Of(ctx context.Context, conferenceID gid.ID, status *registration.Status, args page.Args) (*page.Connection[*ent.Registration], error) {
	db := s.store.Reader(ctx)
	c, err := db.Conference.Query().Where(conference.ID(conferenceID)).Only(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	if actor, _ := access.From(ctx); !access.Can(actor, access.CheckIn, access.Object{Path: c.UnitPath}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	q := db.Registration.Query().Where(registration.ConferenceID(c.ID))
	order := page.Order{List: "registrations.of", Column: registration.FieldNumber}
	switch {
	case status == nil:
		q.Where(registration.StatusNEQ(registration.StatusNO_SHOW))
	case *status == registration.StatusNO_SHOW:
		return nil, fault.Bad("status", "NO_SHOW_NOT_LISTED")
	default:
		q.Where(registration.StatusEQ(*status))
	}
	// The fence was asked above: the rows of one conference need no other, and the index gives their order.
	list, err := page.Of(asSystem(ctx), q, args, order, func(r *ent.Registration) page.Cursor { return page.AtInt(r.Number, r.ID) })
	return list, store.Translate(err)
}

// ViewerRegistration is the newest registration of the viewer at the conference, nil without one. Those of one response are one
// statement.
func (s *Service) ViewerRegistration(ctx context.Context, c *ent.Conference) (*ent.Registration, error) {
	actor, _ := access.From(ctx)
	if actor.ID.IsZero() {
		return nil, nil //nolint:nilnil // a visitor has none
	}
	return page.Maybe(ctx, "registration.viewer", c.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Registration, error) {
		rows, err := s.store.Reader(ctx).Registration.Query().
			Where(registration.AccountID(actor.ID), registration.ConferenceIDIn(ids...)).Order(ent.Asc(registration.FieldNumber)).All(ctx)
		return store.ByID(rows, err, func(r *ent.Registration) gid.ID { return r.ConferenceID })
	})
}
