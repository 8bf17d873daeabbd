package offline

import (
	"context"

	"gandan/ent"
	"gandan/ent/predicate"
	"gandan/ent/procedure"
	"gandan/internal/page"
)

// procedures are those that changed, or all of them in the order of their ids, which every database reads without sorting. One that
// ended is gone by its own row; who reads all of them never had it.
func procedures(ctx context.Context, r *reading, w page.Window) ([]row, error) {
	order := page.Order{}
	if !r.at.full() {
		order.Column = procedure.FieldUpdatedAt
	}
	found, err := r.db.Procedure.Query().Where(predicate.Procedure(order.Apply(w))).All(ctx)
	rows := make([]row, len(found))
	for i, p := range found {
		rows[i] = row{at: p.UpdatedAt, id: p.ID, add: r.procedure(p)}
	}
	return rows, err
}

func (r *reading) procedure(p *ent.Procedure) func(*Page) {
	switch {
	case p.EndedOn == nil || *p.EndedOn > r.today:
		return func(page *Page) { page.Procedures = append(page.Procedures, p) }
	case r.at.full():
		return nil
	}
	gone := &Gone{ID: p.ID, Kind: Procedure, Reason: Ended, procedure: p}
	return func(page *Page) { page.Tombstones = append(page.Tombstones, gone) }
}
