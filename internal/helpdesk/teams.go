package helpdesk

import (
	"context"
	"slices"
	"strings"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/store"
)

// Teams is what the helpdesk asks of whoever keeps the teams of volunteers. A unit is named by its path. It is asked inside
// transactions too, so it reads through store.Reader.
type Teams interface {
	// IsLead reports whether the account leads a team that serves the unit.
	IsLead(ctx context.Context, account gid.ID, unitPath string) (bool, error)
	// LeadsOf lists who leads the unit; empty when nobody does, and then its admins are told.
	LeadsOf(ctx context.Context, unitPath string) ([]gid.ID, error)
	// Members lists the volunteers who serve the unit.
	Members(ctx context.Context, unitPath string) ([]gid.ID, error)
}

// WithTeams has the teams answered by somebody else than ByRoles.
func (s *Service) WithTeams(teams Teams) *Service {
	s.teams = teams
	return s
}

// MostTold is how many leads or admins of a unit are told of one fact, and mostMembers how many volunteers a load shows.
const (
	MostTold    = 50
	mostMembers = 100
)

// ByRoles answers for units without teams, from the roles that people hold: the admins lead, and whose role of volunteer
// reaches the unit serves it.
type ByRoles struct{ Store *store.Store }

var _ Teams = ByRoles{}

// IsLead reports whether the account is an admin of the unit. The roles of who asks are known without a look.
func (b ByRoles) IsLead(ctx context.Context, account gid.ID, unitPath string) (bool, error) {
	if a, ok := access.From(ctx); ok && a.ID == account {
		return a.RoleIn(unitPath) == access.Admin, nil
	}
	return holdsRole(ctx, b.Store.Reader(ctx), account, rolegrant.RoleADMIN, unitPath)
}

// LeadsOf lists the admins of the unit itself.
func (b ByRoles) LeadsOf(ctx context.Context, unitPath string) ([]gid.ID, error) {
	rows, err := granted(ctx, b.Store.Reader(ctx), rolegrant.RoleADMIN, MostTold, unitPath)
	return accounts(rows), err
}

// Members lists the volunteers whose role reaches the unit.
func (b ByRoles) Members(ctx context.Context, unitPath string) ([]gid.ID, error) {
	rows, err := granted(ctx, b.Store.Reader(ctx), rolegrant.RoleVOLUNTEER, mostMembers, ancestry(unitPath)...)
	return accounts(rows), err
}

// leadsFor are those to tell of what a lead should look at: the leads of the unit, else whom adminsFor finds.
func (s *Service) leadsFor(ctx context.Context, unitPath string) ([]gid.ID, error) {
	leads, err := s.teams.LeadsOf(ctx, unitPath)
	if err != nil || len(leads) > 0 {
		return leads[:min(len(leads), MostTold)], err
	}
	return s.adminsFor(ctx, unitPath)
}

// adminsFor are the admins of the unit, or of the nearest unit above that has any.
func (s *Service) adminsFor(ctx context.Context, unitPath string) ([]gid.ID, error) {
	for _, path := range slices.Backward(ancestry(unitPath)) {
		rows, err := granted(ctx, s.store.Reader(ctx), rolegrant.RoleADMIN, MostTold, path)
		if err != nil || len(rows) > 0 {
			return accounts(rows), err
		}
	}
	return nil, nil
}

// granted are the roles held in the units of the paths, the oldest first.
func granted(ctx context.Context, db *ent.Client, role rolegrant.Role, most int, paths ...string) ([]*ent.RoleGrant, error) {
	rows, err := db.RoleGrant.Query().
		Where(rolegrant.UnitPathIn(paths...), rolegrant.RoleEQ(role), rolegrant.RevokedAtIsNil()).
		Order(ent.Asc(rolegrant.FieldID)).Limit(most).All(access.AsSystem(ctx, "helpdesk"))
	return rows, err
}

// holdsRole reports whether an active account holds the role now where it reaches the path.
func holdsRole(ctx context.Context, db *ent.Client, who gid.ID, role rolegrant.Role, path string) (bool, error) {
	return db.RoleGrant.Query().
		Where(rolegrant.AccountID(who), rolegrant.RevokedAtIsNil(), rolegrant.RoleEQ(role), rolegrant.UnitPathIn(ancestry(path)...),
			rolegrant.HasAccountWith(account.StatusEQ(account.StatusACTIVE))).
		Exist(access.AsSystem(ctx, "helpdesk"))
}

func accounts(rows []*ent.RoleGrant) []gid.ID {
	var ids []gid.ID
	for _, g := range rows {
		if !slices.Contains(ids, g.AccountID) {
			ids = append(ids, g.AccountID)
		}
	}
	return ids
}

// ancestry lists the paths of the unit and of those above it, the highest first: "/01/" and "/01/00070/".
func ancestry(path string) []string {
	var out []string
	for i, c := range path {
		if c == '/' && i > 0 {
			out = append(out, path[:i+1])
		}
	}
	return out
}

// joined writes ids into the data of an event.
func joined(ids []gid.ID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return strings.Join(texts, ",")
}
