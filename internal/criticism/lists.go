package criticism

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/clause"
	"gandan/ent/criticismdocument"
	"gandan/ent/draftversion"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Filter says which opinions a list holds.
type Filter string

// The lists of opinions. Hidden ones are in none.
const (
	EveryOpinion     Filter = "ALL"
	WaitingOpinions  Filter = "WAITING"
	AnsweredOpinions Filter = "ANSWERED"
)

// where is a condition of a statement.
type where = func(*sql.Selector)

// parent is a row whose children are read together with those of others. It knows their number already.
type parent struct {
	id    gid.ID
	total int
}

// Versions is a page of the versions of the draft, newest first.
func (s *Service) Versions(ctx context.Context, d *ent.Draft, args page.Args) (*page.Connection[*ent.DraftVersion], error) {
	return children(ctx, list[*ent.DraftVersion]{
		table: draftversion.Table, parent: draftversion.FieldDraftID,
		order: page.Order{List: "versions", Column: draftversion.FieldNumber, Desc: true},
		read: func(ctx context.Context, of where) ([]*ent.DraftVersion, error) {
			return s.store.Reader(ctx).DraftVersion.Query().Where(predicate.DraftVersion(of)).All(ctx)
		},
		parentOf: func(v *ent.DraftVersion) gid.ID { return v.DraftID },
		key:      func(v *ent.DraftVersion) page.Cursor { return page.AtInt(v.Number, v.ID) },
	}, parent{d.ID, d.Version}, args)
}

// Documents is a page of the versions of the criticism document of the draft, newest first.
func (s *Service) Documents(ctx context.Context, d *ent.Draft, args page.Args) (*page.Connection[*ent.CriticismDocument], error) {
	return children(ctx, list[*ent.CriticismDocument]{
		table: criticismdocument.Table, parent: criticismdocument.FieldDraftID,
		order: page.Order{List: "documents", Column: criticismdocument.FieldVersion, Desc: true},
		read: func(ctx context.Context, of where) ([]*ent.CriticismDocument, error) {
			return s.store.Reader(ctx).CriticismDocument.Query().Where(predicate.CriticismDocument(of)).All(ctx)
		},
		parentOf: func(c *ent.CriticismDocument) gid.ID { return c.DraftID },
		key:      func(c *ent.CriticismDocument) page.Cursor { return page.AtInt(c.Version, c.ID) },
	}, parent{d.ID, d.Documents}, args)
}

// Clauses is a page of the clauses of the version, in their order.
func (s *Service) Clauses(ctx context.Context, v *ent.DraftVersion, args page.Args) (*page.Connection[*ent.Clause], error) {
	return children(ctx, list[*ent.Clause]{
		table: clause.Table, parent: clause.FieldVersionID,
		order: page.Order{List: "clauses", Column: clause.FieldPosition},
		read: func(ctx context.Context, of where) ([]*ent.Clause, error) {
			return s.store.Reader(ctx).Clause.Query().Where(predicate.Clause(of)).All(ctx)
		},
		parentOf: func(c *ent.Clause) gid.ID { return c.VersionID },
		key:      func(c *ent.Clause) page.Cursor { return page.AtInt(c.Position, c.ID) },
		count:    s.clausesOf,
	}, parent{id: v.ID}, args)
}

// clausesOf is how many clauses the version has; those of one response are counted together.
func (s *Service) clausesOf(ctx context.Context, id gid.ID) (int, error) {
	return page.Maybe(ctx, "criticism.clauses_of", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]int, error) {
		var rows []struct {
			Version gid.ID `json:"version_id"`
			Count   int    `json:"count"`
		}
		err := s.store.Reader(ctx).Clause.Query().Where(clause.VersionIDIn(ids...)).
			GroupBy(clause.FieldVersionID).Aggregate(ent.Count()).Scan(ctx, &rows)
		counts := make(map[gid.ID]int, len(rows))
		for _, row := range rows {
			counts[row.Version] = row.Count
		}
		return counts, store.Translate(err)
	})
}

// Opinions is a page of the opinions on the draft, on the whole and on its clauses, in the order of coming.
func (s *Service) Opinions(ctx context.Context, d *ent.Draft, filter Filter, args page.Args) (*page.Connection[*ent.Opinion], error) {
	l := s.opinions(opinion.FieldDraftID, func(o *ent.Opinion) gid.ID { return o.DraftID })
	total := d.Received
	switch filter {
	case WaitingOpinions:
		l.order.List, l.filter, total = "opinions.waiting", where(opinion.StatusEQ(opinion.StatusRECEIVED)), d.Received-d.Answered
	case AnsweredOpinions:
		l.order.List, l.filter, total = "opinions.answered", where(opinion.StatusEQ(opinion.StatusANSWERED)), d.Answered
	case EveryOpinion:
	}
	return children(ctx, l, parent{d.ID, total}, args)
}

// OpinionsOn is a page of the opinions on the clause, as it reads in its version, in the order of coming.
func (s *Service) OpinionsOn(ctx context.Context, c *ent.Clause, args page.Args) (*page.Connection[*ent.Opinion], error) {
	onClause := func(o *ent.Opinion) gid.ID {
		if o.ClauseID == nil {
			return gid.Zero
		}
		return *o.ClauseID
	}
	return children(ctx, s.opinions(opinion.FieldClauseID, onClause), parent{c.ID, c.Received}, args)
}

func (s *Service) opinions(column string, parentOf func(*ent.Opinion) gid.ID) list[*ent.Opinion] {
	return list[*ent.Opinion]{
		table: opinion.Table, parent: column, filter: access.Listed,
		order: page.Order{List: "opinions", Column: opinion.FieldCreatedAt},
		read: func(ctx context.Context, of where) ([]*ent.Opinion, error) {
			return s.store.Reader(ctx).Opinion.Query().Where(predicate.Opinion(of)).All(ctx)
		},
		parentOf: parentOf,
		key:      byGiving,
	}
}

// list is how the children of many parents are read.
type list[T any] struct {
	table, parent string
	filter        where // may be nil
	order         page.Order
	read          func(context.Context, where) ([]T, error)
	parentOf      func(T) gid.ID
	key           func(T) page.Cursor
	count         func(context.Context, gid.ID) (int, error) // nil where the parent knows
}

// children is a page of the children of one parent; the pages of all parents of one response are one statement.
// BAD_USER_INPUT for the page.
func children[T any](ctx context.Context, l list[T], p parent, args page.Args) (*page.Connection[T], error) {
	w, err := args.Window(l.order.List)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprint("criticism.", l.table, l.parent, l.order, said(args.First), said(args.After), said(args.Last), said(args.Before))
	return page.Load(ctx, name, p, func(ctx context.Context, parents []parent) (map[parent]*page.Connection[T], error) {
		ids := make([]any, len(parents))
		for i, p := range parents {
			ids[i] = p.id
		}
		picked := page.Children{Table: l.table, Parent: l.parent, Order: l.order, Window: w, Filter: l.filter}
		rows, err := l.read(ctx, picked.Of(ids))
		if err != nil {
			return nil, store.Translate(err)
		}
		return l.pages(parents, w, rows), nil
	})
}

// pages sorts the rows of a statement into the pages of their parents, each in the order in which it was cut.
func (l list[T]) pages(parents []parent, w page.Window, rows []T) map[parent]*page.Connection[T] {
	slices.SortFunc(rows, func(a, b T) int {
		if l.order.Desc != w.Backward {
			a, b = b, a
		}
		return compare(l.key(a), l.key(b))
	})
	groups := map[gid.ID][]T{}
	for _, row := range rows {
		groups[l.parentOf(row)] = append(groups[l.parentOf(row)], row)
	}
	pages := make(map[parent]*page.Connection[T], len(parents))
	for _, p := range parents {
		pages[p] = page.New(w, l.order.List, groups[p.id], l.key, func(ctx context.Context) (int, error) {
			if l.count != nil {
				return l.count(ctx, p.id)
			}
			return p.total, nil
		})
	}
	return pages
}

// compare puts two rows of one list into order, as the database does.
func compare(a, b page.Cursor) int {
	n := 0
	switch {
	case a.Time != nil:
		n = a.Time.Compare(*b.Time)
	case a.Int != nil:
		n = cmp.Compare(*a.Int, *b.Int)
	}
	return cmp.Or(n, slices.Compare(a.ID[:], b.ID[:]))
}

func said[T any](v *T) string {
	if v == nil {
		return "|"
	}
	return fmt.Sprintf("|%v", *v)
}
