package policy

import (
	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/fault"
)

// Rules are the rules that hold in the unit on the local day, one a key, by key: at most mostKeys. Without a unit they are
// those that hold everywhere, without a day those of today.
// NOT_FOUND for an unknown unit; BAD_USER_INPUT with key WRONG_ID_KIND.
func (s *Service) Rules(unitID *gid.ID, on *string) ([]*ent.PolicyRule, error) {
	path, day := "", calendar.Today(s.store.Now())
	if on != nil {
		day = calendar.Date(*on)
	}
	if unitID != nil {
		if unitID.Kind() != gid.Unit {
			return nil, fault.Bad("unitId", "WRONG_ID_KIND")
		}
		u, err := s.territory.Unit(*unitID)
		if err != nil {
			return nil, err
		}
		path = u.Path
	}
	return s.book.Load().inForce(path, day), nil
}

// UnitOf is the unit whose rule it is, nil for a rule that holds everywhere.
func (s *Service) UnitOf(r *ent.PolicyRule) *ent.Unit {
	if r.UnitPath == "" {
		return nil
	}
	return s.territory.ByPath(r.UnitPath, r.ValidFrom)
}
