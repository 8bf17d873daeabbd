package procedure

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/procedure"
	"gandan/ent/procedureversion"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/store"
)

// turnBack is how many days a standstill of ours may last and still be made up for: longer than anybody keeps what they read.
const turnBack = 61

// Turn marks the procedures as changed for which a version, a fee or an item of the checklist began or ceased to hold, or which
// ended, on a day that has come since they last changed. No row changes on such a day by itself, and who keeps procedures asks for
// those that changed. It looks once a day; what is marked is not marked again.
func (s *Service) Turn(ctx context.Context) error {
	ctx, today := access.AsSystem(ctx, "procedure"), s.today()
	if last := s.turned.Load(); last != nil && *last == today {
		return nil
	}
	err := store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		days, err := turning(ctx, tx, string(calendar.Date(today).AddDays(-turnBack)), today)
		if err != nil || len(days) == 0 {
			return err
		}
		stale, err := unmarked(ctx, tx, days)
		if err != nil {
			return err
		}
		return touch(ctx, tx, stale)
	})
	if err == nil {
		s.turned.Store(&today)
	}
	return err
}

// turning gives each procedure the latest day, not before from and not after today, on which something of it begins or ends.
func turning(ctx context.Context, tx *store.Tx, from, today string) (map[gid.ID]string, error) {
	days := map[gid.ID]string{}
	note := func(id gid.ID, all ...*string) {
		for _, day := range all {
			if day != nil && from <= *day && *day <= today && days[id] < *day {
				days[id] = *day
			}
		}
	}
	versions, err := tx.ProcedureVersion.Query().Where(predicate.ProcedureVersion(turns(from, today))).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		note(v.ProcedureID, &v.ValidFrom, v.ValidTo)
	}
	fees, err := tx.ProcedureFee.Query().Where(predicate.ProcedureFee(turns(from, today))).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range fees {
		note(f.ProcedureID, &f.ValidFrom, f.ValidTo)
	}
	items, err := tx.ChecklistItem.Query().Where(predicate.ChecklistItem(turns(from, today))).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, i := range items {
		note(i.ProcedureID, &i.ValidFrom, i.ValidTo)
	}
	ended, err := tx.Procedure.Query().Where(procedure.EndedOnGTE(from), procedure.EndedOnLTE(today)).All(ctx)
	for _, p := range ended {
		note(p.ID, p.EndedOn)
	}
	return days, err
}

// turns asks for rows that begin or end between the two days, both included.
func turns(from, today string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		between := func(column string) *sql.Predicate {
			return sql.And(sql.GTE(s.C(column), from), sql.LTE(s.C(column), today))
		}
		s.Where(sql.Or(between(procedureversion.FieldValidFrom), between(procedureversion.FieldValidTo)))
	}
}

// unmarked are those of the procedures that have not changed since their day began.
func unmarked(ctx context.Context, tx *store.Tx, days map[gid.ID]string) (stale []gid.ID, err error) {
	ids := make([]gid.ID, 0, len(days))
	for id := range days {
		ids = append(ids, id)
	}
	err = inBatches(ids, func(chunk []gid.ID) error {
		rows, err := tx.Procedure.Query().Where(procedure.IDIn(chunk...)).Order(ent.Asc(procedure.FieldID)).All(ctx)
		for _, p := range rows {
			if p.UpdatedAt.Before(calendar.Date(days[p.ID]).Start()) {
				stale = append(stale, p.ID)
			}
		}
		return err
	})
	return stale, err
}
