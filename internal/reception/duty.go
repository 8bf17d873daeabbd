package reception

import (
	"context"
	"regexp"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Duty is on how many days of a month a host of a unit must receive people, on how many it plans to or did, and on how many it
// did. It is counted when it is asked for and stored nowhere.
type Duty struct {
	Unit     *ent.Unit
	Host     reception.Host
	Month    string
	Required int
	Planned  int
	Held     int
	Met      bool
}

// mostOfMonth bounds what is read of one host and month.
const mostOfMonth = 200

var goodMonth = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)

// Duty counts the days of the local month: planned are those of receptions that are published and not called off, held those
// that have been closed, by an admin or by the clock after their end. Required is what the rules in force on the last day ask:
// days a month, or days a week times the weeks whose Thursday lies in the month.
//
// NOT_FOUND for an unknown unit; BAD_USER_INPUT with keys WRONG_ID_KIND and BAD_MONTH.
func (s *Service) Duty(ctx context.Context, unitID gid.ID, host reception.Host, month string) (*Duty, error) {
	if unitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	if !goodMonth.MatchString(month) {
		return nil, fault.Bad("month", "BAD_MONTH")
	}
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	first := calendar.Date(month + "-01")
	next := first.AddDays(32)
	next = calendar.Date(next.String()[:8] + "01")
	rows, err := s.store.Reader(ctx).Reception.Query().
		Where(reception.UnitID(u.ID), reception.HostEQ(host), access.Listed, reception.StartsAtGTE(first.Start()), reception.StartsAtLT(next.Start()),
			reception.StatusIn(reception.StatusPUBLISHED, reception.StatusCLOSED)).
		Order(ent.Asc(reception.FieldStartsAt, reception.FieldID)).Limit(mostOfMonth).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	d := &Duty{Unit: u, Host: host, Month: month, Required: s.required(u, host, first, next)}
	d.Planned, d.Held = days(rows)
	d.Met = d.Held >= d.Required
	return d, nil
}

// days counts the distinct local days on which receptions are planned, and on which they were held.
func days(rows []*ent.Reception) (planned, held int) {
	all, closed := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		all[dayOf(r)] = true
		if r.Status == reception.StatusCLOSED {
			closed[dayOf(r)] = true
		}
	}
	return len(all), len(closed)
}

// required is what the rules ask of the host in the month, 0 where they ask for nothing and of a unit that was not in force.
func (s *Service) required(u *ent.Unit, host reception.Host, first, next calendar.Date) int {
	if u.ValidFrom != nil && *u.ValidFrom >= next.String() || u.ValidTo != nil && *u.ValidTo <= first.String() {
		return 0
	}
	key, weekly := dutyKey(u.Kind, host)
	n, _ := s.rules.Value(key, u.Path, next.AddDays(-1))
	if weekly {
		n *= weeks(first, next)
	}
	return n
}

// dutyKey is the rule for the host at the level of the unit, and whether its number is by week. Others have no rule.
func dutyKey(kind unit.Kind, host reception.Host) (key string, weekly bool) {
	commune := kind == unit.KindWARD || kind == unit.KindCOMMUNE || kind == unit.KindTOWNSHIP
	switch {
	case host == reception.HostPARTY_SECRETARY && kind == unit.KindCITY:
		return partyDaysCity, false
	case host == reception.HostPARTY_SECRETARY && commune:
		return partyDaysCommune, false
	case host == reception.HostPARTY_SECRETARY:
		return partyDaysDistrict, false
	case host == reception.HostCHAIR && kind == unit.KindCITY:
		return chairDaysCity, false
	case host == reception.HostCHAIR && commune:
		return chairDaysCommune, true
	}
	return "", false
}

// weeks counts the weeks that belong to the month: those whose Thursday lies in it, as ISO 8601 has it for years.
func weeks(first, next calendar.Date) int {
	n := 0
	for d := first; d.Before(next); d = d.AddDays(1) {
		if d.Weekday() == time.Thursday {
			n++
		}
	}
	return n
}
