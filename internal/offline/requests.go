package offline

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/page"
)

// kept are the states in which a request is on the phone of who helps: none in which the help is done. Less on a phone is less to
// lose with it.
func kept() []helprequest.Status {
	return []helprequest.Status{helprequest.StatusASSIGNED, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS}
}

// held are the requests that the viewer holds or was given.
func held(ctx context.Context, r *reading, w page.Window) ([]row, error) {
	return r.requests(ctx, helprequest.FieldVolunteerID, w)
}

// accompanied are those to which the viewer goes along.
func accompanied(ctx context.Context, r *reading, w page.Window) ([]row, error) {
	return r.requests(ctx, helprequest.FieldCompanionID, w)
}

func (r *reading) requests(ctx context.Context, column string, w page.Window) ([]row, error) {
	order := page.Order{Column: helprequest.FieldUpdatedAt}
	mine := page.Children{
		Table: helprequest.Table, Parent: helprequest.FieldStatus, Order: order, Window: w,
		Filter: func(s *sql.Selector) { s.Where(sql.EQ(s.C(column), r.viewer.ID)); r.within()(s) },
	}
	found, err := r.db.HelpRequest.Query().Where(predicate.HelpRequest(mine.Of(anys(kept())))).All(access.For(ctx, access.ReadRequest))
	return rowsOf(found, order, w, func(h *ent.HelpRequest) (time.Time, gid.ID) { return h.UpdatedAt, h.ID },
		func(h *ent.HelpRequest) func(*Page) {
			return func(p *Page) { p.Requests = append(p.Requests, h) }
		}), err
}

// within are the units in which the viewer volunteers. The scope of the reading says the same once more, but after the rows were
// counted.
func (r *reading) within() predicate.HelpRequest {
	parts := make([]predicate.HelpRequest, len(r.paths))
	for i, p := range r.paths {
		parts[i] = access.Under(p)
	}
	return helprequest.Or(parts...)
}

// back lists those of the requests that are on the viewer's phone rightly, now.
func (r *reading) back(ctx context.Context, ids []gid.ID) (map[gid.ID]bool, error) {
	back := make(map[gid.ID]bool, len(ids))
	if len(ids) == 0 {
		return back, nil
	}
	mine := helprequest.Or(helprequest.VolunteerID(r.viewer.ID), helprequest.CompanionID(r.viewer.ID))
	found, err := r.db.HelpRequest.Query().Where(helprequest.IDIn(ids...), mine, helprequest.StatusIn(kept()...), r.within()).
		Select(helprequest.FieldID).All(access.For(ctx, access.ReadRequest))
	for _, h := range found {
		back[h.ID] = true
	}
	return back, err
}

// rowsOf puts the rows that were read state by state into one order, cut to one more than the page takes.
func rowsOf[T any](found []T, order page.Order, w page.Window, at func(T) (time.Time, gid.ID), add func(T) func(*Page)) []row {
	one := func(T) gid.ID { return gid.Zero }
	key := func(v T) page.Cursor { return page.AtTime(at(v)) }
	sorted := page.Group(found, order, w, one, key)[gid.Zero]
	rows := make([]row, len(sorted))
	for i, v := range sorted {
		rows[i].at, rows[i].id = at(v)
		rows[i].add = add(v)
	}
	return rows
}

func anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = v
	}
	return all
}
