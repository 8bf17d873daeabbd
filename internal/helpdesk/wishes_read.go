package helpdesk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/preferredtime"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Place is where the help is wanted, for the citizen, the holder and admins of the unit; nil for whoever finds the request in
// the queue, and while a moderator hides its words.
func (s *Service) Place(ctx context.Context, r *ent.HelpRequest) *string {
	viewer, _ := access.From(ctx)
	if !access.Can(viewer, access.ReadRequest, object(r)) || s.Description(ctx, r) == nil {
		return nil
	}
	return r.Place
}

// Times are the spans in which the citizen would like the help, the earliest first; also in the queue. The requests of one page
// are answered by one statement.
func (s *Service) Times(ctx context.Context, r *ent.HelpRequest) ([]*ent.PreferredTime, error) {
	return page.Maybe(ctx, "helpdesk.times", r.ID, s.timesOf)
}

func (s *Service) timesOf(ctx context.Context, requests []gid.ID) (map[gid.ID][]*ent.PreferredTime, error) {
	first := page.Children{
		Table: preferredtime.Table, Parent: preferredtime.FieldHelpRequestID,
		Order: page.Order{List: "preferred-times", Column: preferredtime.FieldBeginsAt}, Window: page.Window{Limit: mostTimes - 1},
	}
	rows, err := s.store.Reader(ctx).PreferredTime.Query().Where(first.Of(values(requests))).All(access.For(ctx, access.BrowseQueue))
	if err != nil {
		return nil, store.Translate(err)
	}
	slices.SortFunc(rows, func(a, b *ent.PreferredTime) int {
		return cmp.Or(a.BeginsAt.Compare(b.BeginsAt), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return group(rows, func(t *ent.PreferredTime) gid.ID { return t.HelpRequestID }), nil
}
