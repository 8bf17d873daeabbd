package territory

import (
	"slices"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
)

// Unit is the unit of that id, or NOT_FOUND. It asks no database.
func (s *Service) Unit(id gid.ID) (*ent.Unit, error) {
	if u, ok := s.dir.Load().units[id]; ok {
		return u, nil
	}
	return nil, fault.Missing()
}

// Parent is the unit it belongs to; nil for a root.
func (s *Service) Parent(u *ent.Unit) *ent.Unit {
	if u.ParentID == nil {
		return nil
	}
	return s.dir.Load().units[*u.ParentID]
}

// Successors are the units that took over its territory or a part of it, by name.
func (s *Service) Successors(u *ent.Unit) []*ent.Unit {
	if list := s.dir.Load().successors[u.ID]; list != nil {
		return list
	}
	return []*ent.Unit{}
}

// Heir is the unit in force that stands for the territory of this one today: itself, or the one unit that took over all of it,
// through every reform since. Nil where the territory was divided, or nobody wrote down what became of it.
func (s *Service) Heir(u *ent.Unit) *ent.Unit {
	d, today := s.dir.Load(), s.today()
	for range len(d.units) { // successions that run in a circle end here
		if inForce(u, today) {
			return u
		}
		next := d.whole[u.ID]
		if len(next) != 1 {
			return nil
		}
		u = next[0]
	}
	return nil
}

// InForce is the unit of that id if it is in force today.
// BAD_USER_INPUT at field with key UNKNOWN_UNIT or UNIT_NOT_IN_FORCE.
func (s *Service) InForce(id gid.ID, field string) (*ent.Unit, error) {
	u, ok := s.dir.Load().units[id]
	if !ok {
		return nil, fault.Bad(field, "UNKNOWN_UNIT")
	}
	if !inForce(u, s.today()) {
		return nil, fault.Bad(field, "UNIT_NOT_IN_FORCE").With("unit", u.Name)
	}
	return u, nil
}

// ByCode is the unit that had the code on the local day, nil when none had.
func (s *Service) ByCode(code, day string) *ent.Unit {
	return s.first(func(u *ent.Unit) bool { return u.Code == code && inForce(u, day) })
}

// ByPath is the unit that had the path on the local day, nil when none had.
func (s *Service) ByPath(path, day string) *ent.Unit {
	return s.first(func(u *ent.Unit) bool { return u.Path == path && inForce(u, day) })
}

func (s *Service) first(wanted func(*ent.Unit) bool) *ent.Unit {
	all := s.dir.Load().unitsByName
	if i := slices.IndexFunc(all, wanted); i >= 0 {
		return all[i]
	}
	return nil
}

// AllInForce are the units in force today, by path.
func (s *Service) AllInForce() []*ent.Unit {
	today := s.today()
	all := keep(s.dir.Load().unitsByName, func(u *ent.Unit) bool { return inForce(u, today) })
	slices.SortFunc(all, func(a, b *ent.Unit) int { return strings.Compare(a.Path, b.Path) })
	return all
}

func inForce(u *ent.Unit, day string) bool {
	return (u.ValidFrom == nil || *u.ValidFrom <= day) && (u.ValidTo == nil || day < *u.ValidTo)
}
