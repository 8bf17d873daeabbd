package procedure

import (
	"context"
	"strings"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/procedurefee"
	"gandan/ent/procedureversion"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Version is how the procedure is carried out on a day (nil: today): of the versions that hold then the one that began last; nil when
// none is known. Those of one response are one statement.
func (s *Service) Version(ctx context.Context, p *ent.Procedure, on *string) (*ent.ProcedureVersion, error) {
	day := s.day(on)
	return page.Maybe(ctx, "procedure.version "+day, p.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.ProcedureVersion, error) {
		newest := page.Children{
			Table: procedureversion.Table, Parent: procedureversion.FieldProcedureID, Order: byStart(),
			Filter: func(s *sql.Selector) { s.Where(holding(s, day)) },
		}
		rows, err := s.store.Reader(ctx).ProcedureVersion.Query().Where(predicate.ProcedureVersion(newest.Of(anys(ids)))).All(ctx)
		return store.ByID(rows, err, func(v *ent.ProcedureVersion) gid.ID { return v.ProcedureID })
	})
}

// Versions is a page of all versions of the procedure, the newest first. Those of one response are one statement, their counts
// another. BAD_USER_INPUT for the page.
func (s *Service) Versions(ctx context.Context, p *ent.Procedure, args page.Args) (*page.Connection[*ent.ProcedureVersion], error) {
	by := byStart()
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	children := page.Children{Table: procedureversion.Table, Parent: procedureversion.FieldProcedureID, Order: by, Window: w}
	return page.Load(ctx, by.List+args.Name(by), p.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*page.Connection[*ent.ProcedureVersion], error) {
		rows, err := s.store.Reader(ctx).ProcedureVersion.Query().Where(predicate.ProcedureVersion(children.Of(anys(ids)))).All(ctx)
		if err != nil {
			return nil, store.Translate(err)
		}
		key := func(v *ent.ProcedureVersion) page.Cursor { return page.AtText(v.ValidFrom, v.ID) }
		groups := page.Group(rows, by, w, func(v *ent.ProcedureVersion) gid.ID { return v.ProcedureID }, key)
		return connections(ids, func(id gid.ID) *page.Connection[*ent.ProcedureVersion] {
			return page.New(w, by.List, groups[id], key, func(ctx context.Context) (int, error) { return s.countVersions(ctx, id) })
		}), nil
	})
}

func (s *Service) countVersions(ctx context.Context, id gid.ID) (int, error) {
	return counted(ctx, "procedure.versions", id, func(ctx context.Context, ids []gid.ID, into any) error {
		return s.store.Reader(ctx).ProcedureVersion.Query().Where(procedureversion.ProcedureIDIn(ids...)).
			GroupBy(procedureversion.FieldProcedureID).Aggregate(ent.As(ent.Count(), "rows")).Scan(ctx, into)
	})
}

// byStart is the order of versions: no two of a procedure begin on one day.
func byStart() page.Order {
	return page.Order{List: "procedure.versions", Column: procedureversion.FieldValidFrom, Desc: true, Unique: true}
}

// Channels are the ways in which the version may be asked for, as far as the source says.
func Channels(v *ent.ProcedureVersion) []procedurefee.Channel {
	all := []procedurefee.Channel{}
	for c := range strings.SplitSeq(v.Channels, "|") {
		if c != "" {
			all = append(all, procedurefee.Channel(c))
		}
	}
	return all
}

func anys(ids []gid.ID) []any {
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	return all
}

// connections makes the page of each procedure.
func connections[T any](ids []gid.ID, of func(gid.ID) *page.Connection[T]) map[gid.ID]*page.Connection[T] {
	all := make(map[gid.ID]*page.Connection[T], len(ids))
	for _, id := range ids {
		all[id] = of(id)
	}
	return all
}

// counted is how many rows belong to the procedure; those of one response are one statement.
func counted(ctx context.Context, list string, id gid.ID, count func(context.Context, []gid.ID, any) error) (int, error) {
	return page.Maybe(ctx, list+".count", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]int, error) {
		var groups []struct {
			Procedure gid.ID `json:"procedure_id"`
			Rows      int    `json:"rows"`
		}
		err := count(ctx, ids, &groups)
		counts := make(map[gid.ID]int, len(groups))
		for _, g := range groups {
			counts[g.Procedure] = g.Rows
		}
		return counts, store.Translate(err)
	})
}
