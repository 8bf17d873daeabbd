package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/clause"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// DraftDiff is how one version of a draft became another.
type DraftDiff struct {
	From      int
	To        int
	Added     int // clauses
	Removed   int
	Changed   int
	Unchanged int

	clauses []*DiffClause
}

// DiffClause is one clause through two versions.
type DiffClause struct {
	Label  string
	Change Change
	From   *ent.Clause // nil when it was added
	To     *ent.Clause // nil when it was removed
}

// Diff compares two versions of a draft clause by clause, by their labels; from may be the later one.
// NOT_FOUND, also for a version that is not; BAD_USER_INPUT with key SAME_VERSION.
func (s *Service) Diff(ctx context.Context, draftID gid.ID, from, to int) (*DraftDiff, error) {
	if from == to {
		return nil, fault.Bad("to", "SAME_VERSION")
	}
	rows, err := s.store.Reader(ctx).Clause.Query().Where(clause.DraftID(draftID), clause.VersionNumberIn(from, to)).
		Order(ent.Asc(clause.FieldPosition, clause.FieldID)).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	d := &DraftDiff{From: from, To: to}
	var before, after []*ent.Clause
	for _, c := range rows {
		if c.VersionNumber == from {
			before = append(before, c)
		} else {
			after = append(after, c)
		}
	}
	if len(before) == 0 || len(after) == 0 { // every version has a clause
		return nil, fault.Missing()
	}
	d.align(before, after)
	return d, nil
}

// align puts the clauses in the order of the later reading; what was removed stands behind what it stood behind.
func (d *DraftDiff) align(before, after []*ent.Clause) {
	kept := make(map[string]*ent.Clause, len(after))
	for _, c := range after {
		kept[c.LabelFolded] = c
	}
	was, gone, anchor := make(map[string]*ent.Clause, len(before)), map[string][]*ent.Clause{}, ""
	for _, c := range before {
		was[c.LabelFolded] = c
		if kept[c.LabelFolded] == nil {
			gone[anchor] = append(gone[anchor], c)
		} else {
			anchor = c.LabelFolded
		}
	}
	d.lose(gone[""])
	for _, c := range after {
		d.keep(was[c.LabelFolded], c)
		d.lose(gone[c.LabelFolded])
	}
}

func (d *DraftDiff) lose(gone []*ent.Clause) {
	for _, c := range gone {
		d.Removed++
		d.clauses = append(d.clauses, &DiffClause{Label: c.Label, Change: Removed, From: c})
	}
}

func (d *DraftDiff) keep(from, to *ent.Clause) {
	c := &DiffClause{Label: to.Label, Change: Added, From: from, To: to}
	if from != nil {
		c.Change = changeOf(from, to)
	}
	switch c.Change {
	case Added:
		d.Added++
	case Changed:
		d.Changed++
	case Unchanged, Removed:
		d.Unchanged++
	}
	d.clauses = append(d.clauses, c)
}

// Segments is how the words of the clause changed. Only the clauses of a page are compared.
func (c *DiffClause) Segments() []*Segment {
	switch {
	case c.From == nil:
		return segments(Segment{Insert, c.To.Body})
	case c.To == nil:
		return segments(Segment{Delete, c.From.Body})
	}
	return compareWords(c.From.Body, c.To.Body)
}

// Page is a page of the clauses. BAD_USER_INPUT for the page.
func (d *DraftDiff) Page(args page.Args) (*page.Connection[*DiffClause], error) {
	const list = "diff"
	w, err := args.Window(list)
	if err != nil {
		return nil, err
	}
	at := make(map[*DiffClause]int, len(d.clauses))
	var rows []*DiffClause
	for i, c := range d.clauses {
		at[c] = i
		if (w.After == nil || w.After.Int != nil && *w.After.Int < int64(i)) && (w.Before == nil || w.Before.Int != nil && *w.Before.Int > int64(i)) {
			rows = append(rows, c)
		}
	}
	key := func(c *DiffClause) page.Cursor { return page.AtInt(at[c], c.id()) }
	return page.New(w, list, limited(rows, w), key, func(context.Context) (int, error) { return len(d.clauses), nil }), nil
}

// limited is the end of the rows at which the page stands, in the order in which a database would give it.
func limited[T any](rows []T, w page.Window) []T {
	n := min(w.Limit+1, len(rows))
	if !w.Backward {
		return rows[:n]
	}
	out := make([]T, n)
	for i := range out {
		out[i] = rows[len(rows)-1-i]
	}
	return out
}

func (c *DiffClause) id() gid.ID {
	if c.To != nil {
		return c.To.ID
	}
	return c.From.ID
}
