package contact

import (
	"context"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/requestmessage"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// latestReveals reads the newest openings of the viewer, so many a request.
func (s *Service) latestReveals(n int) func(context.Context, []gid.ID) (map[gid.ID][]*ent.ContactReveal, error) {
	return func(ctx context.Context, requests []gid.ID) (map[gid.ID][]*ent.ContactReveal, error) {
		viewer, _ := access.From(ctx)
		o, w := latestFirst(), page.Window{Limit: n - 1}
		newest := page.Children{
			Table: contactreveal.Table, Parent: contactreveal.FieldHelpRequestID, Order: o, Window: w,
			Filter: ofViewer(contactreveal.FieldViewerID, viewer.ID),
		}
		rows, err := s.store.Reader(ctx).ContactReveal.Query().Where(newest.Of(values(requests))).All(asSystem(ctx))
		return page.Group(rows, o, w, func(c *ent.ContactReveal) gid.ID { return c.HelpRequestID }, byTime), store.Translate(err)
	}
}

// nthReveal reads the opening of each person that lies so many back; none when there were fewer.
func (s *Service) nthReveal(n int) func(context.Context, []gid.ID) (map[gid.ID]*ent.ContactReveal, error) {
	return func(ctx context.Context, viewers []gid.ID) (map[gid.ID]*ent.ContactReveal, error) {
		found := map[gid.ID]*ent.ContactReveal{}
		for _, viewer := range viewers { // one a response: whoever asks
			row, err := s.store.Reader(ctx).ContactReveal.Query().Where(contactreveal.ViewerID(viewer)).
				Order(ent.Desc(contactreveal.FieldCreatedAt, contactreveal.FieldID)).Offset(n - 1).First(asSystem(ctx))
			if err != nil && !ent.IsNotFound(err) {
				return nil, store.Translate(err)
			}
			if err == nil {
				found[viewer] = row
			}
		}
		return found, nil
	}
}

// latestMessages reads the newest messages of the viewer, so many a request.
func (s *Service) latestMessages(n int) func(context.Context, []gid.ID) (map[gid.ID][]*ent.RequestMessage, error) {
	return func(ctx context.Context, requests []gid.ID) (map[gid.ID][]*ent.RequestMessage, error) {
		viewer, _ := access.From(ctx)
		o, w := newestFirst(), page.Window{Limit: n - 1}
		newest := page.Children{
			Table: requestmessage.Table, Parent: requestmessage.FieldHelpRequestID, Order: o, Window: w,
			Filter: ofViewer(requestmessage.FieldAuthorID, viewer.ID),
		}
		rows, err := s.store.Reader(ctx).RequestMessage.Query().Where(newest.Of(values(requests))).All(asSystem(ctx))
		return page.Group(rows, o, w, func(m *ent.RequestMessage) gid.ID { return m.HelpRequestID }, bySequence), store.Translate(err)
	}
}

// standing is what decides about an opening by the viewer. The requests of one page are answered together.
func (s *Service) standing(ctx context.Context, r *ent.HelpRequest) (standing, error) {
	viewer, _ := access.From(ctx)
	in := standing{policy: s.policy(r.UnitPath, s.store.Now())}
	var err error
	if in.allowed, err = s.allowed(ctx, r); err != nil {
		return in, err
	}
	n := in.policy.RequestReveal
	if in.here, err = page.Maybe(ctx, batch("contact.latestReveals", n), r.ID, s.latestReveals(n)); err != nil {
		return in, err
	}
	n = in.policy.Reveals
	in.nth, err = page.Maybe(ctx, batch("contact.nthReveal", n), viewer.ID, s.nthReveal(n))
	return in, err
}
