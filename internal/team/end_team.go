package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	entteam "gandan/ent/team"
	"gandan/ent/teammember"
	"gandan/internal/store"
)

// EndTeamInput is which team ends, and why.
type EndTeamInput struct {
	ID     gid.ID
	Reason string
}

// EndTeam ends the team: the terms of its members end, and shifts that have not begun are called off. Members and those who
// signed up are told. NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; CONFLICT with key TEAM_ENDED.
func (s *Service) EndTeam(ctx context.Context, in EndTeamInput) (*ent.Team, error) {
	why, err := reason("input.reason", in.Reason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Team, error) {
		t, row, err := s.forTeam(ctx, tx, in.ID, end)
		if err != nil {
			return nil, err
		}
		u := tx.Team.Update().Where(entteam.ID(t.ID), entteam.StatusEQ(t.Status)).SetStatus(row.To).SetEndedAt(tx.Now).SetEndReason(why)
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		if err := callOffAll(ctx, tx, t.ID, why); err != nil {
			return nil, err
		}
		if err := endAll(ctx, tx, t.ID, why); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, row.Event, t.ID, nil); err != nil {
			return nil, err
		}
		return tx.Team.Get(ctx, t.ID)
	})
}

// callOffAll calls off the shifts of the team that have not begun.
func callOffAll(ctx context.Context, tx *store.Tx, teamID gid.ID, why string) error {
	system := asSystem(ctx)
	all, err := tx.Shift.Query().Where(shift.TeamID(teamID), shift.StartsAtGT(tx.Now), shift.StatusEQ(shift.StatusPLANNED)).
		Order(ent.Asc(shift.FieldStartsAt), ent.Asc(shift.FieldID)).All(system)
	for i := 0; err == nil && i < len(all); i++ {
		err = callOffOne(ctx, tx, all[i], why)
	}
	return err
}

// endAll ends the memberships of the team. Who is told of it, is told by the end of the team.
func endAll(ctx context.Context, tx *store.Tx, teamID gid.ID, why string) error {
	return tx.TeamMember.Update().Where(teammember.TeamID(teamID), teammember.StatusEQ(teammember.StatusACTIVE)).
		SetStatus(teammember.StatusENDED).SetEndedAt(tx.Now).SetEndReason(why).ClearActiveFor().Exec(ctx)
}
