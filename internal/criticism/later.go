package criticism

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/clause"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Change is what became of a clause from one version to another.
type Change string

// The changes.
const (
	Added     Change = "ADDED"
	Removed   Change = "REMOVED"
	Changed   Change = "CHANGED"
	Unchanged Change = "UNCHANGED"
)

// LaterClause is what became of a clause in the newest version.
type LaterClause struct {
	Change Change
	Clause *ent.Clause // as it reads there; nil when it was removed
}

// Later says what became of the clause in the newest version of its draft, by its label; nil when it stands in that version.
// The clauses of one response are looked up together.
func (s *Service) Later(ctx context.Context, c *ent.Clause) (*LaterClause, error) {
	now, err := page.Maybe(ctx, "criticism.later", point{c.DraftID, c.LabelFolded}, s.newestOf)
	switch {
	case err != nil:
		return nil, err
	case now == nil:
		return &LaterClause{Change: Removed}, nil
	case now.ID == c.ID:
		return nil, nil //nolint:nilnil // it stands in the newest version
	}
	return &LaterClause{Change: changeOf(c, now), Clause: now}, nil
}

func changeOf(from, to *ent.Clause) Change {
	if from.Body == to.Body {
		return Unchanged
	}
	return Changed
}

// point is a clause through all versions of its draft.
type point struct {
	draft gid.ID
	label string // folded
}

// newestOf reads the clauses of the newest versions of their drafts that have these labels.
func (s *Service) newestOf(ctx context.Context, points []point) (map[point]*ent.Clause, error) {
	drafts, labels := make([]gid.ID, len(points)), make([]string, len(points))
	for i, p := range points {
		drafts[i], labels[i] = p.draft, p.label
	}
	rows, err := s.store.Reader(ctx).Clause.Query().
		Where(clause.DraftIDIn(drafts...), clause.LabelFoldedIn(labels...), inNewest).All(ctx)
	found := make(map[point]*ent.Clause, len(rows))
	for _, c := range rows {
		found[point{c.DraftID, c.LabelFolded}] = c
	}
	return found, store.Translate(err)
}

// inNewest narrows to clauses of the newest version of their draft.
func inNewest(s *sql.Selector) {
	t := sql.Dialect(s.Dialect()).Table(draft.Table).As("newest")
	s.Join(t).OnP(sql.And(sql.ColumnsEQ(t.C(draft.FieldID), s.C(clause.FieldDraftID)), sql.ColumnsEQ(t.C(draft.FieldVersion), s.C(clause.FieldVersionNumber))))
}
