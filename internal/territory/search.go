package territory

import (
	"context"

	entsql "entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/ent/predicate"
	"gandan/ent/procedure"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Units is a page of the units in force on a day (nil: today), by name. text names words of the name, in any order and with or
// without diacritics, or the code; parentID keeps to the units directly under one.
// BAD_USER_INPUT at parentId with key UNKNOWN_UNIT, at text with key TOO_LONG.
func (s *Service) Units(ctx context.Context, text *string, parentID *gid.ID, at *string, args page.Args) (*page.Connection[*ent.Unit], error) {
	day := s.today()
	if at != nil {
		day = *at
	}
	q := s.store.Reader(ctx).Unit.Query().Where(
		unit.Or(unit.ValidFromIsNil(), unit.ValidFromLTE(day)),
		unit.Or(unit.ValidToIsNil(), unit.ValidToGT(day)))
	if parentID != nil {
		if _, err := s.named(*parentID, "parentId"); err != nil {
			return nil, err
		}
		q = q.Where(unit.ParentID(*parentID))
	}
	if text != nil {
		match, err := search(*text, unit.FieldNameFolded, unit.FieldCode)
		if err != nil {
			return nil, err
		}
		q = q.Where(predicate.Unit(match))
	}
	return found(page.Of(ctx, q, args, page.Order{List: "units", Column: unit.FieldNameFolded},
		func(u *ent.Unit) page.Cursor { return page.AtText(u.NameFolded, u.ID) }))
}

// Organisations is a page of the organisations of a unit and of the units below it (nil: everywhere), by name.
// BAD_USER_INPUT at unitId with key UNKNOWN_UNIT, at text with key TOO_LONG.
func (s *Service) Organisations(ctx context.Context, text *string, unitID *gid.ID, args page.Args) (*page.Connection[*ent.Organisation], error) {
	q := s.store.Reader(ctx).Organisation.Query()
	if unitID != nil {
		u, err := s.named(*unitID, "unitId")
		if err != nil {
			return nil, err
		}
		q = q.Where(predicate.Organisation(s.within(u)))
	}
	if text != nil {
		match, err := search(*text, organisation.FieldNameFolded, "")
		if err != nil {
			return nil, err
		}
		q = q.Where(predicate.Organisation(match))
	}
	return found(page.Of(ctx, q, args, page.Order{List: "organisations", Column: organisation.FieldNameFolded},
		func(o *ent.Organisation) page.Cursor { return page.AtText(o.NameFolded, o.ID) }))
}

// Procedures is a page of the procedures, by name. text names words of the name or the field, or the code.
// BAD_USER_INPUT at text with key TOO_LONG.
func (s *Service) Procedures(ctx context.Context, text *string, args page.Args) (*page.Connection[*ent.Procedure], error) {
	q := s.store.Reader(ctx).Procedure.Query()
	if text != nil {
		match, err := search(*text, procedure.FieldSearchFolded, procedure.FieldCode)
		if err != nil {
			return nil, err
		}
		q = q.Where(predicate.Procedure(match))
	}
	return found(page.Of(ctx, q, args, page.Order{List: "procedures", Column: procedure.FieldSortKey},
		func(p *ent.Procedure) page.Cursor { return page.AtText(p.SortKey, p.ID) }))
}

// named is the unit that an argument names, in force or not.
func (s *Service) named(id gid.ID, field string) (*ent.Unit, error) {
	if id.Kind() != gid.Unit {
		return nil, fault.Bad(field, "WRONG_ID_KIND")
	}
	if u, ok := s.dir.Load().units[id]; ok {
		return u, nil
	}
	return nil, fault.Bad(field, "UNKNOWN_UNIT")
}

// within keeps to the rows of a unit and below. Most units have none below; then the few rows of the unit itself are read by
// its id, and not a stretch of the whole table.
func (s *Service) within(u *ent.Unit) func(*entsql.Selector) {
	for _, other := range s.dir.Load().units {
		if other.ID != u.ID && access.Within(other.Path, u.Path) {
			return access.Under(u.Path)
		}
	}
	return entsql.FieldEQ(organisation.FieldUnitID, u.ID)
}

// found translates what the database said.
func found[T any](c *page.Connection[T], err error) (*page.Connection[T], error) {
	return c, store.Translate(err)
}
