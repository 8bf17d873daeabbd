package page

import (
	"cmp"
	"fmt"
	"slices"

	"gandan/ent/gid"
)

// Group sorts the rows of a statement of Children into the lists of their parents, each in the order in which it was cut and
// cut to the rows that a page needs.
func Group[T any](rows []T, o Order, w Window, parent func(T) gid.ID, key func(T) Cursor) map[gid.ID][]T {
	slices.SortFunc(rows, func(a, b T) int {
		if o.Desc != w.Backward {
			a, b = b, a
		}
		return key(a).compare(key(b))
	})
	groups := map[gid.ID][]T{}
	for _, row := range rows {
		if id := parent(row); len(groups[id]) <= w.Limit {
			groups[id] = append(groups[id], row)
		}
	}
	return groups
}

// compare puts two rows of one list into order, as the database does.
func (c Cursor) compare(other Cursor) int {
	n := 0
	switch {
	case c.Time != nil:
		n = c.Time.Compare(*other.Time)
	case c.Int != nil:
		n = cmp.Compare(*c.Int, *other.Int)
	case c.Text != nil:
		n = cmp.Compare(*c.Text, *other.Text)
	}
	return cmp.Or(n, slices.Compare(c.ID[:], other.ID[:]))
}

// Name tells the batches of one response apart: the same list cut in the same way is read once.
func (a Args) Name(o Order) string {
	return fmt.Sprint(o, given(a.First), given(a.After), given(a.Last), given(a.Before))
}

func given[T any](v *T) string {
	if v == nil {
		return "|"
	}
	return fmt.Sprintf("|%v", *v)
}
