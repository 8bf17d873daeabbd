package territory

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
)

// Units is a page of the units in force on a day (nil: today), by name. text names words of the name, in any order and with or
// without diacritics, or the code; parentID keeps to the units directly under one. Searches ask no database.
// BAD_USER_INPUT at parentId with key UNKNOWN_UNIT, at text with key TOO_LONG, and of the page.
func (s *Service) Units(_ context.Context, text *string, parentID *gid.ID, at *string, args page.Args) (*page.Connection[*ent.Unit], error) {
	day := s.today()
	if at != nil {
		day = *at
	}
	if parentID != nil {
		if _, err := s.named(*parentID, "parentId"); err != nil {
			return nil, err
		}
	}
	wanted, err := newSearch(text)
	if err != nil {
		return nil, err
	}
	return shelf[*ent.Unit]{"units", s.dir.Load().unitsByName, unitKey}.page(args, func(u *ent.Unit) bool {
		return inForce(u, day) && (parentID == nil || u.ParentID != nil && *u.ParentID == *parentID) &&
			wanted.finds(u.NameFolded, u.Code)
	})
}

// Organisations is a page of the organisations of a unit and of the units below it (nil: everywhere), by name.
// BAD_USER_INPUT at unitId with key UNKNOWN_UNIT, at text with key TOO_LONG, and of the page.
func (s *Service) Organisations(_ context.Context, text *string, unitID *gid.ID, args page.Args) (*page.Connection[*ent.Organisation], error) {
	var root *ent.Unit
	if unitID != nil {
		u, err := s.named(*unitID, "unitId")
		if err != nil {
			return nil, err
		}
		root = u
	}
	wanted, err := newSearch(text)
	if err != nil {
		return nil, err
	}
	return shelf[*ent.Organisation]{"organisations", s.dir.Load().organisationsByName, organisationKey}.page(args, func(o *ent.Organisation) bool {
		return (root == nil || access.Within(o.UnitPath, root.Path)) && wanted.finds(o.NameFolded, "")
	})
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
