package team

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	entteam "gandan/ent/team"
	"gandan/ent/teammember"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

func instant(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

func atMember(m *ent.TeamMember) page.Cursor  { return page.AtTime(m.CreatedAt, m.ID) }
func atShift(r *ent.Shift) page.Cursor        { return page.AtTime(r.StartsAt, r.ID) }
func atSignup(r *ent.ShiftSignup) page.Cursor { return page.AtTime(r.CreatedAt, r.ID) }

// Teams is a page of teams, of one unit when it is named, in the order in which they were founded; those that ended when asked.
// BAD_USER_INPUT with key WRONG_ID_KIND, and for the page.
func (s *Service) Teams(ctx context.Context, unitID *gid.ID, ended *bool, args page.Args) (*page.Connection[*ent.Team], error) {
	status := entteam.StatusACTIVE
	if ended != nil && *ended {
		status = entteam.StatusENDED
	}
	q := s.store.Reader(ctx).Team.Query().Where(entteam.StatusEQ(status))
	if unitID != nil {
		if unitID.Kind() != gid.Unit {
			return nil, fault.Bad("unitId", "WRONG_ID_KIND")
		}
		q.Where(entteam.UnitID(*unitID))
	}
	order := page.Order{List: "teams", Column: entteam.FieldCreatedAt}
	c, err := page.Of(ctx, q, args, order, func(t *ent.Team) page.Cursor { return page.AtTime(t.CreatedAt, t.ID) })
	return c, store.Translate(err)
}

// Members is a page of those in the team in the order in which they joined, and of those who were when asked; for members of the
// team and admins of its unit, nil for everybody else. BAD_USER_INPUT for the page.
func (s *Service) Members(ctx context.Context, t *ent.Team, ended *bool, args page.Args) (*page.Connection[*ent.TeamMember], error) {
	v, err := s.viewer(ctx)
	if err != nil || v.member(t.ID, v.today) == nil && !access.Can(v.actor, access.ReadMember, access.Object{Path: t.UnitPath}) {
		return nil, err
	}
	l := children[*ent.TeamMember]{
		name: "team.members", table: teammember.Table, parent: teammember.FieldTeamID,
		order: page.Order{List: "team.members", Column: teammember.FieldCreatedAt}, key: atMember, of: func(m *ent.TeamMember) gid.ID { return m.TeamID },
	}
	status := teammember.StatusACTIVE
	if ended != nil && *ended {
		status, l.name = teammember.StatusENDED, l.name+".ended"
	}
	l.filter = func(q *sql.Selector) { q.Where(sql.EQ(q.C(teammember.FieldStatus), status)) }
	l.read = func(ctx context.Context, w func(*sql.Selector)) ([]*ent.TeamMember, error) {
		return s.store.Reader(ctx).TeamMember.Query().Where(w).All(ctx)
	}
	l.count = func(ctx context.Context, w func(*sql.Selector)) (int, error) {
		return s.store.Reader(ctx).TeamMember.Query().Where(w).Count(ctx)
	}
	return l.page(ctx, t.ID, args)
}

// ShiftsOf is a page of the shifts of the team that are not over, the next first, or of those that are, the latest first; for
// volunteers and admins of the unit and members of the team, nil for everybody else. BAD_USER_INPUT for the page.
func (s *Service) ShiftsOf(ctx context.Context, t *ent.Team, past *bool, args page.Args) (*page.Connection[*ent.Shift], error) {
	v, err := s.viewer(ctx)
	if err != nil || v.member(t.ID, v.today) == nil && !access.Can(v.actor, access.ReadShift, access.Object{Path: t.UnitPath}) {
		return nil, err
	}
	now := s.store.Now()
	l := children[*ent.Shift]{
		name: "team.shifts", table: shift.Table, parent: shift.FieldTeamID, order: page.Order{List: "team.shifts", Column: shift.FieldStartsAt},
		key: atShift, of: func(r *ent.Shift) gid.ID { return r.TeamID },
	}
	l.filter = func(q *sql.Selector) {
		q.Where(sql.And(sql.GT(q.C(shift.FieldStartsAt), now.Add(-s.policy.Longest)), sql.GT(q.C(shift.FieldEndsAt), now)))
	}
	if past != nil && *past {
		l.name, l.order = l.name+".past", page.Order{List: "team.shifts.past", Column: shift.FieldStartsAt, Desc: true}
		l.filter = func(q *sql.Selector) { q.Where(sql.LTE(q.C(shift.FieldEndsAt), now)) }
	}
	l.read = func(ctx context.Context, w func(*sql.Selector)) ([]*ent.Shift, error) {
		return s.store.Reader(ctx).Shift.Query().Where(w).All(ctx)
	}
	l.count = func(ctx context.Context, w func(*sql.Selector)) (int, error) {
		return s.store.Reader(ctx).Shift.Query().Where(w).Count(ctx)
	}
	return l.page(ctx, t.ID, args)
}

// Signups is a page of those who signed up for the shift, in that order: all for leads of the team and admins; to members only
// those who are to come, so that nobody learns who did not; nil for everybody else. BAD_USER_INPUT for the page.
func (s *Service) Signups(ctx context.Context, row *ent.Shift, args page.Args) (*page.Connection[*ent.ShiftSignup], error) {
	v, err := s.viewer(ctx)
	leads := err == nil && v.mayLead(row.TeamID, row.UnitPath) == nil
	if err != nil || !leads && v.member(row.TeamID, v.today) == nil {
		return nil, err
	}
	l := children[*ent.ShiftSignup]{
		name: "shift.signups", table: shiftsignup.Table, parent: shiftsignup.FieldShiftID, order: page.Order{List: "shift.signups", Column: shiftsignup.FieldCreatedAt},
		key: atSignup, of: func(r *ent.ShiftSignup) gid.ID { return r.ShiftID }, filter: func(*sql.Selector) {},
	}
	if !leads {
		l.name += ".coming"
		l.filter = func(q *sql.Selector) { q.Where(sql.EQ(q.C(shiftsignup.FieldStatus), shiftsignup.StatusSIGNED_UP)) }
	}
	l.read = func(ctx context.Context, w func(*sql.Selector)) ([]*ent.ShiftSignup, error) {
		return s.store.Reader(ctx).ShiftSignup.Query().Where(w).All(ctx)
	}
	l.count = func(ctx context.Context, w func(*sql.Selector)) (int, error) {
		return s.store.Reader(ctx).ShiftSignup.Query().Where(w).Count(ctx)
	}
	return l.page(ctx, row.ID, args)
}

// Shifts is a page of the shifts of all teams of the unit itself that begin between two instants, from now on when nobody says,
// by their start; for volunteers and admins of the unit.
// NOT_FOUND for an unknown unit; FORBIDDEN; BAD_USER_INPUT with keys WRONG_ID_KIND and ENDS_BEFORE_START, and for the page.
func (s *Service) Shifts(ctx context.Context, unitID gid.ID, from, to *time.Time, args page.Args) (*page.Connection[*ent.Shift], error) {
	if unitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	unit, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	if actor, _ := access.From(ctx); !access.Can(actor, access.ReadShift, access.Object{Path: unit.Path}) {
		return nil, forbidden()
	}
	begin := s.store.Now()
	if from != nil {
		begin = from.UTC()
	}
	q := s.store.Reader(ctx).Shift.Query().Where(shift.UnitID(unitID), shift.StartsAtGTE(begin))
	if to != nil {
		if !to.After(begin) {
			return nil, fault.Bad("to", "ENDS_BEFORE_START")
		}
		q.Where(shift.StartsAtLT(to.UTC()))
	}
	c, err := page.Of(asSystem(ctx), q, args, page.Order{List: "shifts", Column: shift.FieldStartsAt}, atShift)
	return c, store.Translate(err)
}

// MyShifts is a page of the actor's own sign-ups: those that are to come, the next first, or all that began, the latest first.
// BAD_USER_INPUT for the page.
func (s *Service) MyShifts(ctx context.Context, past *bool, args page.Args) (*page.Connection[*ent.ShiftSignup], error) {
	actor, _ := access.From(ctx)
	now := s.store.Now()
	q := s.store.Reader(ctx).ShiftSignup.Query().Where(shiftsignup.AccountID(actor.ID))
	order := page.Order{List: "me.shifts", Column: shiftsignup.FieldStartsAt}
	if past != nil && *past {
		order.List, order.Desc = "me.shifts.past", true
		q.Where(shiftsignup.StartsAtLTE(now))
	} else {
		q.Where(shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP), shiftsignup.StartsAtGT(now.Add(-s.policy.Longest)), shiftsignup.EndsAtGT(now))
	}
	// The rows are the actor's own by the first condition, and the index gives their order.
	c, err := page.Of(asSystem(ctx), q, args, order, func(r *ent.ShiftSignup) page.Cursor { return page.AtTime(r.StartsAt, r.ID) })
	return c, store.Translate(err)
}

// MyMemberships is a page of the actor's own memberships, newest first, those that ended included. BAD_USER_INPUT for the page.
func (s *Service) MyMemberships(ctx context.Context, args page.Args) (*page.Connection[*ent.TeamMember], error) {
	actor, _ := access.From(ctx)
	q := s.store.Reader(ctx).TeamMember.Query().Where(teammember.AccountID(actor.ID))
	order := page.Order{List: "me.memberships", Column: teammember.FieldCreatedAt, Desc: true}
	c, err := page.Of(asSystem(ctx), q, args, order, atMember)
	return c, store.Translate(err)
}
