package notify

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shiftsignup"
	"gandan/ent/team"
	"gandan/ent/teammember"
	"gandan/internal/event"
)

// teamRules are the facts of teams and shifts of which volunteers are told.
func teamRules() map[string]rule {
	return map[string]rule{
		"team.ended":             toEndedMembers,
		"team.member_added":      toMember,
		"team.term_extended":     toMember,
		"team.membership_ended":  toMember,
		"team.membership_lapsed": toMember,
		"team.lead_changed":      toMember,
		"team.shift_called_off":  toCalledOff,
		"team.pair_missing":      toLeadsOfShift,
		"team.reminded":          toSignedUp,
		"team.no_show":           toSignedUp,
		"team.objected":          toLeadsOfSignup,
	}
}

// toEndedMembers tells those whose membership ended with the team.
func toEndedMembers(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	t, err := db.Team.Query().Where(team.ID(e.Subject)).Only(ctx)
	if err != nil || t.EndedAt == nil {
		return nil, err
	}
	rows, err := db.TeamMember.Query().Where(teammember.TeamID(t.ID), teammember.StatusEQ(teammember.StatusENDED), teammember.EndedAt(*t.EndedAt)).All(ctx)
	lines := make([]line, len(rows))
	for i, m := range rows {
		lines[i] = line{to: m.AccountID, about: t.ID, args: map[string]string{"name": t.Name}}
	}
	return lines, err
}

// toMember tells the person whose membership it is.
func toMember(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	m, err := db.TeamMember.Query().Where(teammember.ID(e.Subject)).WithTeam().Only(ctx)
	if err != nil {
		return nil, err
	}
	args := map[string]string{"name": m.Edges.Team.Name, "from": localDay(m.FromOn), "to": localDay(m.ToOn)}
	if e.Data["lead"] == "true" {
		args[variant] = "LEAD"
	}
	return []line{{to: m.AccountID, about: m.ID, args: args}}, nil
}

// toCalledOff tells those who had signed up for the shift.
func toCalledOff(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	s, args, err := shiftOf(ctx, db, e.Subject)
	if err != nil {
		return nil, err
	}
	rows, err := db.ShiftSignup.Query().Where(shiftsignup.ShiftID(s.ID), shiftsignup.StatusEQ(shiftsignup.StatusCALLED_OFF)).All(ctx)
	lines := make([]line, len(rows))
	for i, r := range rows {
		lines[i] = line{to: r.AccountID, about: r.ID, args: args}
	}
	return lines, err
}

// toSignedUp tells the person whose sign-up it is.
func toSignedUp(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	r, err := db.ShiftSignup.Query().Where(shiftsignup.ID(e.Subject)).Only(ctx)
	if err != nil {
		return nil, err
	}
	_, args, err := shiftOf(ctx, db, r.ShiftID)
	return []line{{to: r.AccountID, about: r.ID, args: args}}, err
}

// toLeadsOfShift tells the leads of the team of a shift, or the admins of its unit when nobody leads it.
func toLeadsOfShift(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	s, args, err := shiftOf(ctx, db, e.Subject)
	if err != nil {
		return nil, err
	}
	leads, err := leadsOfTeam(ctx, db, s, e.At)
	if err == nil && len(leads) == 0 {
		leads, err = adminsAt(ctx, db, s.UnitPath)
	}
	return lines(leads, e.Subject, args), err
}

// toLeadsOfSignup tells of one sign-up the leads of its team and the admins of its unit, who may put it right; who it is they see
// there.
func toLeadsOfSignup(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	id, err := idIn(e, "shift")
	if err != nil {
		return nil, err
	}
	s, args, err := shiftOf(ctx, db, id)
	if err != nil {
		return nil, err
	}
	leads, err := leadsOfTeam(ctx, db, s, e.At)
	if err != nil {
		return nil, err
	}
	admins, err := adminsAt(ctx, db, s.UnitPath)
	return lines(append(leads, admins...), e.Subject, args), err
}

// leadsOfTeam are those of the team of the shift on the local day of an instant.
func leadsOfTeam(ctx context.Context, db *ent.Client, s *ent.Shift, at time.Time) ([]gid.ID, error) {
	day := at.In(local).Format(time.DateOnly)
	rows, err := db.TeamMember.Query().
		Where(teammember.TeamID(s.TeamID), teammember.StatusEQ(teammember.StatusACTIVE), teammember.Lead(true), teammember.FromOnLTE(day), teammember.ToOnGTE(day)).All(ctx)
	leads := make([]gid.ID, len(rows))
	for i, m := range rows {
		leads[i] = m.AccountID
	}
	return leads, err
}

// shiftOf reads a shift and what lines about it say.
func shiftOf(ctx context.Context, db *ent.Client, id gid.ID) (*ent.Shift, map[string]string, error) {
	s, err := db.Shift.Get(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	t, err := db.Team.Get(ctx, s.TeamID)
	if err != nil {
		return nil, nil, err
	}
	return s, map[string]string{"name": t.Name, "start": moment(s.StartsAt)}, nil
}

// local is the time of Việt Nam, which has no summer time.
var local = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// localDay is a day as people in Việt Nam write it.
func localDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("02/01/2006")
}
