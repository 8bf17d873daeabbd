package team

import (
	"context"
	"strconv"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// SetLeadInput is who leads or no longer does.
type SetLeadInput struct {
	ID   gid.ID
	Lead bool
}

// SetLead makes a member a lead, or takes that back; a team may have several. For admins alone.
// NOT_FOUND, FORBIDDEN; CONFLICT with key MEMBERSHIP_ENDED.
func (s *Service) SetLead(ctx context.Context, in SetLeadInput) (*ent.TeamMember, error) {
	return s.forMember(ctx, in.ID, setLead, func(_ context.Context, _ *store.Tx, _ *ent.TeamMember, u *ent.TeamMemberUpdate) error {
		u.SetLead(in.Lead)
		return nil
	}, "lead", strconv.FormatBool(in.Lead))
}
