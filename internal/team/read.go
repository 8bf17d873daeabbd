package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helppoint"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	entteam "gandan/ent/team"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Team is one team, which everybody may read. NOT_FOUND.
func (s *Service) Team(ctx context.Context, id gid.ID) (*ent.Team, error) {
	return page.Load(ctx, "team.team", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Team, error) {
		rows, err := s.store.Reader(ctx).Team.Query().Where(entteam.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(t *ent.Team) gid.ID { return t.ID })
	})
}

// Member is one membership as the person, those of the same team and admins read it. NOT_FOUND.
func (s *Service) Member(ctx context.Context, id gid.ID) (*ent.TeamMember, error) {
	m, err := s.store.Reader(ctx).TeamMember.Get(ctx, id)
	return m, store.Translate(err)
}

// HelpPoint is one help point, which everybody may read. NOT_FOUND.
func (s *Service) HelpPoint(ctx context.Context, id gid.ID) (*ent.HelpPoint, error) {
	return page.Load(ctx, "team.point", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.HelpPoint, error) {
		rows, err := s.store.Reader(ctx).HelpPoint.Query().Where(helppoint.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(p *ent.HelpPoint) gid.ID { return p.ID })
	})
}

// Shift is one shift as volunteers and admins of the unit, members of the team and those who signed up read it. NOT_FOUND.
func (s *Service) Shift(ctx context.Context, id gid.ID) (*ent.Shift, error) {
	return page.Load(ctx, "team.shift", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Shift, error) {
		rows, err := s.store.Reader(ctx).Shift.Query().Where(shift.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(r *ent.Shift) gid.ID { return r.ID })
	})
}

// Signup is one sign-up as the person, the leads of the team and admins read it; members of the team only until the mark. NOT_FOUND.
func (s *Service) Signup(ctx context.Context, id gid.ID) (*ent.ShiftSignup, error) {
	r, err := s.store.Reader(ctx).ShiftSignup.Get(ctx, id)
	return r, store.Translate(err)
}

// PointOf is the help point of the shift, nil for one elsewhere.
func (s *Service) PointOf(ctx context.Context, row *ent.Shift) (*ent.HelpPoint, error) {
	if row.HelpPointID == nil {
		return nil, nil //nolint:nilnil // homes and telephones are no points
	}
	return s.HelpPoint(ctx, *row.HelpPointID)
}

// Unit is the unit a row belongs to.
func (s *Service) Unit(id gid.ID) (*ent.Unit, error) { return s.territory.Unit(id) }

// Person is the name of somebody whose row the viewer may read: who works together knows each other.
func (s *Service) Person(ctx context.Context, id gid.ID) (*ent.Account, error) {
	return s.people.Person(ctx, id)
}

// bornField is how access records name the reading of a birth date.
const bornField = "TeamMember.bornOn"

// BornOn is the birth date of the member, for the person, the leads of the team and admins; nil for everybody else. Reading that
// of somebody else leaves an access record.
func (s *Service) BornOn(ctx context.Context, m *ent.TeamMember) (*string, error) {
	v, err := s.viewer(ctx)
	if err != nil || m.BornOn == nil {
		return nil, err
	}
	if v.actor.ID != m.AccountID {
		if refusal := v.mayLead(m.TeamID, m.UnitPath); refusal != nil {
			return nil, nil //nolint:nilnil,nilerr // the viewer is not told
		}
		if _, err := s.people.Reveal(ctx, m.AccountID, bornField, m.ID); err != nil {
			return nil, err
		}
	}
	return m.BornOn, nil
}

// MayVisitHomes says whether the member is old enough for home visits today, to those who may know the birth date; nil to others.
// It leaves no record, since it tells no date.
func (s *Service) MayVisitHomes(ctx context.Context, m *ent.TeamMember) (*bool, error) {
	v, err := s.viewer(ctx)
	if err != nil || v.actor.ID != m.AccountID && v.mayLead(m.TeamID, m.UnitPath) != nil {
		return nil, err
	}
	may := s.mayVisit(m, v.today)
	return &may, nil
}

// CountsToday says whether the membership counts today: both its days are in it.
func (s *Service) CountsToday(m *ent.TeamMember) bool {
	return counts(m, calendar.Today(s.store.Now()))
}

// said gives what was written about a sign-up to the person, the leads of the team and admins, nil to everybody else.
func (s *Service) said(ctx context.Context, r *ent.ShiftSignup, what *string) (*string, error) {
	v, err := s.viewer(ctx)
	if err != nil || v.actor.ID != r.AccountID && v.mayLead(r.TeamID, r.UnitPath) != nil {
		return nil, err
	}
	return what, nil
}

// CommentOn is what the lead wrote with the mark.
func (s *Service) CommentOn(ctx context.Context, r *ent.ShiftSignup) (*string, error) {
	return s.said(ctx, r, r.Comment)
}

// ObjectionTo is what the person wrote against it.
func (s *Service) ObjectionTo(ctx context.Context, r *ent.ShiftSignup) (*string, error) {
	return s.said(ctx, r, r.Objection)
}

// spell is a shift with its times, by which those of one response are looked up together.
type spell struct {
	shift    gid.ID
	from, to int64
}

// CanSignUp is what a sign-up would be answered now; the shifts of one response cost two statements. NOT_A_MEMBER for a visitor.
func (s *Service) CanSignUp(ctx context.Context, row *ent.Shift) (Answer, error) {
	v, err := s.viewer(ctx)
	if err != nil {
		return "", err
	}
	held, err := page.Maybe(ctx, "team.held", spell{row.ID, row.StartsAt.UnixMicro(), row.EndsAt.UnixMicro()},
		func(ctx context.Context, all []spell) (map[spell][]*ent.ShiftSignup, error) {
			return s.heldDuring(ctx, v.actor, all)
		})
	return s.answer(v, row, held, s.store.Now()), err
}

// heldDuring reads the viewer's sign-ups around all the shifts at once.
func (s *Service) heldDuring(ctx context.Context, a access.Actor, all []spell) (map[spell][]*ent.ShiftSignup, error) {
	from, to := all[0].from, all[0].to
	for _, one := range all {
		from, to = min(from, one.from), max(to, one.to)
	}
	found := make(map[spell][]*ent.ShiftSignup, len(all))
	if a.ID.IsZero() {
		return found, nil
	}
	rows, err := s.heldBetween(ctx, s.store.Reader(ctx), a.ID, instant(from), instant(to))
	for _, one := range all {
		found[one] = rows
	}
	return found, store.Translate(err)
}

// MySignup is the viewer's newest sign-up for the shift, nil without one. Those of one response are one statement.
func (s *Service) MySignup(ctx context.Context, row *ent.Shift) (*ent.ShiftSignup, error) {
	actor, _ := access.From(ctx)
	if actor.ID.IsZero() {
		return nil, nil //nolint:nilnil // a visitor has none
	}
	return page.Maybe(ctx, "team.mine", row.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.ShiftSignup, error) {
		rows, err := s.store.Reader(ctx).ShiftSignup.Query().
			Where(shiftsignup.AccountID(actor.ID), shiftsignup.ShiftIDIn(ids...)).
			Order(ent.Asc(shiftsignup.FieldCreatedAt), ent.Asc(shiftsignup.FieldID)).All(asSystem(ctx))
		return store.ByID(rows, err, func(r *ent.ShiftSignup) gid.ID { return r.ShiftID })
	})
}
