package procedure

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/procedurefee"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Fee is what the procedure costs in a unit (nil: everywhere) on a day (nil: today) when it is asked for in one way: of the fees
// that hold then the one of the nearest unit, and there the one that began last; nil when none is known, which does not mean free.
// Those of one response are one statement. BAD_USER_INPUT at unitId with keys WRONG_ID_KIND and UNKNOWN_UNIT.
func (s *Service) Fee(ctx context.Context, p *ent.Procedure, unitID *gid.ID, channel procedurefee.Channel, on *string) (*ent.ProcedureFee, error) {
	around, err := s.around(unitID)
	if err != nil {
		return nil, err
	}
	day := s.day(on)
	name := fmt.Sprint("procedure.fee ", around, channel, day)
	return page.Maybe(ctx, name, p.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.ProcedureFee, error) {
		nearest := page.Children{
			Table: procedurefee.Table, Parent: procedurefee.FieldProcedureID,
			Order: page.Order{Column: procedurefee.FieldStanding, Desc: true, Unique: true},
			Filter: func(s *sql.Selector) {
				s.Where(sql.EQ(s.C(procedurefee.FieldChannel), channel)).
					Where(sql.In(s.C(procedurefee.FieldUnitPath), around...)).Where(holding(s, day))
			},
		}
		rows, err := s.store.Reader(ctx).ProcedureFee.Query().Where(predicate.ProcedureFee(nearest.Of(anys(ids)))).All(ctx)
		return store.ByID(rows, err, func(f *ent.ProcedureFee) gid.ID { return f.ProcedureID })
	})
}

// around are the paths of the unit and of all it lies in, up to everywhere.
func (s *Service) around(unitID *gid.ID) ([]any, error) {
	paths := []any{""}
	if unitID == nil {
		return paths, nil
	}
	if unitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	u, err := s.territory.Unit(*unitID)
	if err != nil {
		return nil, fault.Bad("unitId", "UNKNOWN_UNIT")
	}
	for i, letter := range u.Path {
		if letter == '/' && i > 0 {
			paths = append(paths, u.Path[:i+1])
		}
	}
	return paths, nil
}

// standing orders the fees of a procedure: a space stands before every letter of a path, so a deeper unit is greater, and of one
// unit the fee that begins later. No two fees of a procedure have the same.
func standing(unitPath, from string, channel procedurefee.Channel) string {
	return unitPath + " " + from + " " + string(channel)
}

// Fees is a page of all fees of the procedure that are known, by place, the newest of a place first. Those of one response are
// one statement, their counts another. BAD_USER_INPUT for the page.
func (s *Service) Fees(ctx context.Context, p *ent.Procedure, args page.Args) (*page.Connection[*ent.ProcedureFee], error) {
	by := page.Order{List: "procedure.fees", Column: procedurefee.FieldStanding, Desc: true, Unique: true}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	children := page.Children{Table: procedurefee.Table, Parent: procedurefee.FieldProcedureID, Order: by, Window: w}
	return page.Load(ctx, by.List+args.Name(by), p.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*page.Connection[*ent.ProcedureFee], error) {
		rows, err := s.store.Reader(ctx).ProcedureFee.Query().Where(predicate.ProcedureFee(children.Of(anys(ids)))).All(ctx)
		if err != nil {
			return nil, store.Translate(err)
		}
		key := func(f *ent.ProcedureFee) page.Cursor { return page.AtText(f.Standing, f.ID) }
		groups := page.Group(rows, by, w, func(f *ent.ProcedureFee) gid.ID { return f.ProcedureID }, key)
		return connections(ids, func(id gid.ID) *page.Connection[*ent.ProcedureFee] {
			return page.New(w, by.List, groups[id], key, func(ctx context.Context) (int, error) { return s.countFees(ctx, id) })
		}), nil
	})
}

func (s *Service) countFees(ctx context.Context, id gid.ID) (int, error) {
	return counted(ctx, "procedure.fees", id, func(ctx context.Context, ids []gid.ID, into any) error {
		return s.store.Reader(ctx).ProcedureFee.Query().Where(procedurefee.ProcedureIDIn(ids...)).
			GroupBy(procedurefee.FieldProcedureID).Aggregate(ent.As(ent.Count(), "rows")).Scan(ctx, into)
	})
}

// FeeUnit is where the fee holds; nil = everywhere. It asks no database.
func (s *Service) FeeUnit(f *ent.ProcedureFee) (*ent.Unit, error) {
	if f.UnitID == nil {
		return nil, nil //nolint:nilnil // a fee without a unit holds everywhere
	}
	return s.territory.Unit(*f.UnitID)
}

// FeesSeen are the amounts in đồng that the source of the version names without saying where: no fee of any place.
func FeesSeen(v *ent.ProcedureVersion) ([]int, error) {
	all := []int{}
	for amount := range strings.SplitSeq(v.FeesSeen, "|") {
		if amount == "" {
			continue
		}
		n := 0
		if _, err := fmt.Sscan(amount, &n); err != nil {
			return nil, fmt.Errorf("amounts of version %s: %w", v.ID, err)
		}
		all = append(all, n)
	}
	return all, nil
}
