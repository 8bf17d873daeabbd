package helpdesk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// firstOf reads one page out of several queries whose rows are disjoint: each gives its first rows by an index of its own, and
// the first of them all are the page. One query with OR would sort everything that is late.
func firstOf(ctx context.Context, queries []*ent.HelpRequestQuery, order page.Order, w page.Window) ([]*ent.HelpRequest, error) {
	var all []*ent.HelpRequest
	for _, q := range queries {
		rows, err := q.Clone().Where(order.Apply(w)).All(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	slices.SortFunc(all, func(a, b *ent.HelpRequest) int {
		older := cmp.Or(a.OpenedAt.Compare(b.OpenedAt), bytes.Compare(a.ID[:], b.ID[:]))
		if w.Backward {
			return -older
		}
		return older
	})
	return all[:min(len(all), w.Limit+1)], nil
}

// sum counts the rows of disjoint queries.
func sum(ctx context.Context, queries []*ent.HelpRequestQuery) (int, error) {
	total := 0
	for _, q := range queries {
		n, err := q.Clone().Count(access.For(ctx, access.OverseeHelp))
		if err != nil {
			return 0, store.Translate(err)
		}
		total += n
	}
	return total, nil
}
