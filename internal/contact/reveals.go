package contact

import (
	"context"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// latestFirst is the order of the openings of a request; it has an index behind the request, and behind request and viewer.
func latestFirst() page.Order {
	return page.Order{List: "contact-reveals", Column: contactreveal.FieldCreatedAt, Desc: true}
}

func byTime(c *ent.ContactReveal) page.Cursor { return page.AtTime(c.CreatedAt, c.ID) }

// Reveals are the openings of the number of a request, newest first: all for its citizen and administrators of its unit, their
// own for the holder. The requests of one page are answered together. BAD_USER_INPUT with keys BAD_PAGE_SIZE and BAD_CURSOR.
func (s *Service) Reveals(ctx context.Context, r *ent.HelpRequest, a page.Args) (*page.Connection[*ent.ContactReveal], error) {
	o := latestFirst()
	w, err := a.Window(o.List)
	if err != nil {
		return nil, err
	}
	viewer, _ := access.From(ctx)
	var filter = ofViewer(contactreveal.FieldViewerID, viewer.ID)
	seesAll := viewer.ID == r.CitizenID || viewer.RoleIn(r.UnitPath) == access.Admin
	name := a.Name(o) + " own"
	if seesAll {
		filter, name = nil, a.Name(o)
	}
	rows, err := page.Maybe(ctx, name, r.ID, func(ctx context.Context, requests []gid.ID) (map[gid.ID][]*ent.ContactReveal, error) {
		first := page.Children{
			Table: contactreveal.Table, Parent: contactreveal.FieldHelpRequestID, Order: o, Window: w, Filter: filter,
		}
		rows, err := s.store.Reader(ctx).ContactReveal.Query().Where(first.Of(values(requests))).All(ctx)
		return page.Group(rows, o, w, func(c *ent.ContactReveal) gid.ID { return c.HelpRequestID }, byTime), store.Translate(err)
	})
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) {
		n, err := s.store.Reader(ctx).ContactReveal.Query().Where(contactreveal.HelpRequestID(r.ID)).Count(ctx)
		return n, store.Translate(err)
	}
	return page.New(w, o.List, rows, byTime, count), nil
}

// OneReveal is one opening, for whoever finds it in the list. NOT_FOUND.
func (s *Service) OneReveal(ctx context.Context, id gid.ID) (*ent.ContactReveal, error) {
	c, err := s.store.Reader(ctx).ContactReveal.Query().Where(contactreveal.ID(id)).Only(ctx)
	return c, store.Translate(err)
}

// Viewer is who opened the number, by the name that the citizen is owed.
func (s *Service) Viewer(ctx context.Context, c *ent.ContactReveal) (*ent.Account, error) {
	return s.people.Person(ctx, c.ViewerID)
}

// Role is the role in which the number was opened.
func Role(c *ent.ContactReveal) access.Role { return access.Role(c.ViewerRole) }
