package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/calendar"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Commitments is a page of the promises made at the conference, by day. The pages of all conferences of one response are one
// statement. BAD_USER_INPUT for the page.
func (s *Service) Commitments(ctx context.Context, c *ent.Conference, args page.Args) (*page.Connection[*ent.Commitment], error) {
	by := page.Order{List: "commitments", Column: commitment.FieldDueOn}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	fetch := func(ctx context.Context, ids []gid.ID) (map[gid.ID]*page.Connection[*ent.Commitment], error) {
		return s.commitmentsOf(ctx, ids, by, w)
	}
	return page.Load(ctx, nameOf("conference.commitments", by, args), c.ID, fetch)
}

func (s *Service) commitmentsOf(ctx context.Context, ids []gid.ID, by page.Order, w page.Window) (map[gid.ID]*page.Connection[*ent.Commitment], error) {
	parents := make([]any, len(ids))
	for i, id := range ids {
		parents[i] = id
	}
	children := page.Children{Table: commitment.Table, Parent: commitment.FieldConferenceID, Order: by, Window: w}
	rows, err := s.store.Reader(ctx).Commitment.Query().Where(predicate.Commitment(children.Of(parents))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	key := func(c *ent.Commitment) page.Cursor { return page.AtText(c.DueOn, c.ID) }
	groups := grouped(rows, by.Desc != w.Backward, func(c *ent.Commitment) gid.ID { return c.ConferenceID }, key)
	pages := make(map[gid.ID]*page.Connection[*ent.Commitment], len(ids))
	for _, id := range ids {
		pages[id] = page.New(w, by.List, groups[id], key, func(ctx context.Context) (int, error) { return s.promises(ctx, id) })
	}
	return pages, nil
}

// promises is how many promises were made at the conference; those of one response are counted together.
func (s *Service) promises(ctx context.Context, id gid.ID) (int, error) {
	return page.Maybe(ctx, "conference.promises", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]int, error) {
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

// CommitmentOverdue says whether the day of an open promise has passed. A promise due on a day on which nobody works is kept
// in time on the next working day.
func (s *Service) CommitmentOverdue(c *ent.Commitment) bool {
	due := calendar.Date(c.DueOn)
	if !s.calendar.IsWorkingDay(due) {
		due = s.calendar.AddWorkingDays(due, 1)
	}
	return c.Status == commitment.StatusOPEN && calendar.Today(s.store.Now()).After(due)
}
