package helpdesk

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// The levels of escalation: nothing is late, the leads should look, the admins of the unit should.
const (
	LevelNone  = 0
	LevelLead  = 1
	LevelAdmin = 2
)

// Escalation is how late a request is, and since when. It is counted, never stored: from the start of the clock and the
// status alone, in working hours. So no log, comment or change of holder puts it back, and what nobody took ages too.
type Escalation struct {
	Level int
	Since *time.Time
}

// Escalation is LevelLead when DueAt has passed, and LevelAdmin when as much working time has passed again.
func (s *Service) Escalation(r *ent.HelpRequest) *Escalation {
	return s.escalationAt(r, s.store.Now())
}

func (s *Service) escalationAt(r *ent.HelpRequest, now time.Time) *Escalation {
	due := s.DueAt(r)
	if due == nil || !now.After(*due) {
		return &Escalation{}
	}
	second := s.calendar.AddWorkingHours(*due, s.calendar.WorkingHoursBetween(r.OpenedAt, *due))
	if now.After(second) {
		return &Escalation{LevelAdmin, &second}
	}
	return &Escalation{LevelLead, due}
}

// limit is the longest time that requests of some kind may stand open, in working hours from the start of their clock.
type limit struct {
	of     predicate.HelpRequest
	within time.Duration
}

// limits are those by which DueAt counts, by the rules of the place as they are today: a rule that changed, or one of a unit
// below, is seen once the request is read. Each is one range of an index; the urgent ones, which are few, stand together.
func (s *Service) limits(unitPath string, now time.Time) []limit {
	take := s.period(receiveHours, unitPath, now, time.Hour, s.policy.Take)
	return s.limitsOf(take, s.period(urgentHours, unitPath, now, time.Hour, s.policy.Urgent))
}

// soonest are the limits of whatever unit has the shortest ones: what is late anywhere is late by these, so that a few statements
// find it for all units. Each row is then judged by its own rules.
func (s *Service) soonest() []limit {
	return s.limitsOf(s.shortest(receiveHours, time.Hour, s.policy.Take), s.shortest(urgentHours, time.Hour, s.policy.Urgent))
}

func (s *Service) limitsOf(take, urgent time.Duration) []limit {
	in := func(status helprequest.Status) predicate.HelpRequest {
		return helprequest.And(helprequest.StatusEQ(status), helprequest.Hurried(0))
	}
	hurry := func(status helprequest.Status) predicate.HelpRequest {
		return helprequest.And(helprequest.StatusEQ(status), helprequest.Hurried(1))
	}
	return []limit{
		{in(helprequest.StatusOPEN), take}, {in(helprequest.StatusASSIGNED), take},
		{in(helprequest.StatusCLAIMED), s.policy.Help}, {in(helprequest.StatusIN_PROGRESS), s.policy.Resolve},
		{hurry(helprequest.StatusOPEN), urgent}, {hurry(helprequest.StatusASSIGNED), urgent},
		{hurry(helprequest.StatusCLAIMED), urgent}, {hurry(helprequest.StatusIN_PROGRESS), urgent},
	}
}

// late are the requests of the limit that have reached the level by now: those whose clock began at or before one instant.
func (s *Service) late(l limit, level int, now time.Time) predicate.HelpRequest {
	cut := s.calendar.SubWorkingHours(now.Add(-time.Microsecond), time.Duration(level)*l.within)
	return helprequest.And(l.of, helprequest.OpenedAtLTE(cut))
}

// Escalated are the requests of a unit and below that have reached the level, the longest open first, for its leads and
// admins.
// FORBIDDEN, with key NOT_A_LEAD for volunteers; NOT_FOUND for an unknown unit; BAD_USER_INPUT with key LEVEL_RANGE and those of
// the page.
func (s *Service) Escalated(ctx context.Context, unitID gid.ID, level int, a page.Args) (*page.Connection[*ent.HelpRequest], error) {
	if level != LevelLead && level != LevelAdmin {
		return nil, fault.Bad("level", "LEVEL_RANGE").With("min", LevelLead).With("max", LevelAdmin)
	}
	order := page.Order{List: "escalated", Column: helprequest.FieldOpenedAt}
	w, err := a.Window(order.List)
	if err != nil {
		return nil, err
	}
	place, there, err := s.overseen(ctx, unitID)
	if err != nil {
		return nil, err
	}
	ctx = access.For(ctx, access.OverseeHelp)
	var queries []*ent.HelpRequestQuery
	now := s.store.Now()
	for _, l := range s.limits(place.Path, now) {
		queries = append(queries, s.store.Reader(ctx).HelpRequest.Query().Where(s.late(l, level, now), there))
	}
	rows, err := firstOf(ctx, queries, order, w)
	if err != nil {
		return nil, store.Translate(err)
	}
	return page.New(w, order.List, rows, byClock, func(ctx context.Context) (int, error) { return sum(ctx, queries) }), nil
}

func byClock(r *ent.HelpRequest) page.Cursor { return page.AtTime(r.OpenedAt, r.ID) }

// overseen are the requests of the unit and below, for whoever leads it or is its admin. A unit without parts is asked for by
// its id, which one index serves together with the clock.
func (s *Service) overseen(ctx context.Context, unitID gid.ID) (*ent.Unit, predicate.HelpRequest, error) {
	place, err := s.ledUnit(ctx, unitID)
	if err != nil {
		return nil, nil, err
	}
	if undivided(place) {
		return place, helprequest.UnitID(place.ID), nil
	}
	return place, access.Under(place.Path), nil
}

// ledUnit is the unit, for whoever leads it or is its admin.
func (s *Service) ledUnit(ctx context.Context, unitID gid.ID) (*ent.Unit, error) {
	viewer, _ := access.From(ctx)
	if !access.MayTry(viewer, access.OverseeHelp) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	place, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	leads, err := s.leads(ctx, viewer, place.Path)
	if err == nil && !leads {
		err = fault.New(fault.Forbidden, "NOT_A_LEAD")
	}
	return place, err
}
