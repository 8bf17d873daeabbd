package page

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"
)

// Order is how a list is sorted: by one column (empty: by id alone) and then by id, both in the same direction, so that one
// ordinary index serves every page in both directions.
type Order struct {
	List   string // name of the list; part of every cursor
	Column string
	Desc   bool
	Unique bool // no two rows of a list have the same value: then the id decides nothing, and a unique index serves
}

// Apply adds the keyset condition, the order and the limit of Limit+1 rows to a select.
func (o Order) Apply(w Window) func(*sql.Selector) {
	return func(s *sql.Selector) {
		desc := o.Desc != w.Backward
		if w.After != nil {
			s.Where(o.beyond(s, *w.After, o.Desc))
		}
		if w.Before != nil {
			s.Where(o.beyond(s, *w.Before, !o.Desc))
		}
		dir := sql.Asc
		if desc {
			dir = sql.Desc
		}
		if o.Column != "" {
			s.OrderBy(dir(s.C(o.Column)))
		}
		if !o.Unique {
			s.OrderBy(dir(s.C("id")))
		}
		s.Limit(w.Limit + 1)
	}
}

// beyond is "column >= v AND (column > v OR id > i)": MariaDB plans a range scan for it and not for a row comparison.
func (o Order) beyond(s *sql.Selector, c Cursor, desc bool) *sql.Predicate {
	gt, gte := sql.GT, sql.GTE
	if desc {
		gt, gte = sql.LT, sql.LTE
	}
	v := c.value()
	if o.Column == "" || v == nil {
		return gt(s.C("id"), c.ID)
	}
	col := s.C(o.Column)
	if o.Unique {
		return gt(col, v)
	}
	return sql.And(gte(col, v), sql.Or(gt(col, v), gt(s.C("id"), c.ID)))
}

// Query is what the generated query builders of ent have in common, as far as a page needs it.
type Query[Q any, P ~func(*sql.Selector), T any] interface {
	Clone() Q
	Where(...P) Q
	Count(context.Context) (int, error)
	All(context.Context) ([]T, error)
}

// Of reads one page of a query that already has its filters.
// It returns the faults of Args.Window; whatever the database says becomes INTERNAL.
func Of[Q Query[Q, P, T], P ~func(*sql.Selector), T any](ctx context.Context, q Q, a Args, o Order, key func(T) Cursor) (*Connection[T], error) {
	w, err := a.Window(o.List)
	if err != nil {
		return nil, err
	}
	all := q.Clone()
	rows, err := q.Where(P(o.Apply(w))).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading a page of %s: %w", o.List, err)
	}
	return New(w, o.List, rows, key, all.Count), nil
}
