package graph

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// Cost is what an operation may make the server fetch, in points, known before anything is fetched:
//
//   - a scalar costs nothing, an object 1, a root field of a mutation or subscription 10 more;
//   - the lists directly within a connection (nodes, edges) cost what one element costs, times first or last; without
//     either, times the page the server then sends (20), which is what really happens, not the largest page;
//   - any other list costs one element times its @bounded(max:), or times 10 where the schema states no bound;
//   - what describes the schema costs 50 in all.
//
// @skip and @include are not looked at: the cost is an upper bound, and the same text with the same page sizes always
// costs the same. Alternatives of a union add up for the same reason.
//
// gqlgen's own complexity walk is not used: it walks a fragment again at each spread, so a document of 1 KB keeps a core
// busy for ever. Here each fragment is walked once per page size it stands under, sums saturate, and the walk stops at the limit.
type coster struct {
	limits  Limits
	doc     *ast.QueryDocument
	vars    map[string]any
	memo    map[spread]int
	visited int // how many selections were looked at: the tests hold it against the size of the document
}

// spread is a fragment under a page size: the size of the connection around it decides what its lists cost.
type spread struct {
	fragment string
	page     int
}

const (
	noPage            = 0 // not directly within a connection
	mutationCost      = 10
	subscriptionCost  = 10
	introspectionCost = 50
)

// operationCost is the cost of the operation with these variables.
func operationCost(l Limits, doc *ast.QueryDocument, op *ast.OperationDefinition, vars map[string]any) int {
	c := &coster{limits: l, doc: doc, vars: vars, memo: map[spread]int{}}
	return c.operation(op)
}

func (c *coster) operation(op *ast.OperationDefinition) int {
	cost := c.set(op.SelectionSet, noPage)
	switch op.Operation {
	case ast.Mutation:
		cost = add(cost, times(mutationCost, newMeasure(c.doc).roots(op.SelectionSet).fields))
	case ast.Subscription:
		cost = add(cost, subscriptionCost)
	case ast.Query: // pays for what it selects
	}
	return cost
}

// set is the cost of a selection set; page is the size of the connection it belongs to. Past the limit it stops adding.
func (c *coster) set(set ast.SelectionSet, page int) int {
	cost := 0
	for _, s := range set {
		if cost > c.limits.Cost {
			break
		}
		c.visited++
		switch s := s.(type) {
		case *ast.Field:
			cost = add(cost, c.field(s, page))
		case *ast.InlineFragment:
			cost = add(cost, c.set(s.SelectionSet, page))
		case *ast.FragmentSpread:
			cost = add(cost, c.fragment(s.Name, page))
		}
	}
	return cost
}

func (c *coster) fragment(name string, page int) int {
	key := spread{name, page}
	if cost, known := c.memo[key]; known {
		return cost
	}
	c.memo[key] = 0 // the validator refuses cycles; should one ever pass, it ends here
	f := c.doc.Fragments.ForName(name)
	if f == nil {
		return 0
	}
	cost := c.set(f.SelectionSet, page)
	c.memo[key] = cost
	return cost
}

func (c *coster) field(f *ast.Field, page int) int {
	switch {
	case introspective(f):
		return introspectionCost
	case len(f.SelectionSet) == 0 || f.Definition == nil:
		return 0
	case f.Definition.Type.Elem != nil:
		return times(c.elements(f, page), add(1, c.set(f.SelectionSet, noPage)))
	}
	return add(1, c.set(f.SelectionSet, c.pageOf(f)))
}

// elements is how many elements a list can hold.
func (c *coster) elements(f *ast.Field, page int) int {
	if own := c.pageOf(f); own != noPage {
		return own
	}
	if page != noPage {
		return page
	}
	if d := f.Definition.Directives.ForName("bounded"); d != nil {
		if n, err := strconv.Atoi(argument(d, "max")); err == nil {
			return max(n, 1)
		}
	}
	return c.limits.PlainList
}

func argument(d *ast.Directive, name string) string {
	if a := d.Arguments.ForName(name); a != nil && a.Value != nil {
		return a.Value.Raw
	}
	return ""
}

// pageOf is the page size that the field asks for, noPage when it takes none. Sizes outside 1..100 are refused where the
// page is read; here they only must not make anything cheaper.
func (c *coster) pageOf(f *ast.Field) int {
	args := f.Definition.Arguments
	if args.ForName("first") == nil && args.ForName("last") == nil {
		return noPage
	}
	first, last := c.size(f, "first"), c.size(f, "last")
	if first == noPage && last == noPage {
		return c.limits.PageSize
	}
	return max(first, last, 1)
}

// size reads an argument, written down or passed as a variable. Null and absent are noPage.
func (c *coster) size(f *ast.Field, name string) int {
	value := any(nil)
	if a := f.Arguments.ForName(name); a != nil && a.Value != nil {
		v, err := a.Value.Value(c.vars)
		if err != nil {
			return math.MaxInt
		}
		value = v
	} else if d := f.Definition.Arguments.ForName(name); d != nil && d.DefaultValue != nil {
		value, _ = d.DefaultValue.Value(nil)
	}
	return sizeOf(value)
}

// sizeOf understands every form that a number takes on its way here. What it does not understand costs the most.
func sizeOf(value any) int {
	switch v := value.(type) {
	case nil:
		return noPage
	case int:
		return max(v, 1)
	case int64:
		return int(max(v, 1))
	case float64:
		if v < 1 {
			return 1
		}
		return int(min(v, math.MaxInt32))
	case json.Number:
		return sizeOf(string(v))
	case string:
		n, err := strconv.Atoi(v)
		if err != nil {
			return math.MaxInt
		}
		return max(n, 1)
	}
	return math.MaxInt
}
