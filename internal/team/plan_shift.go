package team

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helppoint"
	"gandan/ent/shift"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// PlanShiftInput is a shift of a team: where, when, how many, and what who comes must know.
type PlanShiftInput struct {
	TeamID      gid.ID
	Place       shift.Place
	HelpPointID *gid.ID
	StartsAt    time.Time
	EndsAt      time.Time
	Capacity    *int
	Skill       *string
}

// PlanShift plans a shift of the team: by a lead or an admin, 30 minutes to 12 hours long, at most 60 days ahead. Home visits are
// made in pairs and so need two people at least.
//
// BAD_USER_INPUT with keys STARTS_IN_PAST, SHIFT_TOO_FAR, SHIFT_LENGTH, SHIFT_CAPACITY, UNKNOWN_SKILL, POINT_NEEDED and
// POINT_ELSEWHERE; NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; CONFLICT with keys TEAM_ENDED and POINT_CLOSED.
func (s *Service) PlanShift(ctx context.Context, in PlanShiftInput) (*ent.Shift, error) {
	if err := in.check(s, s.store.Now()); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Shift, error) {
		t, row, err := s.forTeam(ctx, tx, in.TeamID, plan)
		if err != nil {
			return nil, err
		}
		if err := in.checkPoint(ctx, tx, t); err != nil {
			return nil, err
		}
		create := tx.Shift.Create().SetTeamID(t.ID).SetUnitID(t.UnitID).SetUnitPath(t.UnitPath).SetPlace(in.Place).
			SetNillableHelpPointID(in.HelpPointID).SetStartsAt(in.StartsAt).SetEndsAt(in.EndsAt).SetCapacity(*in.Capacity).
			SetNillableSkill(in.Skill).SetStatus(shift.StatusPLANNED)
		if !tx.Actor.ID.IsZero() {
			create.SetPlannedByID(tx.Actor.ID)
		}
		made, err := create.Save(ctx)
		if err != nil {
			return nil, err
		}
		return made, tx.Emit(ctx, row.Event, made.ID, map[string]string{"team": t.ID.String()})
	})
}

// check brings the input to the form in which it is stored, or says what is wrong with it.
func (in *PlanShiftInput) check(s *Service, now time.Time) error {
	in.StartsAt, in.EndsAt = in.StartsAt.UTC().Truncate(time.Microsecond), in.EndsAt.UTC().Truncate(time.Microsecond)
	p, long := s.policy, in.EndsAt.Sub(in.StartsAt)
	least := 1
	if in.Place == shift.PlaceHOME_VISITS {
		least = p.Pair
	}
	if in.Capacity == nil {
		usual := max(least, p.Capacity)
		in.Capacity = &usual
	}
	switch {
	case !in.StartsAt.After(now):
		return fault.Bad("input.startsAt", "STARTS_IN_PAST")
	case in.StartsAt.After(now.Add(p.PlanAhead)):
		return fault.Bad("input.startsAt", "SHIFT_TOO_FAR").With("days", int(p.PlanAhead.Hours()/24))
	case long < p.Shortest || long > p.Longest:
		return fault.Bad("input.endsAt", "SHIFT_LENGTH").With("min", int(p.Shortest.Minutes())).With("max", int(p.Longest.Hours()))
	case *in.Capacity < least || *in.Capacity > p.MostCapacity:
		return fault.Bad("input.capacity", "SHIFT_CAPACITY").With("min", least).With("max", p.MostCapacity)
	case (in.Place == shift.PlaceHELP_POINT) != (in.HelpPointID != nil):
		return fault.Bad("input.helpPointId", "POINT_NEEDED")
	case in.Skill == nil:
		return nil
	}
	_, err := s.skills("input.skill", []string{*in.Skill})
	return err
}

// checkPoint locks the help point: it is of the unit of the team and open.
func (in *PlanShiftInput) checkPoint(ctx context.Context, tx *store.Tx, t *ent.Team) error {
	if in.HelpPointID == nil {
		return nil
	}
	p, err := lockPoint(ctx, tx, *in.HelpPointID)
	switch {
	case ent.IsNotFound(err), err == nil && p.UnitID != t.UnitID:
		return fault.Bad("input.helpPointId", "POINT_ELSEWHERE")
	case err == nil && p.Status != helppoint.StatusOPEN:
		return fault.New(fault.Conflict, "POINT_CLOSED")
	}
	return err
}
