// Package page is keyset pagination: bounds, cursors, the predicate and order they mean for ent, and the connections that
// GraphQL shows. No OFFSET, and no COUNT unless totalCount is selected: the row behind the page tells whether there is more.
package page

import (
	"context"

	"gandan/internal/fault"
)

// The bounds of every list.
const (
	Default = 20
	Max     = 100
)

// Args are the arguments of a connection field.
type Args struct {
	First  *int
	After  *string
	Last   *int
	Before *string
}

// Window is a checked Args: how many, from where, in which direction.
type Window struct {
	Limit    int
	Backward bool
	After    *Cursor
	Before   *Cursor
}

// Window checks the arguments for the list of that name; a cursor of another list is refused.
// It returns BAD_USER_INPUT with keys BAD_PAGE_SIZE and BAD_CURSOR.
func (a Args) Window(list string) (Window, error) {
	w := Window{Limit: Default}
	if a.First != nil && a.Last != nil {
		return w, fault.Bad("last", "BAD_PAGE_SIZE").With("min", 1).With("max", Max)
	}
	for field, n := range map[string]*int{"first": a.First, "last": a.Last} {
		if n == nil {
			continue
		}
		if *n < 1 || *n > Max {
			return w, fault.Bad(field, "BAD_PAGE_SIZE").With("min", 1).With("max", Max)
		}
		w.Limit, w.Backward = *n, field == "last"
	}
	var err error
	if w.After, err = decode(list, "after", a.After); err != nil {
		return w, err
	}
	w.Before, err = decode(list, "before", a.Before)
	return w, err
}

// Info is where a page stands in its list.
type Info struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// Edge is one element with its cursor.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// Connection is one page of a list.
type Connection[T any] struct {
	Edges    []*Edge[T]
	Nodes    []T
	PageInfo Info
	count    func(context.Context) (int, error)
}

// TotalCount counts the whole list; it runs only when a client selects it.
func (c *Connection[T]) TotalCount(ctx context.Context) (int, error) { return c.count(ctx) }

// New makes the connection from up to Limit+1 rows in the order of the query.
func New[T any](w Window, list string, rows []T, key func(T) Cursor, count func(context.Context) (int, error)) *Connection[T] {
	more := len(rows) > w.Limit
	if more {
		rows = rows[:w.Limit]
	}
	if w.Backward {
		for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
			rows[i], rows[j] = rows[j], rows[i]
		}
	}
	c := &Connection[T]{Nodes: rows, Edges: make([]*Edge[T], len(rows)), count: count}
	for i, row := range rows {
		c.Edges[i] = &Edge[T]{Cursor: key(row).encode(list), Node: row}
	}
	c.PageInfo = info(w, more, c.Edges)
	return c
}

func info[T any](w Window, more bool, edges []*Edge[T]) Info {
	i := Info{HasNextPage: more && !w.Backward || w.Backward && w.Before != nil, HasPreviousPage: more && w.Backward || !w.Backward && w.After != nil}
	if len(edges) > 0 {
		i.StartCursor, i.EndCursor = &edges[0].Cursor, &edges[len(edges)-1].Cursor
	}
	return i
}
