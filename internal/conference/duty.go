package conference

import (
	"context"
	"fmt"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// DialogueDuty is how many dialogues a unit has held in a year, and how many it must. It is counted when it is asked for and
// stored nowhere.
type DialogueDuty struct {
	Unit     *ent.Unit
	Year     int
	Held     int
	Required int
	Met      bool
}

// The years that can be asked for.
const firstYear, lastYear = 2000, 2100

// Duty counts the dialogue conferences that began in the local year, by their announced start, and have ended, and says how
// many the policy asks for by the end of that year. Communes, wards and townships alone have the duty (Law on Organisation of Local
// Government 2025, Art. 43); others are asked for none, and so is a unit that was not in force then.
//
// NOT_FOUND for an unknown unit; BAD_USER_INPUT with keys WRONG_ID_KIND and BAD_YEAR.
func (s *Service) Duty(ctx context.Context, unitID gid.ID, year int) (*DialogueDuty, error) {
	if unitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	if year < firstYear || year > lastYear {
		return nil, fault.Bad("year", "BAD_YEAR").With("min", firstYear).With("max", lastYear)
	}
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	held, err := s.store.Reader(ctx).Conference.Query().Where(heldIn(u, year)...).Count(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	required := s.dutyOf(u, year)
	return &DialogueDuty{Unit: u, Year: year, Held: held, Required: required, Met: held >= required}, nil
}

// heldIn are the dialogues of the year that have been held.
func heldIn(u *ent.Unit, year int) []predicate.Conference {
	first, next := newYear(year), newYear(year+1)
	return []predicate.Conference{
		conference.UnitID(u.ID), access.Listed, conference.StartsAtGTE(first.Start()), conference.StartsAtLT(next.Start()),
		conference.KindEQ(conference.KindDIALOGUE), conference.StatusIn(conference.StatusENDED, conference.StatusCONCLUDED),
	}
}

// dutyOf is what the policy asks of the unit: the rule in force on the last day of the year.
func (s *Service) dutyOf(u *ent.Unit, year int) int {
	first, next := newYear(year), newYear(year+1)
	began := u.ValidFrom == nil || *u.ValidFrom < string(next)
	ended := u.ValidTo != nil && *u.ValidTo <= string(first)
	if !isCommune(u) || !began || ended {
		return 0
	}
	n, _ := s.policy.Value(keyOf(conference.KindDIALOGUE)+minPerYear, u.Path, next.AddDays(-1))
	return n
}

func newYear(year int) calendar.Date { return calendar.Date(fmt.Sprintf("%04d-01-01", year)) }

// isCommune says whether the unit is of the level below which there is none.
func isCommune(u *ent.Unit) bool {
	return u.Kind == unit.KindWARD || u.Kind == unit.KindCOMMUNE || u.Kind == unit.KindTOWNSHIP
}
