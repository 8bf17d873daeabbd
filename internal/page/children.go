package page

import (
	"strconv"

	"entgo.io/ent/dialect/sql"
)

// Children reads the first rows of many parents in one statement: a limited select for each parent, joined with UNION ALL.
// A window function over all children would read every one of them.
type Children struct {
	Table  string
	Parent string // column that names the parent
	Order  Order
	Window Window
	Filter func(*sql.Selector) // further conditions; may be nil
}

// Of narrows a query on the children's table to the rows of these parents. The order within a parent is not kept by the
// outer statement: sort the rows by Order afterwards.
func (c Children) Of(parents []any) func(*sql.Selector) {
	return func(s *sql.Selector) {
		union := c.one(s, parents[0], 0)
		for i, p := range parents[1:] {
			union.UnionAll(c.one(s, p, i+1))
		}
		picked := union.As("picked")
		s.Join(picked).On(s.C("id"), picked.C("id"))
	}
}

// one is "SELECT id FROM (SELECT id … WHERE parent = ? ORDER BY … LIMIT n) AS pN": SQLite takes no ORDER BY in a plain member of a union.
func (c Children) one(outer *sql.Selector, parent any, n int) *sql.Selector {
	b := sql.Dialect(outer.Dialect())
	t := b.Table(c.Table).As("c" + strconv.Itoa(n))
	inner := b.Select(t.C("id")).From(t).Where(sql.EQ(t.C(c.Parent), parent))
	if c.Filter != nil {
		c.Filter(inner)
	}
	c.Order.Apply(c.Window)(inner)
	inner.As("p" + strconv.Itoa(n))
	return b.Select(inner.C("id")).From(inner)
}
