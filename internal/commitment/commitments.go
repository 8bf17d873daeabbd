package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/page"
	"gandan/internal/store"
)

// OfConference is a page of the promises made at the conference, by day. The pages of all conferences of one response are one
// statement. BAD_USER_INPUT for the page.
func (s *Service) OfConference(ctx context.Context, c *ent.Conference, args page.Args) (*page.Connection[*ent.Commitment], error) {
	by := page.Order{List: "commitments", Column: commitment.FieldDueOn}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	fetch := func(ctx context.Context, ids []gid.ID) (map[gid.ID]*page.Connection[*ent.Commitment], error) {
		return s.ofConferences(ctx, ids, by, w)
	}
	return page.Load(ctx, "commitment.conference"+args.Name(by), c.ID, fetch)
}

func (s *Service) ofConferences(ctx context.Context, ids []gid.ID, by page.Order, w page.Window) (map[gid.ID]*page.Connection[*ent.Commitment], error) {
	children := page.Children{Table: commitment.Table, Parent: commitment.FieldConferenceID, Order: by, Window: w}
	rows, err := s.store.Reader(ctx).Commitment.Query().Where(predicate.Commitment(children.Of(anyOf(ids)))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	groups := page.Group(rows, by, w, func(c *ent.Commitment) gid.ID { return c.ConferenceID }, byDay)
	pages := make(map[gid.ID]*page.Connection[*ent.Commitment], len(ids))
	for _, id := range ids {
		pages[id] = page.New(w, by.List, groups[id], byDay, func(ctx context.Context) (int, error) { return s.promises(ctx, id) })
	}
	return pages, nil
}

// byDay is the place of a promise in a list ordered by day.
func byDay(c *ent.Commitment) page.Cursor { return page.AtText(c.DueOn, c.ID) }

func anyOf[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// promises is how many promises were made at the conference; those of one response are counted together.
func (s *Service) promises(ctx context.Context, id gid.ID) (int, error) {
	return page.Maybe(ctx, "commitment.promises", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]int, error) {
		var rows []struct {
			Conference gid.ID `json:"conference_id"`
			Count      int    `json:"count"`
		}
		err := s.store.Reader(ctx).Commitment.Query().Where(commitment.ConferenceIDIn(ids...)).
			GroupBy(commitment.FieldConferenceID).Aggregate(ent.Count()).Scan(ctx, &rows)
		counts := make(map[gid.ID]int, len(rows))
		for _, row := range rows {
			counts[row.Conference] = row.Count
		}
		return counts, store.Translate(err)
	})
}
