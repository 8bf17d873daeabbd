package team

import (
	"context"
	"slices"
	"strings"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/rolegrant"
	"gandan/ent/teammember"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// mostPeople bounds what LeadsOf and MembersOf answer.
const mostPeople = 500

// IsLead reports whether the person is, on the local day, a lead of a team whose unit is the unit of the path or contains it,
// and holds the role VOLUNTEER there. Inside store.Write it reads in that transaction. It asks as the system: the caller decides
// who may know.
func (s *Service) IsLead(ctx context.Context, accountID gid.ID, unitPath string, day calendar.Date) (bool, error) {
	return s.serves(ctx, accountID, s.counting(ctx, unitPath, day, true))
}

// MemberOf reports the same of an ordinary membership; a lead is a member too.
func (s *Service) MemberOf(ctx context.Context, accountID gid.ID, unitPath string, day calendar.Date) (bool, error) {
	return s.serves(ctx, accountID, s.counting(ctx, unitPath, day, false))
}

// LeadsOf lists the people who lead, on the local day, the teams that serve the unit of the path; each once, in the order in
// which they joined, at most 500.
func (s *Service) LeadsOf(ctx context.Context, unitPath string, day calendar.Date) ([]gid.ID, error) {
	return s.serving(ctx, unitPath, day, true)
}

// MembersOf lists all members of those teams, leads included, in the same way.
func (s *Service) MembersOf(ctx context.Context, unitPath string, day calendar.Date) ([]gid.ID, error) {
	return s.serving(ctx, unitPath, day, false)
}

// counting are the memberships that count on the day in teams of the unit or of one above it.
func (s *Service) counting(ctx context.Context, unitPath string, day calendar.Date, leads bool) *ent.TeamMemberQuery {
	q := s.store.Reader(asSystem(ctx)).TeamMember.Query().Where(teammember.UnitPathIn(upwards(unitPath)...), countsOn(day))
	if leads {
		q.Where(predicate.TeamMember(isLead))
	}
	return q
}

// serves reports whether one of the memberships is the person's and the role stands behind it. The roles of who asks are known
// without a look.
func (s *Service) serves(ctx context.Context, accountID gid.ID, memberships *ent.TeamMemberQuery) (bool, error) {
	rows, err := memberships.Where(teammember.AccountID(accountID)).Limit(mostPeople).All(asSystem(ctx))
	if err != nil || len(rows) == 0 {
		return false, store.Translate(err)
	}
	if a, _ := access.From(ctx); a.ID == accountID {
		return slices.ContainsFunc(rows, func(m *ent.TeamMember) bool {
			return slices.ContainsFunc(a.Members, func(r access.Membership) bool {
				return r.Role == access.Volunteer && access.Within(m.UnitPath, r.Path)
			})
		}), nil
	}
	rows, err = s.withRole(asSystem(ctx), rows)
	return len(rows) > 0, err
}

// serving are the people whose membership counts on the day in a team of the unit or of one above it.
func (s *Service) serving(ctx context.Context, unitPath string, day calendar.Date, leads bool) ([]gid.ID, error) {
	ctx = asSystem(ctx)
	rows, err := s.counting(ctx, unitPath, day, leads).
		Order(ent.Asc(teammember.FieldCreatedAt), ent.Asc(teammember.FieldID)).Limit(mostPeople).All(ctx)
	if err != nil || len(rows) == 0 {
		return nil, store.Translate(err)
	}
	rows, err = s.withRole(ctx, rows)
	var people []gid.ID
	seen := map[gid.ID]bool{}
	for _, m := range rows {
		if !seen[m.AccountID] {
			seen[m.AccountID] = true
			people = append(people, m.AccountID)
		}
	}
	return people, err
}

// withRole keeps the memberships of those who hold the role VOLUNTEER at the unit of the team.
func (s *Service) withRole(ctx context.Context, rows []*ent.TeamMember) ([]*ent.TeamMember, error) {
	ids := make([]gid.ID, len(rows))
	for i, m := range rows {
		ids[i] = m.AccountID
	}
	grants, err := s.store.Reader(ctx).RoleGrant.Query().
		Where(rolegrant.AccountIDIn(ids...), rolegrant.RevokedAtIsNil(), rolegrant.RoleEQ(rolegrant.RoleVOLUNTEER)).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	var kept []*ent.TeamMember
	for _, m := range rows {
		for _, g := range grants {
			if g.AccountID == m.AccountID && access.Within(m.UnitPath, g.UnitPath) {
				kept = append(kept, m)
				break
			}
		}
	}
	return kept, nil
}

// upwards are the paths of the unit and of all above it: "/01/1/" is in "/01/".
func upwards(path string) []string {
	var all []string
	for i := range path {
		if i > 0 && path[i] == '/' {
			all = append(all, path[:i+1])
		}
	}
	return all
}

// countsOn is the condition that a membership counts on the local day: the first and the last day are in it.
func countsOn(day calendar.Date) predicate.TeamMember {
	return teammember.And(teammember.StatusEQ(teammember.StatusACTIVE), teammember.FromOnLTE(string(day)), teammember.ToOnGTE(string(day)))
}

// counts is countsOn for a row in hand.
func counts(m *ent.TeamMember, day calendar.Date) bool {
	return m.Status == teammember.StatusACTIVE && strings.Compare(m.FromOn, string(day)) <= 0 && strings.Compare(string(day), m.ToOn) <= 0
}

// isLead compares explicitly, see access.Listed.
func isLead(s *sql.Selector) { s.Where(sql.ExprP(s.C(teammember.FieldLead)+" = ?", true)) }

// viewed is who asks, with their own memberships that have not ended: those of one response are one statement.
type viewed struct {
	actor access.Actor
	mine  []*ent.TeamMember
	today calendar.Date
}

// viewer reads who asks.
func (s *Service) viewer(ctx context.Context) (viewed, error) {
	actor, _ := access.From(ctx)
	v := viewed{actor: actor, today: calendar.Today(s.store.Now())}
	if actor.ID.IsZero() {
		return v, nil
	}
	var err error
	v.mine, err = page.Maybe(ctx, "team.viewer", actor.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID][]*ent.TeamMember, error) {
		rows, err := membershipsOf(ctx, s.store.Reader(ctx), ids[0])
		return map[gid.ID][]*ent.TeamMember{ids[0]: rows}, store.Translate(err)
	})
	return v, err
}

// mostTeams bounds how many teams one person is in at a time.
const mostTeams = 50

// membershipsOf are the memberships of the person that have not ended.
func membershipsOf(ctx context.Context, db *ent.Client, accountID gid.ID) ([]*ent.TeamMember, error) {
	return db.TeamMember.Query().Where(teammember.AccountID(accountID), teammember.StatusEQ(teammember.StatusACTIVE)).
		Limit(mostTeams).All(asSystem(ctx))
}

// acting is who does a deed, as the transaction sees them.
func acting(ctx context.Context, tx *store.Tx) (viewed, error) {
	v := viewed{actor: tx.Actor, today: calendar.Today(tx.Now)}
	if tx.Actor.ID.IsZero() {
		return v, nil
	}
	var err error
	v.mine, err = membershipsOf(ctx, tx.Client, tx.Actor.ID)
	return v, err
}

// member is the viewer's membership of the team that counts on the day, nil without one.
func (v viewed) member(teamID gid.ID, day calendar.Date) *ent.TeamMember {
	for _, m := range v.mine {
		if m.TeamID == teamID && counts(m, day) {
			return m
		}
	}
	return nil
}

// mayLead says whether the viewer leads the team today, or is an admin of its unit. FORBIDDEN with keys FORBIDDEN and NOT_LEAD.
func (v viewed) mayLead(teamID gid.ID, unitPath string) error {
	o := access.Object{Path: unitPath}
	switch m := v.member(teamID, v.today); {
	case access.Can(v.actor, access.ManageTeam, o):
		return nil
	case !access.Can(v.actor, access.LeadTeam, o):
		return forbidden()
	case m == nil || !m.Lead:
		return fault.New(fault.Forbidden, "NOT_LEAD")
	}
	return nil
}

// may is the question of who may do the verb to what belongs to the team: an action of leads is asked of the membership,
// every other one of the grants alone.
func (v viewed) may(action access.Action, teamID gid.ID, o access.Object) error {
	if action == access.LeadTeam {
		return v.mayLead(teamID, o.Path)
	}
	if !access.Can(v.actor, action, o) {
		return forbidden()
	}
	return nil
}
