package procedure

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/checklistitem"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/page"
	"gandan/internal/store"
)

// longestChecklist is how many items begin on one day at most.
const longestChecklist = 50

// Checklist is what to bring on a day (nil: today), in order: of the items that hold then those that began last. It is empty when
// nothing is known. The lists of one response are one statement.
func (s *Service) Checklist(ctx context.Context, p *ent.Procedure, on *string) ([]*ent.ChecklistItem, error) {
	day := s.day(on)
	return page.Load(ctx, "procedure.checklist "+day, p.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID][]*ent.ChecklistItem, error) {
		newest := page.Children{
			Table: checklistitem.Table, Parent: checklistitem.FieldProcedureID,
			Order:  page.Order{Column: checklistitem.FieldValidFrom, Desc: true, Unique: true}, // of a list all rows are read: their order says nothing
			Window: page.Window{Limit: longestChecklist},
			Filter: func(s *sql.Selector) { s.Where(holding(s, day)) },
		}
		rows, err := s.store.Reader(ctx).ChecklistItem.Query().Where(predicate.ChecklistItem(newest.Of(anys(ids)))).All(ctx)
		if err != nil {
			return nil, store.Translate(err)
		}
		return lists(ids, rows), nil
	})
}

// lists gives each procedure its items that began last, by position.
func lists(ids []gid.ID, rows []*ent.ChecklistItem) map[gid.ID][]*ent.ChecklistItem {
	slices.SortFunc(rows, func(a, b *ent.ChecklistItem) int {
		return cmp.Or(cmp.Compare(b.ValidFrom, a.ValidFrom), cmp.Compare(a.Position, b.Position))
	})
	all := make(map[gid.ID][]*ent.ChecklistItem, len(ids))
	for _, id := range ids {
		all[id] = []*ent.ChecklistItem{}
	}
	for _, item := range rows {
		if have := all[item.ProcedureID]; len(have) == 0 || have[0].ValidFrom == item.ValidFrom {
			all[item.ProcedureID] = append(have, item)
		}
	}
	return all
}
