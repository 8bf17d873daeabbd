package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shiftsignup"
	"gandan/internal/store"
)

// EndMembershipInput is which membership ends now, and why.
type EndMembershipInput struct {
	ID     gid.ID
	Reason string
}

// EndMembership ends a membership at once: by the person, who may always leave (rights_care.csv, volunteers: right to leave),
// by a lead or by an admin. The places that the person had in shifts of the team to come are free again.
//
// NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; CONFLICT with key
// MEMBERSHIP_ENDED.
func (s *Service) EndMembership(ctx context.Context, in EndMembershipInput) (*ent.TeamMember, error) {
	why, err := reason("input.reason", in.Reason)
	if err != nil {
		return nil, err
	}
	return s.forMember(ctx, in.ID, leaveTeam, func(ctx context.Context, tx *store.Tx, m *ent.TeamMember, u *ent.TeamMemberUpdate) error {
		u.SetEndedAt(tx.Now).SetEndReason(why).ClearActiveFor()
		return freePlaces(ctx, tx, m)
	})
}

// freePlaces takes the person out of the shifts of the team that have not begun.
func freePlaces(ctx context.Context, tx *store.Tx, m *ent.TeamMember) error {
	rows, err := tx.ShiftSignup.Query().
		Where(shiftsignup.AccountID(m.AccountID), shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP), shiftsignup.StartsAtGT(tx.Now), shiftsignup.TeamID(m.TeamID)).
		Order(ent.Asc(shiftsignup.FieldStartsAt), ent.Asc(shiftsignup.FieldID)).All(asSystem(ctx))
	for i := 0; err == nil && i < len(rows); i++ {
		err = leaveOne(ctx, tx, rows[i])
	}
	return err
}
