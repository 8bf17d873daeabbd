package team

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent/gid"
	"gandan/internal/page"
	"gandan/internal/store"
)

// children is a list that hangs on many parents of one response and is read for all of them in one statement. Whether the viewer
// may read it is asked before, parent by parent: the rows are then read as the system, and the index gives their order.
type children[T any] struct {
	name          string // of the batch: the same name always comes with the same filter
	table, parent string
	order         page.Order
	filter        func(*sql.Selector)
	key           func(T) page.Cursor
	of            func(T) gid.ID
	read          func(context.Context, func(*sql.Selector)) ([]T, error)
	count         func(context.Context, func(*sql.Selector)) (int, error)
}

// page is the page of one parent. BAD_USER_INPUT for the page.
func (l children[T]) page(ctx context.Context, parent gid.ID, args page.Args) (*page.Connection[T], error) {
	w, err := args.Window(l.order.List)
	if err != nil {
		return nil, err
	}
	rows, err := page.Maybe(ctx, l.name+args.Name(l.order), parent, func(ctx context.Context, ids []gid.ID) (map[gid.ID][]T, error) {
		parents := make([]any, len(ids))
		for i, id := range ids {
			parents[i] = id
		}
		picked := page.Children{Table: l.table, Parent: l.parent, Order: l.order, Window: w, Filter: l.filter}
		all, err := l.read(asSystem(ctx), picked.Of(parents))
		return page.Group(all, l.order, w, l.of, l.key), store.Translate(err)
	})
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) {
		n, err := l.count(asSystem(ctx), func(s *sql.Selector) {
			s.Where(sql.EQ(s.C(l.parent), parent))
			l.filter(s)
		})
		return n, store.Translate(err)
	}
	return page.New(w, l.order.List, rows, l.key, count), nil
}
