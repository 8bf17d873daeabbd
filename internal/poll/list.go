package poll

import (
	"context"

	"gandan/ent"
	"gandan/ent/poll"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Polls is a page of the polls of the conference, in the order in which they were prepared. Admins of the unit also see those
// that were not opened yet. BAD_USER_INPUT for the page.
//
// It is read for one conference at a time: no screen lists the polls of many.
func (s *Service) Polls(ctx context.Context, c *ent.Conference, args page.Args) (*page.Connection[*ent.Poll], error) {
	q := s.store.Reader(ctx).Poll.Query().Where(poll.ConferenceID(c.ID))
	if actor, _ := access.From(ctx); !access.Can(actor, access.ManagePoll, access.Object{Path: c.UnitPath}) {
		q.Where(access.Listed)
	}
	order := page.Order{List: "polls", Column: poll.FieldCreatedAt}
	found, err := page.Of(ctx, q, args, order, func(p *ent.Poll) page.Cursor { return page.AtTime(p.CreatedAt, p.ID) })
	return found, store.Translate(err)
}
