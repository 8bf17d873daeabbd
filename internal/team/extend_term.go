package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ExtendTermInput is the new last day of a membership.
type ExtendTermInput struct {
	ID   gid.ID
	ToOn string
}

// ExtendTerm moves the last day of a membership that runs, to a later one. A term that is over is not extended: add the person
// again.
//
// NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; BAD_USER_INPUT with keys TERM_DAYS and TERM_NOT_LATER; CONFLICT with key
// MEMBERSHIP_ENDED.
func (s *Service) ExtendTerm(ctx context.Context, in ExtendTermInput) (*ent.TeamMember, error) {
	return s.forMember(ctx, in.ID, extend, func(_ context.Context, tx *store.Tx, m *ent.TeamMember, u *ent.TeamMemberUpdate) error {
		if in.ToOn <= m.ToOn {
			return fault.Bad("input.toOn", "TERM_NOT_LATER").With("day", m.ToOn)
		}
		today := calendar.Today(tx.Now)
		u.SetToOn(in.ToOn)
		return term(today, calendar.Date(in.ToOn), today)
	})
}
