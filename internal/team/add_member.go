package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/teammember"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// longestTerm is how many days a term runs at most, five years: a term is to be thought about again.
const longestTerm = 5 * 366

// AddMemberInput is who joins a team, for which term, both days included.
type AddMemberInput struct {
	TeamID    gid.ID
	CitizenID gid.ID
	FromOn    string
	ToOn      string
	Lead      *bool
	BornOn    *string
	TrainedOn *string
	Skills    []string
}

// AddMember lets an admin or a lead of the team take in a volunteer of the unit. Only an admin makes a lead.
//
// NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; BAD_USER_INPUT with keys TERM_DAYS, BAD_BIRTH_DATE, TRAINED_IN_FUTURE,
// UNKNOWN_SKILL, TOO_MANY_ITEMS and NOT_A_VOLUNTEER (also for an unknown person: it tells nothing of who has an account);
// CONFLICT with keys TEAM_ENDED and ALREADY_MEMBER; LIMIT_EXCEEDED with key TOO_MANY_TEAMS.
func (s *Service) AddMember(ctx context.Context, in AddMemberInput) (*ent.TeamMember, error) {
	if err := in.check(s, calendar.Today(s.store.Now())); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.TeamMember, error) {
		t, row, err := s.forTeam(ctx, tx, in.TeamID, add)
		if err != nil {
			return nil, err
		}
		if in.Lead != nil && *in.Lead && !access.Can(tx.Actor, access.ManageTeam, access.Object{Path: t.UnitPath}) {
			return nil, forbidden()
		}
		if err := s.volunteers(ctx, t, in.CitizenID); err != nil {
			return nil, err
		}
		if err := s.makeRoom(ctx, tx, t.ID, in.CitizenID); err != nil {
			return nil, err
		}
		m, err := in.row(tx, t).Save(ctx)
		if err != nil {
			return nil, err
		}
		return m, tellMember(ctx, tx, row.Event, m)
	})
}

func (in *AddMemberInput) check(s *Service, today calendar.Date) (err error) {
	if err := term(calendar.Date(in.FromOn), calendar.Date(in.ToOn), today); err != nil {
		return err
	}
	if err := bornOn(in.BornOn, today); err != nil {
		return err
	}
	if err := trainedOn(in.TrainedOn, today); err != nil {
		return err
	}
	in.Skills, err = s.skills("input.skills", in.Skills)
	return err
}

// term checks the days of a membership: it ends today at the earliest. BAD_USER_INPUT with key TERM_DAYS.
func term(from, to, today calendar.Date) error {
	if to < from || to < today || to > from.AddDays(longestTerm) {
		return fault.Bad("input.toOn", "TERM_DAYS").With("max", longestTerm)
	}
	return nil
}

func (in *AddMemberInput) row(tx *store.Tx, t *ent.Team) *ent.TeamMemberCreate {
	return tx.TeamMember.Create().SetTeamID(t.ID).SetUnitID(t.UnitID).SetUnitPath(t.UnitPath).SetAccountID(in.CitizenID).
		SetStatus(teammember.StatusACTIVE).SetActiveFor(activeFor(t.ID, in.CitizenID)).SetFromOn(in.FromOn).SetToOn(in.ToOn).
		SetLead(in.Lead != nil && *in.Lead).SetNillableBornOn(in.BornOn).SetNillableTrainedOn(in.TrainedOn).SetSkills(in.Skills)
}

// volunteers asks for the role at the unit of the team.
func (s *Service) volunteers(ctx context.Context, t *ent.Team, accountID gid.ID) error {
	kept, err := s.withRole(asSystem(ctx), []*ent.TeamMember{{AccountID: accountID, UnitPath: t.UnitPath}})
	if err == nil && len(kept) == 0 {
		err = fault.Bad("input.citizenId", "NOT_A_VOLUNTEER")
	}
	return err
}

// makeRoom refuses who is in the team already, and ends a membership whose term ran out but that the clock has not ended yet.
func (s *Service) makeRoom(ctx context.Context, tx *store.Tx, teamID, accountID gid.ID) error {
	mine, err := membershipsOf(ctx, tx.Client, accountID)
	if err != nil {
		return err
	}
	for _, m := range mine {
		if m.TeamID != teamID {
			continue
		}
		if m.ToOn >= string(calendar.Today(tx.Now)) {
			return fault.New(fault.Conflict, "ALREADY_MEMBER")
		}
		return lapseOne(ctx, tx, m)
	}
	if len(mine) >= mostTeams {
		return fault.New(fault.LimitExceeded, "TOO_MANY_TEAMS").With("max", mostTeams)
	}
	return nil
}

// activeFor names the one row of a person in a team or a shift that counts.
func activeFor(in, accountID gid.ID) string { return in.String() + " " + accountID.String() }
