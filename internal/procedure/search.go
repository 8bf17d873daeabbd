package procedure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/predicate"
	"gandan/ent/procedure"
	"gandan/ent/procedureversion"
	"gandan/ent/procedureword"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/text"
)

const (
	// maxSearch is the longest text to search for, in characters.
	maxSearch = 200
	// last is behind every text that begins like the one before it.
	last = "\U0010ffff"
	list = "procedures"
)

// Filter narrows a list of procedures; nil fields do not. None of them depends on a place.
type Filter struct {
	Group          *string
	AuthorityLevel *string
	ServiceLevel   *procedureversion.ServiceLevel // of the version in force today
}

// Procedures is a page of the procedures that have all words of a text in their code, name or field, in any order and with or
// without diacritics; abbreviations count as what they stand for, and of the last word the beginning is enough. Those whose name
// begins with the whole text come first (a leading "Thủ tục" of a name does not count), then the others, both by name; without a
// text all, by name. One statement. BAD_USER_INPUT at text with key TOO_LONG, and of the page.
func (s *Service) Procedures(ctx context.Context, wanted *string, only Filter, args page.Args) (*page.Connection[*ent.Procedure], error) {
	typed := text.Clean(orEmpty(wanted))
	if text.Length(typed) > maxSearch {
		return nil, fault.Bad("text", "TOO_LONG").With("max", maxSearch)
	}
	w, err := args.Window(list)
	if err != nil {
		return nil, err
	}
	folded := text.Fold(typed)
	if typed != "" && folded == "" {
		return page.New(w, list, nil, cursorOf, none), nil // nothing that could be a word
	}
	q := s.store.Reader(ctx).Procedure.Query().Where(predicate.Procedure(s.only(only)))
	if folded == "" {
		q.Where(procedure.SortKeyGTE("")) // true of all; without it MariaDB sorts the whole table
		return page.Of(ctx, q, args, page.Order{List: list, Column: procedure.FieldSortKey}, cursorOf)
	}
	known, err := meanings()
	if err != nil {
		return nil, err
	}
	q.Where(predicate.Procedure(having(queryOf(folded, known))))
	all := q.Clone()
	rows, err := q.Where(predicate.Procedure(ranked{folded, w}.apply)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("searching procedures: %w", err)
	}
	return page.New(w, list, rows, cursorOf, all.Count), nil
}

func cursorOf(p *ent.Procedure) page.Cursor { return page.AtText(p.SortKey, p.ID) }

func none(context.Context) (int, error) { return 0, nil }

// having keeps to the procedures that have all that a query asks for. The words are counted in one walk over their ranges of the
// index: joining the table once a word would depend on how many words a person types.
func having(q query) func(*sql.Selector) {
	return func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		t := b.Table(procedureword.Table).As("w")
		word := t.C(procedureword.FieldWord)
		var either []*sql.Predicate
		if len(q.words) > 0 {
			either = append(either, sql.In(word, q.words...))
		}
		if q.begins != "" {
			either = append(either, sql.And(sql.GTE(word, q.begins), sql.LT(word, q.begins+last)))
		}
		found := b.Select(t.C(procedureword.FieldProcedureID)).From(t).Where(sql.Or(either...)).
			GroupBy(t.C(procedureword.FieldProcedureID)).Having(all(word, q))
		found.As("found")
		s.Join(found).On(s.C(procedure.FieldID), found.C(procedureword.FieldProcedureID))
	}
}

// all is true of a procedure with each of the words, which it has once, and one that begins as the query ends.
func all(word string, q query) *sql.Predicate {
	var both []*sql.Predicate
	if len(q.words) > 0 {
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(q.words)), ", ")
		both = append(both, sql.ExprP("SUM(CASE WHEN "+word+" IN ("+marks+") THEN 1 ELSE 0 END) = ?", append(slices.Clone(q.words), len(q.words))...))
	}
	if q.begins != "" {
		both = append(both, sql.ExprP("SUM(CASE WHEN "+word+" >= ? AND "+word+" < ? THEN 1 ELSE 0 END) > 0", q.begins, q.begins+last))
	}
	return sql.And(both...)
}

// ranked is the order of what a text finds: names that begin with it, then the others.
type ranked struct {
	folded string
	window page.Window
}

// rank is 0 for a name that begins with the text and 1 for any other, as an expression on the column of names.
func (r ranked) rank(name string) (expression string, args []any) {
	const leading = "thu tuc "
	return "CASE WHEN " + name + " >= ? AND " + name + " < ? OR " + name + " >= ? AND " + name + " < ? THEN 0 ELSE 1 END",
		[]any{r.folded, r.folded + last, leading + r.folded, leading + r.folded + last}
}

func (r ranked) apply(s *sql.Selector) {
	name, id := s.C(procedure.FieldSortKey), s.C(procedure.FieldID)
	if r.window.After != nil {
		s.Where(r.beyond(name, id, *r.window.After, ">"))
	}
	if r.window.Before != nil {
		s.Where(r.beyond(name, id, *r.window.Before, "<"))
	}
	direction := " ASC"
	if r.window.Backward {
		direction = " DESC"
	}
	rank, args := r.rank(name)
	s.OrderExpr(sql.Expr(rank+direction, args...), sql.Expr(name+direction), sql.Expr(id+direction)).Limit(r.window.Limit + 1)
}

// beyond is true of the rows behind (">") or before ("<") a cursor in the order of ranked.
func (r ranked) beyond(name, id string, c page.Cursor, than string) *sql.Predicate {
	rank, args := r.rank(name)
	at := 1
	if key := orEmpty(c.Text); strings.HasPrefix(key, r.folded) || strings.HasPrefix(key, "thu tuc "+r.folded) {
		at = 0
	}
	return sql.ExprP("("+rank+" "+than+" ? OR "+rank+" = ? AND ("+name+" "+than+" ? OR "+name+" = ? AND "+id+" "+than+" ?))",
		slices.Concat(args, []any{at}, args, []any{at, orEmpty(c.Text), orEmpty(c.Text), c.ID})...)
}

// only applies the filters.
func (s *Service) only(f Filter) func(*sql.Selector) {
	return func(q *sql.Selector) {
		if f.Group != nil {
			q.Where(sql.EQ(q.C(procedure.FieldTopicGroup), *f.Group))
		}
		if f.AuthorityLevel != nil {
			q.Where(sql.EQ(q.C(procedure.FieldAuthorityLevel), *f.AuthorityLevel))
		}
		if f.ServiceLevel != nil {
			q.Where(atLevel(q, *f.ServiceLevel, s.today()))
		}
	}
}

// atLevel is true of a procedure whose version of the day has the level: one that holds, and none that holds began later.
func atLevel(q *sql.Selector, level procedureversion.ServiceLevel, day string) *sql.Predicate {
	b := sql.Dialect(q.Dialect())
	version, later := b.Table(procedureversion.Table).As("v"), b.Table(procedureversion.Table).As("later")
	newer := b.Select(later.C("id")).From(later).Where(sql.And(
		sql.ColumnsEQ(later.C(procedureversion.FieldProcedureID), version.C(procedureversion.FieldProcedureID)),
		sql.ColumnsGT(later.C(procedureversion.FieldValidFrom), version.C(procedureversion.FieldValidFrom)),
		holding(later, day)))
	return sql.Exists(b.Select(version.C("id")).From(version).Where(sql.And(
		sql.ColumnsEQ(version.C(procedureversion.FieldProcedureID), q.C(procedure.FieldID)),
		sql.EQ(version.C(procedureversion.FieldServiceLevel), level),
		holding(version, day), sql.NotExists(newer))))
}

// columns is a table or a select, whose columns can be named.
type columns interface{ C(column string) string }

// holding is true of the rows that hold on a day.
func holding(t columns, day string) *sql.Predicate {
	return sql.And(sql.LTE(t.C("valid_from"), day), sql.Or(sql.IsNull(t.C("valid_to")), sql.GT(t.C("valid_to"), day)))
}
