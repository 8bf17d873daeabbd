package notify

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/ent/teammember"
)

// mostInCharge bounds who is told of one fact because of an office.
const mostInCharge = 100

// upwards are the paths of a unit and of those above it.
func upwards(path string) []string {
	var all []string
	for i, r := range path {
		if r == '/' && i > 0 {
			all = append(all, path[:i+1])
		}
	}
	return all
}

// adminsAt lists who runs the unit, or the nearest one above that anybody runs.
func adminsAt(ctx context.Context, db *ent.Client, path string) ([]gid.ID, error) {
	grants, err := db.RoleGrant.Query().
		Where(rolegrant.UnitPathIn(upwards(path)...), rolegrant.RoleEQ(rolegrant.RoleADMIN), rolegrant.RevokedAtIsNil()).
		Order(ent.Desc(rolegrant.FieldUnitPath), ent.Asc(rolegrant.FieldID)).Limit(mostInCharge).All(ctx)
	var admins []gid.ID
	for _, g := range grants {
		if g.UnitPath == grants[0].UnitPath { // the paths of one ancestry sort by their length
			admins = append(admins, g.AccountID)
		}
	}
	return admins, err
}

// leadsAt lists who leads a team of the unit, or of one above it, on the local day of an instant.
func leadsAt(ctx context.Context, db *ent.Client, path string, at time.Time) ([]gid.ID, error) {
	day := at.In(local).Format(time.DateOnly)
	rows, err := db.TeamMember.Query().
		Where(teammember.UnitPathIn(upwards(path)...), teammember.StatusEQ(teammember.StatusACTIVE), teammember.Lead(true),
			teammember.FromOnLTE(day), teammember.ToOnGTE(day)).
		Order(ent.Asc(teammember.FieldID)).Limit(mostInCharge).All(ctx)
	leads := make([]gid.ID, len(rows))
	for i, m := range rows {
		leads[i] = m.AccountID
	}
	return leads, err
}

// lines is the same line for several people.
func lines(to []gid.ID, about gid.ID, args map[string]string) []line {
	all := make([]line, len(to))
	for i, who := range to {
		all[i] = line{to: who, about: about, args: args}
	}
	return all
}
