package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// SetSkillsInput is what a member can help with from now on.
type SetSkillsInput struct {
	ID     gid.ID
	Skills []string
}

// SetSkills writes the groups of procedures that the member knows, in the place of those before; by the member, a lead or an
// admin.
//
// NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; BAD_USER_INPUT with keys UNKNOWN_SKILL and TOO_MANY_ITEMS; CONFLICT with
// key MEMBERSHIP_ENDED.
func (s *Service) SetSkills(ctx context.Context, in SetSkillsInput) (*ent.TeamMember, error) {
	skills, err := s.skills("input.skills", in.Skills)
	if err != nil {
		return nil, err
	}
	return s.forMember(ctx, in.ID, setSkills, func(_ context.Context, _ *store.Tx, _ *ent.TeamMember, u *ent.TeamMemberUpdate) error {
		u.SetSkills(skills)
		return nil
	})
}
