package team

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/store"
)

// The facts of a team and of a membership. The subject is the team, or the membership with data team and account (ids).
const (
	EventFounded          = "team.founded"
	EventRenamed          = "team.renamed"
	EventEnded            = "team.ended"
	EventMemberAdded      = "team.member_added"
	EventTermExtended     = "team.term_extended"
	EventMembershipEnded  = "team.membership_ended"
	EventMembershipLapsed = "team.membership_lapsed" // the term ran out
	EventLeadChanged      = "team.lead_changed"      // data lead: "true" or "false"
	EventSkillsChanged    = "team.skills_changed"
	EventMemberUpdated    = "team.member_updated" // training or birth date; neither is told
)

// The facts of a help point, which is the subject.
const (
	EventPointOpened  = "team.help_point_opened"
	EventPointChanged = "team.help_point_changed"
	EventPointClosed  = "team.help_point_closed"
)

// The facts of a shift, which is the subject.
const (
	EventShiftPlanned   = "team.shift_planned"
	EventShiftCalledOff = "team.shift_called_off"
	EventPairMissing    = "team.pair_missing" // one person only is to visit homes tomorrow
)

// The facts of a sign-up, which is the subject. Data: shift and account (ids).
const (
	EventSignedUp        = "team.signed_up"
	EventLeft            = "team.left"
	EventPresent         = "team.present"
	EventNoShow          = "team.no_show"
	EventObjected        = "team.objected"
	EventSignupCalledOff = "team.signup_called_off" // its people are told by that of the shift
	EventReminded        = "team.reminded"
)

const systemName = "team"

// asSystem lets the domain count and end what the actor may not read, and read lists whose fence was asked before.
func asSystem(ctx context.Context) context.Context { return access.AsSystem(ctx, systemName) }

func tellMember(ctx context.Context, tx *store.Tx, name string, m *ent.TeamMember, more ...string) error {
	data := map[string]string{"team": m.TeamID.String(), "account": m.AccountID.String()}
	for i := 0; i+1 < len(more); i += 2 {
		data[more[i]] = more[i+1]
	}
	return tx.Emit(ctx, name, m.ID, data)
}

func tellSignup(ctx context.Context, tx *store.Tx, name string, r *ent.ShiftSignup) error {
	return tx.Emit(ctx, name, r.ID, map[string]string{"shift": r.ShiftID.String(), "account": r.AccountID.String()})
}
