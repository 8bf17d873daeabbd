package territory

import (
	"context"
	"slices"

	"gandan/internal/page"
)

// shelf is a list of the directory, sorted by its key, from which pages are taken as from a table.
type shelf[T any] struct {
	name string // of the list; part of every cursor
	rows []T
	key  func(T) key
}

// page is the page of the rows that are wanted. BAD_USER_INPUT with keys BAD_PAGE_SIZE and BAD_CURSOR.
func (s shelf[T]) page(args page.Args, wanted func(T) bool) (*page.Connection[T], error) {
	w, err := args.Window(s.name)
	if err != nil {
		return nil, err
	}
	cursor := func(row T) page.Cursor { k := s.key(row); return page.AtText(k.name, k.id) }
	count := func(context.Context) (int, error) { return len(keep(s.rows, wanted)), nil }
	return page.New(w, s.name, s.window(w, wanted), cursor, count), nil
}

// window is one row more than the limit between the cursors, in the order in which the window is read.
func (s shelf[T]) window(w page.Window, wanted func(T) bool) []T {
	rows := s.rows[s.behind(w.After):]
	if w.Before != nil {
		rows = s.rows[s.behind(w.After):max(s.behind(w.After), s.upTo(w.Before))]
	}
	var found []T
	for i := range rows {
		row := rows[i]
		if w.Backward {
			row = rows[len(rows)-1-i]
		}
		if wanted(row) {
			found = append(found, row)
		}
		if len(found) > w.Limit {
			break
		}
	}
	return found
}

// behind is the position of the first row behind the cursor, upTo that of the first row that is not before it.
func (s shelf[T]) behind(c *page.Cursor) int {
	if c == nil {
		return 0
	}
	at, there := s.find(c)
	if there {
		at++
	}
	return at
}

func (s shelf[T]) upTo(c *page.Cursor) int {
	at, _ := s.find(c)
	return at
}

func (s shelf[T]) find(c *page.Cursor) (int, bool) {
	return slices.BinarySearchFunc(s.rows, key{orEmpty(c.Text), c.ID}, func(row T, k key) int { return s.key(row).compare(k) })
}

// keep are the rows that are wanted.
func keep[T any](rows []T, wanted func(T) bool) []T {
	var kept []T
	for _, row := range rows {
		if wanted(row) {
			kept = append(kept, row)
		}
	}
	return kept
}
