package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	entteam "gandan/ent/team"
	"gandan/internal/access"
	"gandan/internal/store"
)

// FoundTeamInput is a team to found.
type FoundTeamInput struct {
	UnitID gid.ID
	Name   string
	Kind   entteam.Kind
}

// FoundTeam founds a team in a unit of the admin's that is in force.
//
// BAD_USER_INPUT with keys UNKNOWN_UNIT, UNIT_NOT_IN_FORCE, TOO_SHORT, TOO_LONG; FORBIDDEN.
func (s *Service) FoundTeam(ctx context.Context, in FoundTeamInput) (*ent.Team, error) {
	name, err := words("input.name", in.Name, 3, longestName)
	if err != nil {
		return nil, err
	}
	unit, err := s.unitFor(ctx, in.UnitID, access.ManageTeam)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Team, error) {
		row := tx.Team.Create().SetUnitID(unit.ID).SetUnitPath(unit.Path).SetName(name).SetKind(in.Kind).SetStatus(entteam.StatusACTIVE)
		if !tx.Actor.ID.IsZero() {
			row.SetFoundedByID(tx.Actor.ID)
		}
		t, err := row.Save(ctx)
		if err != nil {
			return nil, err
		}
		return t, tx.Emit(ctx, EventFounded, t.ID, nil)
	})
}

// unitFor is a unit in which something new may begin. BAD_USER_INPUT with keys UNKNOWN_UNIT and UNIT_NOT_IN_FORCE; FORBIDDEN.
func (s *Service) unitFor(ctx context.Context, id gid.ID, action access.Action) (*ent.Unit, error) {
	unit, err := s.territory.InForce(id, "input.unitId")
	if err != nil {
		return nil, err
	}
	if actor, _ := access.From(ctx); !access.Can(actor, action, access.Object{Path: unit.Path}) {
		return nil, forbidden()
	}
	return unit, nil
}
