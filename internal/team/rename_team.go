package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	entteam "gandan/ent/team"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// RenameTeamInput is the new name of a team.
type RenameTeamInput struct {
	ID   gid.ID
	Name string
}

// RenameTeam changes the name. NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG; CONFLICT with key TEAM_ENDED.
func (s *Service) RenameTeam(ctx context.Context, in RenameTeamInput) (*ent.Team, error) {
	name, err := words("input.name", in.Name, 3, longestName)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Team, error) {
		t, row, err := s.forTeam(ctx, tx, in.ID, rename)
		if err != nil {
			return nil, err
		}
		u := tx.Team.Update().Where(entteam.ID(t.ID), entteam.StatusEQ(t.Status)).SetName(name)
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		t.Name = name
		if err := touchShifts(ctx, tx, shift.TeamID(t.ID)); err != nil {
			return nil, err
		}
		return t, tx.Emit(ctx, row.Event, t.ID, nil)
	})
}

// forTeam locks the team for a deed and checks who may do it and whether it can be done: who adds a member and who ends the
// team come one after the other.
func (s *Service) forTeam(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Team, lifecycle.Row[entteam.Status], error) {
	var none lifecycle.Row[entteam.Status]
	if err := tx.Team.Update().Where(entteam.ID(id)).Exec(ctx); err != nil {
		return nil, none, err
	}
	t, err := tx.Team.Get(ctx, id)
	if err != nil {
		return nil, none, err
	}
	v, err := acting(ctx, tx)
	if err != nil {
		return nil, none, err
	}
	row, err := v.teamArrow(t, verb)
	return t, row, err
}

// teamArrow answers whether the viewer may do the verb to the team now. FORBIDDEN with keys FORBIDDEN and NOT_LEAD; CONFLICT
// with key TEAM_ENDED.
func (v viewed) teamArrow(t *ent.Team, verb string) (lifecycle.Row[entteam.Status], error) {
	if err := v.may(Life().Action(verb), t.ID, access.Object{Path: t.UnitPath}); err != nil {
		return lifecycle.Row[entteam.Status]{}, err
	}
	row, err := Life().Find(t.Status, verb)
	if err != nil {
		err = fault.New(fault.Conflict, "TEAM_ENDED")
	}
	return row, err
}
